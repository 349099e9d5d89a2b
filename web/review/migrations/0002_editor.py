"""The role of those who keep the sources."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_role(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.get_or_create(name="editor")


class Migration(migrations.Migration):

    dependencies = [("review", "0001_initial")]

    operations = [migrations.RunPython(make_role, migrations.RunPython.noop)]
