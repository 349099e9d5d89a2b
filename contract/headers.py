"""Names that two processes must spell alike: headers between them, and addresses."""

SECRET = "X-Daleel-Secret"  # noqa: S105 (a header's name): the channel's, and the action server's for the console
REQUEST_ID = "X-Request-ID"

CHANNEL_PATH = "/webhooks/daleel/webhook"
CHANNEL_HEALTH_PATH = "/webhooks/daleel/"
INDEX_HEALTH_PATH = "/health/index"  # of the action server

MIN_SECRET_CHARACTERS = 16
