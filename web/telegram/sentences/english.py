"""English."""

from __future__ import annotations

from web.telegram.sentences.sentences import Sentences

_INSTEAD = "Write me your question, and I will quote what the source says."

ENGLISH = Sentences(
    start=(
        "Welcome! I am Daleel.\n\n"
        "I answer questions about small and medium enterprises in the words of my Arabic sources, and "
        "tell you "
        "where each answer comes from. If they do not answer it, I say so.\n\n"
        "Write your question in Arabic, English or French, or choose: /topics"
    ),
    help=(
        "Write your question as you would say it; I answer in the words of the source. For example:\n"
        "• What is the economic role of small and medium enterprises?\n"
        "• How do they create jobs?\n"
        "• Which challenges do they face?\n\n"
        "You can go on from there: “and the second one?”, “what is the source?”.\n\n"
        "/topics what I know about\n"
        "/source where the last answer comes from\n"
        "/language of the interface\n"
        "/erase our conversation"
    ),
    topics="These are the topics that my sources answer:",
    group_start=(
        "Hello everyone! I am Daleel. I answer questions about small and medium enterprises in the words of "
        "their source.\n\nMention me, @{username}, in your question, or reply to one of my messages. "
        "Otherwise I "
        "keep quiet."
    ),
    group_help="In groups: mention me, @{username}, in your question, or reply to one of my messages.",
    unknown_command="I do not know this command. Write your question, or see /help.",
    nothing_asked="Yes, I am here. Write your question beside my name, or as a reply to this message.",
    unreadable={
        "voice": f"Your voice message arrived, but I cannot hear. {_INSTEAD}",
        "photo": f"The picture arrived, but I cannot see. {_INSTEAD}",
        "video": f"The video arrived, but I cannot watch it. {_INSTEAD}",
        "document": f"The file arrived, but I do not read files. {_INSTEAD}",
        "sticker": f"A nice sticker! I understand written words only. {_INSTEAD}",
        "location": f"The place arrived, but I know only what is in my sources. {_INSTEAD}",
        "contact": f"The contact arrived, and I will not keep it. {_INSTEAD}",
        "poll": f"Thank you for asking me, but I do not vote. {_INSTEAD}",
        "other": f"This kind of message is one that I cannot read. {_INSTEAD}",
    },
    slow_down="Many messages of yours came at once. I will answer them in order; please bear with me.",
    source="Source",
    source_title="From the source",
    next_source="Next place ({number} of {count})",
    back="Back to the answer",
    thanks_up="Thank you, I am glad that it helped.",
    thanks_down="Thank you for saying so. What was wrong with it? Choose a reason if you like.",
    reasons={
        "wrong": "Not correct",
        "incomplete": "Incomplete",
        "unclear": "Unclear",
        "off_topic": "Not what I asked",
        "other": "Something else",
    },
    thanks_reason="Thank you, this answer will be reviewed.",
    verdict_taken_back="Your verdict is taken back.",
    button_expired="This button has expired. Please write your question again.",
    button_of_another="This button belongs to the person who asked. Mention me with your own question.",
    erase_question=(
        "Shall I erase our conversation? All that you asked and that I answered goes from my records, "
        "for good. "
        "The messages that you see here stay in Telegram until you delete them."
    ),
    erase_yes="Yes, erase it",
    erase_no="No, keep it",
    erased="Our conversation is erased from my records. I am here whenever you wish to begin again.",
    not_erased="Our conversation stays as it is.",
    language_question=(
        "In which language shall I speak to you? The sources are in Arabic, and I quote them as they are."
    ),
    language_set="Good, I will speak English to you.",
    source_question="What is the source?",
    topics_question="What can you answer?",
    refusals={
        "bad_payload": "This button is unknown to me. Please write your question in words.",
        "empty_text": "I find no words in your message. Please write your question in words.",
        "too_long": "Your message is too long. Please keep it within a thousand characters.",
        "too_many_messages": "Many messages came in a short time. Please wait a little and try again.",
        "too_many_waiting": "I am still answering your earlier messages. Please wait a little and try again.",
        "assistant_failed": "I am sorry, something went wrong and I could not answer. Please try again.",
        "assistant_unavailable": "I am sorry, the assistant is not available now. Please try again in "
        "a while.",
        "assistant_slow": "I am sorry, the answer took too long. Please try again.",
        "server_error": "Something went wrong on our side, and it is noted. Please try again in a while.",
    },
    commands={
        "start": "Begin",
        "help": "How to ask me",
        "topics": "What I know about",
        "source": "Where the last answer comes from",
        "language": "Language of the interface",
        "erase": "Erase our conversation",
    },
    description=(
        "I am Daleel. I answer questions about small and medium enterprises in the words of my Arabic "
        "sources, and "
        "tell you where each answer comes from. Press Start, then write your question."
    ),
    short_description=(
        "Answers about small and medium enterprises, in the words of the source, with their place."
    ),
)
