"""One's own account, and what is wrong with a password."""

from __future__ import annotations

TEXTS = {
    "title": "My account",
    "must_change": "You were given a temporary password. Choose one of your own before you begin.",
    "password": "Password",
    "password_intro": "At least twelve characters; a short sentence is better than a complicated word.",
    "old": "Current password",
    "new": "New password",
    "again": "The new one again",
    "change": "Change the password",
    "language": "Language of these pages",
    "sessions": "Other devices",
    "sessions_intro": "If you forgot to sign out elsewhere, end every session but this one.",
    "end_sessions": "End other sessions",
    "password_changed": "The password was changed, and your other sessions have ended.",
    "sessions_ended": "Your other sessions have ended.",
    "wrong_old": "The current password is wrong.",
    "not_the_same": "The last two fields are not the same.",
    "unchanged": "The new password is the old one.",
    "password_too_short": "The password is short: at least twelve characters.",
    "password_too_common": "The password is a common one, easily guessed.",
    "password_entirely_numeric": "The password has figures only.",
    "password_too_similar": "The password is much like your name.",
}
