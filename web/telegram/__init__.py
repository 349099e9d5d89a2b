"""The same assistant on Telegram.

What asks and what answers is web.chat's service; here is what Telegram adds to it: its updates are stored
before they are acknowledged (inbox), taken one by one for each person in each chat (lanes), answered
(handlers), and what is to be seen in the chat is written down before it is sent (outbox).
"""
