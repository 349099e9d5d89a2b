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
}
