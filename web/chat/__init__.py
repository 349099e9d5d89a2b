"""The public chat: sessions, messages, history and feedback, for the widget and for Telegram alike."""
