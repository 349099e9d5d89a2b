"""What each action of the audit log is called."""

from __future__ import annotations

TEXTS = {
    "staff.signed_in": "signed in",
    "staff.signed_out": "signed out",
    "staff.locked_out": "was locked out",
    "staff.added": "added a member",
    "staff.role_changed": "changed a role",
    "staff.enabled": "enabled an account",
    "staff.disabled": "disabled an account",
    "staff.sessions_ended": "ended sessions",
    "staff.password_given": "gave a password",
    "staff.password_changed": "changed their password",
    "staff.unlocked": "unlocked",
    "tag.made": "made a tag",
    "conversation.tagged": "tagged a conversation",
    "conversation.untagged": "untagged a conversation",
    "message.tagged": "tagged a message",
    "message.untagged": "untagged a message",
    "flag.raised": "raised a flag",
    "flag.reasoned": "gave a flag another reason",
    "flag.lowered": "lowered a flag",
    "note.written": "wrote a note",
    "note.corrected": "corrected a note",
    "message.judged": "judged an answer",
    "conversation.reviewed": "reviewed a conversation",
    "conversation.unreviewed": "took a review back",
    "conversation.assigned": "assigned a conversation",
    "conversation.unmasked": "unmasked a conversation",
    "conversation.masked": "masked it again",
    "person.erased": "erased a person",
}
