"""The roles, the staff's profiles, and the audit log that the database itself keeps from being changed."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLES = ("reviewer", "lead", "administrator")

SQLITE = [
    f"""CREATE TRIGGER review_auditentry_no_{verb} BEFORE {verb} ON review_auditentry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
] + [
    # INSERT OR REPLACE removes a row without asking the trigger of DELETE.
    """CREATE TRIGGER review_auditentry_no_REPLACE BEFORE INSERT ON review_auditentry
    WHEN EXISTS (SELECT 1 FROM review_auditentry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
]
SQLITE_BACK = [f"DROP TRIGGER review_auditentry_no_{verb}" for verb in ("UPDATE", "DELETE", "REPLACE")]
POSTGRESQL = [
    """CREATE FUNCTION review_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$""",
    """CREATE TRIGGER review_auditentry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION review_auditentry_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER review_auditentry_append_only ON review_auditentry",
    "DROP FUNCTION review_auditentry_refuse()",
]


def make_roles(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


def guard(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0002_words"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='profile', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('en', 'English')], default='ar', max_length=2)),
                ('must_change_password', models.BooleanField(default=False)),
                ('sessions_end_before', models.DateTimeField(null=True)),
                ('is_development', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('who', models.CharField(blank=True, max_length=150)),
                ('action', models.CharField(max_length=64)),
                ('object', models.CharField(blank=True, max_length=255)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('request_id', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'indexes': [models.Index(fields=['who', '-id'], name='audit_by_who'), models.Index(fields=['action', '-id'], name='audit_by_action'), models.Index(fields=['object', '-id'], name='audit_by_object')],
            },
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
