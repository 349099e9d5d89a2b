"""manage.py's commands of the console."""
