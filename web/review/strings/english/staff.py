"""Who works here."""

from __future__ import annotations

from web.review.strings.counted import Counted

TEXTS = {
    "title": "Staff",
    "intro": "Reviewers read, judge and take notes; leads unmask, read the audit log and share out the work; "
    "administrators manage the staff and erase.",
    "members": Counted(zero="Nobody", one="One member", other="{n} members"),
    "name": "User name",
    "name_hint": "Small Latin letters and figures, with . _ - between",
    "role": "Role",
    "status": "Status",
    "active": "Active",
    "disabled": "Disabled",
    "development": "Development",
    "last_login": "Last sign-in",
    "never": "Not yet",
    "joined": "Added on",
    "actions": "Actions",
    "you": "you",
    "add_title": "Add a member",
    "add": "Add",
    "change_role": "Change the role",
    "disable": "Disable",
    "enable": "Enable",
    "end-sessions": "End sessions",
    "unlock": "Unlock",
    "password": "New password",
    "ask_disable": "The account is disabled and its sessions end at once. Go on?",
    "ask_password": "The old password stops working and the sessions end at once. Go on?",
    "handed_over": "A temporary password for {name}",
    "handed_over_hint": "It is not shown again. Hand it over yourself; it must be changed at first sign-in.",
    "done_role": "The role was changed.",
    "done_disable": "The account was disabled and its sessions ended.",
    "done_enable": "The account was enabled.",
    "done_end-sessions": "The sessions have ended.",
    "done_unlock": "Unlocked.",
    "bad_name": "A name has 2 to 40 small Latin letters and figures, with . _ - between.",
    "bad_role": "Choose a role from the list.",
    "taken": "Somebody else has this name.",
    "unknown": "Nobody has this name.",
    "own_account": "Nobody changes their own role or disables themselves.",
    "last_administrator": "This is the last active administrator; add another first.",
}
