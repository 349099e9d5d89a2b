"""What runs inside Rasa: components, the channel, the stores and what makes a turn cheap."""
