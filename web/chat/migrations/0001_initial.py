"""The record of every conversation, and who may speak in one."""

import django.db.models.deletion
import uuid
import web.chat.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='TrackerEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sender_id', models.CharField(max_length=255)),
                ('type_name', models.CharField(max_length=255)),
                ('timestamp', models.FloatField(null=True)),
                ('intent_name', models.CharField(max_length=255, null=True)),
                ('action_name', models.CharField(max_length=255, null=True)),
                ('data', models.TextField(null=True)),
            ],
            options={
                'db_table': 'events',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='BotMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer_id', models.CharField(max_length=64, null=True, unique=True)),
                ('content', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('sender_id', models.CharField(max_length=128, primary_key=True, serialize=False)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('swept_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('surface', models.CharField(choices=[('web', 'Web'), ('telegram', 'Telegram')], default='web', max_length=16)),
                ('sender_id', models.CharField(max_length=128, unique=True)),
                ('language', models.CharField(default='ar', max_length=2)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_seen_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='feedback', serialize=False, to='chat.botmessage', to_field='answer_id')),
                ('verdict', models.CharField(choices=[('up', 'Up'), ('down', 'Down')], max_length=4)),
                ('reason', models.CharField(blank=True, choices=[('wrong', 'Wrong'), ('incomplete', 'Incomplete'), ('unclear', 'Unclear'), ('off_topic', 'Off Topic'), ('other', 'Other')], max_length=10)),
                ('comment', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('sender_id', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('web', 'Web'), ('telegram', 'Telegram'), ('terminal', 'Terminal'), ('other', 'Other')], default='other', max_length=8)),
                ('language', models.CharField(default='ar', max_length=2)),
                ('started_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('message_count', models.PositiveIntegerField(default=0)),
                ('question_count', models.PositiveIntegerField(default=0)),
                ('answered_count', models.PositiveIntegerField(default=0)),
                ('refused_count', models.PositiveIntegerField(default=0)),
                ('thumbs_up', models.PositiveIntegerField(default=0)),
                ('thumbs_down', models.PositiveIntegerField(default=0)),
                ('has_follow_ups', models.BooleanField(default=False)),
                ('asked_person', models.BooleanField(default=False)),
                ('wished_pass_on', models.BooleanField(default=False)),
                ('lowest_confidence', models.FloatField(null=True)),
                ('last_event_id', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['last_at', 'sender_id'], name='chat_by_last'), models.Index(fields=['started_at', 'sender_id'], name='chat_by_start'), models.Index(fields=['message_count', 'sender_id'], name='chat_by_length'), models.Index(fields=['lowest_confidence', 'sender_id'], name='chat_by_confidence'), models.Index(fields=['refused_count', 'sender_id'], name='chat_by_refused'), models.Index(fields=['thumbs_down', 'sender_id'], name='chat_by_thumbs_down'), models.Index(fields=['channel', 'last_at'], name='chat_by_channel'), models.Index(condition=models.Q(('thumbs_down__gt', 0)), fields=['last_at'], name='chat_with_thumbs_down'), models.Index(condition=models.Q(('thumbs_up__gt', 0)), fields=['last_at'], name='chat_with_thumbs_up'), models.Index(condition=models.Q(('asked_person', True)), fields=['last_at'], name='chat_asked_person'), models.Index(condition=models.Q(('wished_pass_on', True)), fields=['last_at'], name='chat_wished_pass_on')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('event_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('message_id', models.CharField(default=web.chat.models.new_message_id, max_length=64, unique=True)),
                ('key', models.CharField(default=web.chat.models.new_message_id, max_length=64)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('text', models.TextField()),
                ('payload', models.TextField(blank=True)),
                ('is_press', models.BooleanField(default=False)),
                ('language', models.CharField(default='ar', max_length=2)),
                ('intent', models.CharField(blank=True, max_length=64)),
                ('intent_confidence', models.FloatField(null=True)),
                ('kind', models.CharField(choices=[('point', 'Point'), ('list', 'List'), ('comparison', 'Comparison'), ('related', 'Related'), ('none', 'None'), ('clarify', 'Clarify'), ('talk', 'Talk'), ('failed', 'Failed')], max_length=10)),
                ('confidence', models.FloatField(null=True)),
                ('is_question', models.BooleanField(default=False)),
                ('answered', models.BooleanField(default=False)),
                ('refused', models.CharField(blank=True, choices=[('', 'Not'), ('related', 'Related'), ('none', 'None')], max_length=7)),
                ('follow_up', models.BooleanField(default=False)),
                ('handoff', models.CharField(blank=True, choices=[('', 'No'), ('question', 'Question'), ('person', 'Person')], max_length=8)),
                ('feedback', models.CharField(blank=True, choices=[('', 'No'), ('up', 'Up'), ('down', 'Down')], max_length=4)),
                ('section', models.CharField(blank=True, max_length=255)),
                ('question_key', models.CharField(blank=True, max_length=200)),
                ('channel', models.CharField(choices=[('web', 'Web'), ('telegram', 'Telegram'), ('terminal', 'Terminal'), ('other', 'Other')], default='other', max_length=8)),
                ('passage_ids', models.JSONField(default=list)),
                ('ranking', models.JSONField(default=list)),
                ('milliseconds', models.PositiveIntegerField(null=True)),
                ('rasa_milliseconds', models.PositiveIntegerField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='chat.conversation')),
            ],
        ),
        migrations.AddField(
            model_name='botmessage',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bot_messages', to='chat.message'),
        ),
        migrations.CreateModel(
            name='PendingMessage',
            fields=[
                ('message_id', models.CharField(default=web.chat.models.new_message_id, max_length=64, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(max_length=64)),
                ('text', models.TextField(blank=True)),
                ('payload', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pending', to='chat.session')),
            ],
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['at', 'conversation', 'channel', 'section', 'is_question', 'answered', 'refused', 'feedback', 'handoff', 'milliseconds', 'question_key', 'event_id'], name='chat_overview'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('question_key', ''), _negated=True), fields=['question_key', 'at'], name='chat_same_question'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['conversation', 'event_id'], name='chat_of_conversation'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['intent', 'conversation'], name='chat_by_intent'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['kind', 'conversation'], name='chat_by_kind'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['section', 'at'], name='chat_by_section'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('refused', ''), _negated=True), fields=['refused', 'at'], name='chat_refused'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('feedback', ''), _negated=True), fields=['feedback', 'at'], name='chat_judged'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('conversation', 'key'), name='chat_key_once_in_conversation'),
        ),
        migrations.AddConstraint(
            model_name='pendingmessage',
            constraint=models.UniqueConstraint(fields=('session', 'key'), name='chat_pending_once'),
        ),
    ]
