"""A log that machines read, and in which nobody is named."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest

from contract.logs import JsonFormatter, pseudonym, write_json_where_asked


def test_a_record_is_one_line_of_json() -> None:
    record = logging.LogRecord("web.chat", logging.WARNING, __file__, 1, "two\nlines of %s", ("نص",), None)
    record.request_id = "r1"
    line = JsonFormatter().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert said.pop("time").endswith("Z")
    assert said == {"level": "WARNING", "logger": "web.chat", "message": "two\nlines of نص", "request": "r1"}


def test_a_trace_is_part_of_its_record() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("web", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    assert "ValueError: broken" in json.loads(JsonFormatter().format(record))["trace"]


def test_a_pseudonym_is_the_same_everywhere_and_needs_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALEEL_CHANNEL_SECRET", "one secret of the channel")
    one = pseudonym("web-123")
    assert one == pseudonym("web-123") != pseudonym("web-124")
    monkeypatch.setenv("DALEEL_CHANNEL_SECRET", "another secret of the channel")
    assert pseudonym("web-123") != one


def test_json_is_written_where_the_setting_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    write_json_where_asked()
    logging.getLogger("plain").error("one")
    monkeypatch.setenv("DALEEL_LOGS", "json")
    write_json_where_asked()
    logging.getLogger("json").error("two")
    plain, as_json = out.getvalue().splitlines()
    assert plain == "one"
    assert json.loads(as_json)["message"] == "two"
