"""The staff's own tables, their roles, the index of words (web.review.search: FTS5 in SQLite, tsvectors in
PostgreSQL, neither known to the ORM), and the audit log that the database itself keeps from being changed."""

from typing import Any

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLES = ("reviewer", "lead", "administrator")

SQLITE_WORDS = (
    "CREATE VIRTUAL TABLE review_words USING fts5("
    "question, answers, tokenize = 'unicode61 remove_diacritics 0', detail = column)",
)
POSTGRESQL_WORDS = (
    "CREATE TABLE review_words (event_id bigint PRIMARY KEY, question tsvector, everything tsvector)",
    "CREATE INDEX review_words_question ON review_words USING gin (question)",
    "CREATE INDEX review_words_everything ON review_words USING gin (everything)",
)

SQLITE_AUDIT = [
    f"""CREATE TRIGGER review_auditentry_no_{verb} BEFORE {verb} ON review_auditentry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
] + [
    # INSERT OR REPLACE removes a row without asking the trigger of DELETE.
    """CREATE TRIGGER review_auditentry_no_REPLACE BEFORE INSERT ON review_auditentry
    WHEN EXISTS (SELECT 1 FROM review_auditentry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
]
SQLITE_AUDIT_BACK = [f"DROP TRIGGER review_auditentry_no_{verb}" for verb in ("UPDATE", "DELETE", "REPLACE")]
POSTGRESQL_AUDIT = [
    """CREATE FUNCTION review_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$""",
    """CREATE TRIGGER review_auditentry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION review_auditentry_refuse()""",
]
POSTGRESQL_AUDIT_BACK = [
    "DROP TRIGGER review_auditentry_append_only ON review_auditentry",
    "DROP FUNCTION review_auditentry_refuse()",
]


def make_roles(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in (*SQLITE_WORDS, *SQLITE_AUDIT) if is_sqlite else (*POSTGRESQL_WORDS, *POSTGRESQL_AUDIT):
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in ("DROP TABLE review_words", *(SQLITE_AUDIT_BACK if is_sqlite else POSTGRESQL_AUDIT_BACK)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasureReceipt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.CharField(max_length=150)),
                ('subject', models.CharField(choices=[('sender', 'Sender'), ('telegram', 'Telegram'), ('expired', 'Expired')], max_length=8)),
                ('fingerprint', models.CharField(blank=True, db_index=True, max_length=64)),
                ('conversations', models.PositiveIntegerField()),
                ('removed', models.JSONField(default=dict)),
            ],
        ),
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
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_id', models.CharField(db_index=True, max_length=255)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('event_id', models.BigIntegerField(db_index=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_id', models.CharField(db_index=True, max_length=255)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('event_id', models.BigIntegerField(db_index=True, null=True)),
                ('text', models.TextField(max_length=4000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='review.note')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('colour', models.CharField(blank=True, max_length=16)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_id', models.CharField(db_index=True, max_length=255)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('is_current', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('sender_id',), name='review_one_assignment')],
            },
        ),
        migrations.CreateModel(
            name='Reviewed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_id', models.CharField(db_index=True, max_length=255)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('last_event_id', models.BigIntegerField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sender_id', 'by'), name='review_read_once_by_each')],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('query', models.TextField(max_length=2000)),
                ('shared', models.BooleanField(default=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='review_a_filter_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_id', models.CharField(db_index=True, max_length=255)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('event_id', models.BigIntegerField(db_index=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='review.tag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('event_id__isnull', False)), fields=('tag', 'event_id'), name='review_a_tag_once'), models.UniqueConstraint(condition=models.Q(('event_id', None)), fields=('tag', 'sender_id'), name='review_a_tag_once_on_a_conversation')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_id', models.CharField(db_index=True, max_length=255)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('event_id', models.BigIntegerField()),
                ('judgement', models.CharField(choices=[('right', 'Right'), ('wrong', 'Wrong'), ('unsure', 'Unsure')], max_length=6)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['event_id', 'by', 'id'], name='review_verdicts')],
            },
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make, drop),
    ]
