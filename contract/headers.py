"""Names that two processes must spell alike: headers between them, and the addresses of Rasa's channel."""

SECRET = "X-Daleel-Secret"  # noqa: S105 (a header's name): the channel's, and the action server's for the console
REQUEST_ID = "X-Request-ID"

CHANNEL_PATH = "/webhooks/daleel/webhook"
CHANNEL_HEALTH_PATH = "/webhooks/daleel/"

MIN_SECRET_CHARACTERS = 16
