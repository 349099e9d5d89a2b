"""What templates of teaching can do: `{% load teaching %}`."""
