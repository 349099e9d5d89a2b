"""How every process writes its log: lines for people or JSON for machines, and nobody named in it.

`DALEEL_LOGS` is `lines` (default) or `json`. No record holds a visitor's words;
a sender is named by `pseudonym`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time

JSON = "json"
LINES = "lines"
FORMATS = (LINES, JSON)
PSEUDONYM_BYTES = 6


def pseudonym(sender_id: str) -> str:
    """A short name for a sender: the same in every process, of no use without the channel's secret."""
    key = os.environ.get("DALEEL_CHANNEL_SECRET", "").encode()[:64]
    return hashlib.blake2b(sender_id.encode(), key=key, digest_size=PSEUDONYM_BYTES).hexdigest()


def write_json_where_asked() -> None:
    """Let what writes this process's log write JSON, where DALEEL_LOGS says so."""
    if os.environ.get("DALEEL_LOGS") == JSON:
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonFormatter())


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message; request and trace if any."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{record.msecs:03.0f}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := getattr(record, "request_id", ""):
            fields["request"] = request_id
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)
