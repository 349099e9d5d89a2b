"""What runs inside Rasa (Python 3.10): the way in, the log of conversations, what understands a message.

- `channel` is where to begin: one POST brings one message (`incoming`), `turn` takes it through Rasa and
  reads the reply back from the log.
- `tracker_store` is the log, `lock_store` keeps one sender's messages in order, `model_watch` takes a newly
  trained model up, `nlg` turns an answer's data into an utterance.
- `patches` is all that is replaced in Rasa itself, each with what it pays.
- `components` are the graph components that config.yml names.

Rasa names these modules in config.yml, endpoints.yml and credentials.yml. Nothing here searches or composes
an answer; that is the action server's.
"""

from rasa.shared.exceptions import RasaException


class BotError(RasaException):
    """A set-up that cannot work: the message says what was found, what was expected and what to do."""
