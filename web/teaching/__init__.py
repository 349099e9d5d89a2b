"""Teaching: from a question that went unanswered to an approved answer, without a developer.

Begin with workflow.py: a proposal is made, approved, refused or undone, each step once and with its history.

- In: collect.py takes questions from the record, grouping.py groups them by meaning, auto_resolve.py resolves
  repeated ones, overview.py lists the groups.
- Deciding: plan.py checks what is proposed, conflicts.py what speaks against approval, workflow.py moves it.
- Out: published.py writes the curated questions for the index, calibration.py and training.py the
  project's own files in data/.
- Watching: cases.py asks again what was promised, replaying.py last month's conversations.
- Asking: action_server.py the index, assistant.py the whole assistant, index_command.py `python -m index`.
- background.py runs this in two threads. views/ are the console pages, command_line.py `manage.py teach`.

Tables (models.py) change through workflow.py alone where somebody decides. web never loads the encoder, and
nothing here imports actions, index or bot.
"""
