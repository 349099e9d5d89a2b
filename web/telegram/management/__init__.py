"""Django's commands of Telegram."""
