"""manage.py's command of teaching."""
