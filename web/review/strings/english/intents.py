"""What a message can be understood as (domain.yml)."""

from __future__ import annotations

TEXTS = {
    "greet": "Greeting",
    "goodbye": "Goodbye",
    "thank": "Thanks",
    "ask_help": "Asks for help",
    "ask_identity": "Who are you?",
    "ask_human": "Asks for a person",
    "insult": "Insult",
    "prompt_injection": "Prompt injection",
    "nonsense": "Nonsense",
    "test_bot": "A test",
    "ask_economic_roles": "Economic role",
    "ask_social_roles": "Social role",
    "ask_roles": "Roles",
    "ask_challenges": "Challenges",
    "ask_point": "About a passage",
    "ask_other": "Another question",
    "ask_source": "What is the source?",
    "ask_more": "More",
    "ask_follow_up": "Follow-up",
    "show_passage": "Passage button",
    "pass_on_question": "Leaves the question",
}
