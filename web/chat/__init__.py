"""The public chat: sessions, messages, history and feedback, for the widget and for Telegram alike.

Begin with service.py: the path of one message. views.py and urls.py are the API (openapi.yaml describes it).

- Who and how much: authentication.py, limits.py, queues.py (one message of a session at a time).
- One message: cleaning.py reads, turns.py claims and ends, rasa.py asks a worker, record.py writes the turn.
- What was said: conversation.py for the visitor, transcript.py as a file, feedback.py what they thought,
  sections.py where an answer is from.
- What goes: erase.py and sweep.py. tracker_log.py is Rasa's log, import_log.py takes an old one over once.

Tables are in models.py. Nothing here knows the console or Telegram: they import the chat, and hear of what is
recorded and erased by signals.
"""
