"""manage.py's command of sources: what editors do, and the worker."""
