"""The console's middleware, around Django's own (settings.CONSOLE_MIDDLEWARE)."""
