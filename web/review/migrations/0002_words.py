"""The index of words (web.review.search): FTS5 in SQLite, tsvectors in PostgreSQL, neither known to the ORM."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE VIRTUAL TABLE review_words USING fts5("
    "question, answers, tokenize = 'unicode61 remove_diacritics 0', detail = column)",
)
POSTGRESQL = (
    "CREATE TABLE review_words (event_id bigint PRIMARY KEY, question tsvector, everything tsvector)",
    "CREATE INDEX review_words_question ON review_words USING gin (question)",
    "CREATE INDEX review_words_everything ON review_words USING gin (everything)",
)


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE review_words")


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
