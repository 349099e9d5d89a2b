"""The same assistant on Telegram: what asks and what answers is web.chat's service.

Begin with `engine`: an update is stored before it is acknowledged (`inbox`), put into its order and into the
queue of its person and chat (`incoming`, `ordering`), and handled (`handlers`, with `context`). What should
stand in the chat is written down before it is sent (`outbox`), then delivered (`delivery`); what a crash
leaves in doubt is looked for (`delivery_probe`). `layout` draws an answer, `content` its buttons. Updates
come by `poll` (with manage.py telegram_poll) or by `webhook` (with web); `setup` tells Telegram who we are,
`api` is its client.

Nothing of how a question is answered comes in here, and nothing else of web imports this package but its
tables.
"""
