"""The review console: staff find, read and judge the conversations. Nothing of the chat imports it."""
