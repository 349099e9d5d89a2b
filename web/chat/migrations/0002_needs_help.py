"""Conversations in which somebody was in danger or despair."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='needs_help',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='message',
            name='handoff',
            field=models.CharField(blank=True, choices=[('', 'No'), ('question', 'Question'), ('person', 'Person'), ('distress', 'Distress')], max_length=8),
        ),
    ]
