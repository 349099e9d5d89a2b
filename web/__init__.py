"""The only public process: the chat's API, the widget's files and the page that shows it."""
