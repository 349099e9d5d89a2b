"""A strict emulator of Telegram's Bot API, as a real HTTP server, written from its public documentation.

It refuses what Telegram refuses, in Telegram's words, and shows a chat as people see it: sent, edited,
deleted.

| what | what it checks |
|---|---|
| every call | the token (401), the method's name (404), parameters as form, multipart or JSON |
| text | not empty, at most 4,096 UTF-16 units after its marks are read |
| HTML | known tags, closed and nested rightly, documented attributes alone |
| MarkdownV2 | every reserved character escaped, every entity closed |
| keyboards | at most 100 buttons, 8 a row; a title; exactly one action; callback data of 1 to 64 bytes |
| chats | unknown (400); blocked by the user, kicked, deactivated (403); no such topic (400) |
| migration | a group that became a supergroup (400 with `migrate_to_chat_id`) |
| replies | the message is there, or `allow_sending_without_reply` |
| edits, deletions | the message is there, is the bot's own, and is modified |
| callback queries | known, answered once; at most 200 characters |
| getUpdates | offset acknowledges, limit 1 to 100, timeout holds the line, allowed_updates; 409 by webhook |
| setWebhook | https, its ports, secret token of up to 256 of A-Za-z0-9_-, 1 to 100 connections |
| webhook | delivery with the secret header, and again after anything but 2xx |
| commands | names of a-z, 0-9 and _, up to 32; descriptions up to 256; languages of two letters |
| descriptions | up to 512 characters, the short one up to 120 |
| message ids | private chats and groups share one count, as in a bot's account; a supergroup has its own; |
| | a message has its id from the moment it is written, however long its update waits |
| getWebhookInfo | how many updates wait, whichever way they are asked for |

It does on order (faults): 429 with retry_after, 5xx as JSON or as a proxy's HTML, a line cut or held before
or after the call was done, updates twice and out of order.

What it does not check: rates (Telegram does not publish them exactly; order a 429), media, inline mode,
payments.
"""

from tests.telegram.emulator.chats import Group, Person
from tests.telegram.emulator.faults import Fault
from tests.telegram.emulator.server import Emulator

__all__ = ["Emulator", "Fault", "Group", "Person"]
