"""Follow-ups: what a message refers to, resolved from what the conversation showed before it.

Begin with `rules`: one condition a kind of follow-up; their order stands in actions/decision_table.py.
`memory` is what a conversation holds on to, in the slot last_answer. `reading` finds the signs of a follow-up
in a message, `topics` the sections and points that words name; `context` joins the three for the rules.
`navigation` goes from what was shown to what stands beside it, `answers` says what was found. Nothing here
searches the index.
"""
