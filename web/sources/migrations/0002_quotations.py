"""What was quoted before sources were counted."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROWS = 2000
MAX_ID_CHARACTERS = 30


def count_old(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    quotation = apps.get_model("sources", "Quotation")
    messages = apps.get_model("chat", "Message").objects.exclude(passage_ids=[])
    rows = []
    for event_id, passage_ids in messages.values_list("event_id", "passage_ids").iterator(ROWS):
        for passage_id in dict.fromkeys(passage_ids):
            document = passage_id.partition("/")[0]
            if len(document) <= MAX_ID_CHARACTERS:
                rows.append(quotation(message_id=event_id, document=document, passage_id=passage_id[:255]))
        if len(rows) >= ROWS:
            quotation.objects.bulk_create(rows)
            rows = []
    quotation.objects.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [("sources", "0001_initial")]

    operations = [migrations.RunPython(count_old, migrations.RunPython.noop)]
