"""What the console calls the codes that are stored and passed about: an intent, a kind of answer, a role.

Templates say `{{ message.intent|label:"intent" }}`; a code that nobody named is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from contract.rules import RULES

Labels: TypeAlias = Mapping[str, str | Promise]

ROLES: Labels = {
    "reviewer": _("Reviewer"),
    "editor": _("Editor"),
    "lead": _("Lead"),
    "administrator": _("Administrator"),
    "none": _("No role"),
}

# Where a conversation came from.
CHANNELS: Labels = {
    "web": _("Web"),
    "telegram": _("Telegram"),
    "terminal": _("Terminal"),
    "other": pgettext("channel", "Other"),
}

# The languages that people write in.
LANGUAGES: Labels = {
    "ar": _("Arabic"),
    "en": _("English"),
    "fr": _("French"),
}

# What a message can be understood as (domain.yml).
INTENTS: Labels = {
    "greet": _("Greeting"),
    "goodbye": _("Goodbye"),
    "thank": _("Thanks"),
    "ask_help": _("Asks for help"),
    "ask_identity": _("Who are you?"),
    "ask_human": _("Asks for a person"),
    "insult": _("Insult"),
    "prompt_injection": _("Prompt injection"),
    "nonsense": _("Nonsense"),
    "test_bot": _("A test"),
    "ask_how_are_you": _("How are you?"),
    "congratulate": _("A wish"),
    "react": _("A reaction"),
    "affirm": _("Yes"),
    "deny": _("No"),
    "complain": _("Says that the answer missed"),
    "not_clear": _("Says that it is not clear"),
    "disagree": _("Doubts the source"),
    "ask_noted": _("Did it reach the staff?"),
    "ask_operator": _("Who runs it?"),
    "ask_privacy": _("What is kept?"),
    "ask_erase": _("Erase my conversation"),
    "ask_author": _("Who wrote the source?"),
    "distress": _("In distress"),
    "grief": _("In grief"),
    "feel_low": _("Feels low"),
    "threat": _("A threat"),
    "share_personal": _("Personal data"),
    "unwell": _("Unwell"),
    "lonely": _("Lonely"),
    "disappointed": _("Disappointed"),
    "joke": _("A joke"),
    "excuse": _("An apology"),
    "ask_prayer": _("Asks for a good word"),
    "homework": _("School work"),
    "ask_feelings": _("Does it have feelings?"),
    "ask_trust": _("Can it be believed?"),
    "ask_buttons": _("What do the buttons do?"),
    "ask_reply_time": _("When do the staff answer?"),
    "ask_languages": _("Languages"),
    "ask_write": _("A text of its own"),
    "ask_send": _("Send or contact"),
    "ask_attach": _("Pictures, voice, files"),
    "report_typo": _("Reports a typo"),
    "ask_section": _("All of a section"),
    "ask_question": _("A question"),
    "ask_source": _("What is the source?"),
    "ask_more": _("More"),
    "ask_follow_up": _("Follow-up"),
    "ask_shorter": _("Shorter"),
    "ask_if_all": _("Is that all?"),
    "show_passage": _("Passage button"),
    "pass_on_question": _("Leaves the question"),
}

# The kinds of an answer.
KINDS: Labels = {
    "point": pgettext("kind of answer", "Passage"),
    "list": _("List"),
    "comparison": _("Comparison"),
    "related": _("Near, no answer"),
    "none": pgettext("kind of answer", "Not in the sources"),
    "clarify": _("Asked back"),
    "talk": _("Small talk"),
    "failed": _("Failed"),
}

# What a hit's score is made of.
SCORE_PARTS: Labels = {
    "dense": _("Meaning"),
    "words": _("Words"),
    "tokens": _("Tokens"),
    "questions": pgettext("part of a score", "Questions"),
}

# Why a user did not like an answer (web.chat's Feedback.Reason).
REASONS: Labels = {
    "wrong": _("Wrong"),
    "incomplete": _("Incomplete"),
    "unclear": _("Unclear"),
    "off_topic": _("Not what was asked"),
    "other": _("Another reason"),
}

# What a reviewer says of an answer.
VERDICTS: Labels = {
    "right": _("Right"),
    "wrong": pgettext("verdict", "Wrong"),
    "unsure": _("Not sure"),
}

# The overview's figures and tables.
FIGURES: Labels = {
    "conversations": pgettext("figure", "Conversations"),
    "questions": pgettext("figure", "Questions"),
    "answered": _("Answered"),
    "refused": pgettext("figure", "No answer"),
    "otherwise": _("Otherwise"),
    "up": _("Liked"),
    "down": pgettext("figure", "Disliked"),
    "hand_over": pgettext("figure", "Wanted the team"),
    "response": _("Response time"),
    "days": _("Days"),
    "channels": _("Channels"),
    "topics": _("Topics"),
    "asked": _("Most asked"),
    "worst": _("Worst served"),
}

PERIODS: Labels = {
    "today": _("Today"),
    "week": _("7 days"),
    "month": _("28 days"),
    "quarter": _("13 weeks"),
}

DAYS: Labels = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
}

# The lists' conditions.
CONDITIONS: Labels = {
    "q": _("Words"),
    "from": _("From day"),
    "to": _("To day"),
    "channel": _("Channel"),
    "intent": pgettext("condition", "Understood as"),
    "confidence_from": _("Confidence from %"),
    "confidence_to": _("Confidence to %"),
    "kind": _("Kind of answer"),
    "topic": _("Topic"),
    "question": _("Questions only"),
    "answered": pgettext("condition", "Answered"),
    "refused": _("Not in the sources"),
    "feedback": _("Visitor's opinion"),
    "follow_up": _("Has follow-ups"),
    "person": _("Asked for a person"),
    "pass_on": _("Left a question to us"),
    "hand_over": _("Wanted the team"),
    "length_from": _("Messages from"),
    "length_to": _("Messages to"),
    "tag": pgettext("condition", "Tag"),
    "flag": _("Flagged"),
    "reviewed": _("Reviewed"),
    "assigned": pgettext("condition", "Assigned to"),
    "same": _("The same question"),
    "sort": _("Order"),
    "period": _("Period"),
    "after": pgettext("in the list", "Place"),
    "before": pgettext("in the list", "Place"),
    "unknown": _("Unknown condition"),
}

# Their choices, "condition_choice", or the choice alone where it means the same for all.
CHOICES: Labels = {
    "yes": _("Yes"),
    "no": _("No"),
    "feedback_up": _("Liked it"),
    "feedback_down": _("Did not like it"),
    "feedback_any": _("Gave an opinion"),
    "feedback_none": _("Gave none"),
    "assigned_me": _("Me"),
    "assigned_nobody": _("Nobody"),
    "topic_-": _("Without a topic"),
}

SORTS: Labels = {
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "longest": _("Longest first"),
    "least_sure": _("Least sure first"),
    "most_refused": _("Most without an answer first"),
    "most_disliked": _("Most disliked first"),
    "slowest": _("Slowest first"),
}

# What an administrator can do with a member's account.
STAFF_ACTIONS: Labels = {
    "password": pgettext("action", "New password"),
    "end-sessions": _("End sessions"),
    "unlock": _("Unlock"),
    "disable": _("Disable"),
    "enable": _("Enable"),
}

# The actions of the audit log.
ACTIONS: Labels = {
    "staff.signed_in": _("signed in"),
    "staff.signed_out": _("signed out"),
    "staff.locked_out": _("locked a name"),
    "staff.added": _("added a member"),
    "staff.role_changed": _("changed a role"),
    "staff.enabled": _("enabled an account"),
    "staff.disabled": _("disabled an account"),
    "staff.sessions_ended": _("ended sessions"),
    "staff.password_given": _("gave a password"),
    "staff.password_changed": _("changed their password"),
    "staff.unlocked": _("unlocked"),
    "tag.made": _("made a tag"),
    "conversation.tagged": _("tagged a conversation"),
    "conversation.untagged": _("untagged a conversation"),
    "message.tagged": _("tagged a message"),
    "message.untagged": _("untagged a message"),
    "flag.raised": _("raised a flag"),
    "flag.reasoned": _("gave a flag another reason"),
    "flag.lowered": _("lowered a flag"),
    "note.written": _("wrote a note"),
    "note.corrected": _("corrected a note"),
    "message.judged": _("judged an answer"),
    "conversation.reviewed": _("reviewed a conversation"),
    "conversation.unreviewed": _("took a review back"),
    "conversation.assigned": _("assigned a conversation"),
    "conversation.unmasked": _("unmasked a conversation"),
    "conversation.masked": _("masked it again"),
    "filter.saved": _("Saved conditions"),
    "filter.deleted": _("Deleted saved conditions"),
    "table.exported": _("Exported a table"),
    "person.erased": _("erased a person"),
    "teaching.proposed": _("proposed an answer"),
    "teaching.approved": _("approved a proposal"),
    "teaching.refused": _("refused a proposal"),
    "teaching.undone": _("undid a proposal"),
    "teaching.judged": _("judged a difference"),
    "teaching.replayed": _("replayed what was asked"),
    "teaching.moved": _("moved a taught question with its passage"),
    "sources.added": _("added a source"),
    "sources.version_added": _("added a version of a source"),
    "sources.published": _("published a source"),
    "sources.live": _("brought a source live"),
    "sources.unpublished": _("unpublished a source"),
    "sources.deleted": _("deleted a source"),
    "sources.stopped": _("stopped the reading of a source"),
    "sources.retried": _("retried the reading of a source"),
    "sources.described": _("changed what is said of a source"),
    "sources.edited": _("edited a source"),
    "sources.crawled": _("had a web site read"),
}

# Which row of the decision table made an answer.
DECISIONS: Labels = {name: _(description) for name, description in RULES.items()}

# What was asked for, and the passages found do not tell (contract.evidence.Missing).
MISSING: Labels = {
    "subject": pgettext("missing", "What the question is about"),
    "number": pgettext("missing", "A number"),
    "person": pgettext("missing", "A person or a body"),
    "time": pgettext("missing", "A time"),
    "place": pgettext("missing", "A place"),
    "reason": pgettext("missing", "A reason"),
    "premise": pgettext("missing", "Whether what the question says is so"),
}

TABLES: Mapping[str, Labels] = {
    "role": ROLES,
    "channel": CHANNELS,
    "language": LANGUAGES,
    "intent": INTENTS,
    "kind": KINDS,
    "rule": DECISIONS,
    "missing": MISSING,
    "score_part": SCORE_PARTS,
    "reason": REASONS,
    "verdict": VERDICTS,
    "figure": FIGURES,
    "period": PERIODS,
    "day": DAYS,
    "condition": CONDITIONS,
    "staff_action": STAFF_ACTIONS,
    "action": ACTIONS,
}
