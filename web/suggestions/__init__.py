"""Suggestions while typing: what the assistant can be asked, and never what a visitor has asked.

`candidates` says what may be suggested: headings of what is live, the examples of contract.about, curated
questions that staff approved. `matching` finds those that begin as the visitor writes, `catalogue` keeps
them in step with the index and the database, `views` is GET /api/chat/suggestions. Nothing typed is kept or
logged.
"""
