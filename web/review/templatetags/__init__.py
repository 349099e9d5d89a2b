"""What templates of the console can do: `{% load review %}`."""
