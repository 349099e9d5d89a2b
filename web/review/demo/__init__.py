"""A demonstration: conversations that were made up, held with the real assistant, in tables of their own.

What is said stands in conversations.txt; conversations.py draws it, says it, and spreads it over two weeks.
"""
