"""manage.py's commands of the chat."""
