"""The only public process, a Django project: the chat's API, Telegram, the site's pages, the staff's console.

Begin with asgi.py (what uvicorn serves), settings.py (its middleware, in order) and urls.py (its addresses).
chat/ answers visitors, suggestions/ helps them while they type, telegram/ is the bot, review/ and teaching/
are the console, site/ the pages; operations/ is what operators watch, api/ what the addresses under /api
share. environment.py reads every setting once. Nothing here imports Rasa, the actions or the index: they are
asked over HTTP.
"""
