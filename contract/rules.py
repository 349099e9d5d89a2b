"""The rules by which a message is answered, in the order in which they are tried, in plain words for staff.

The actions decide by them (actions/decision_table.py), `Evidence.rule` has the name of the one that decided,
and the console shows its description in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "pressed": "A button asked for this passage.",
    "curated": "The question is one that staff taught, word for word.",
    "care": "The message may come from somebody in need, and the sources have no answer to it.",
    "source": "The source of the last answer was asked for.",
    "person": "A person to speak to was asked for.",
    "pass_on": "The question was to be left to the staff.",
    "complaint": "The last answer was not what had been asked, so the nearest others were offered.",
    "several_questions": "The message asked several things, and each was answered by itself.",
    "several_things": "One sentence named several things, and each was answered or named as not answered.",
    "follow_up.one_more": "Another point was asked for, after one that had been shown.",
    "follow_up.announced_question": "A question was announced and not yet asked.",
    "follow_up.answer_of_several": "It pointed at one of the answers to a message with several questions.",
    "follow_up.answer_again": "An answer given before was asked for again.",
    "follow_up.whether_all": "It was asked whether what was shown is all.",
    "follow_up.rest": "The points that had not been shown yet were asked for.",
    "follow_up.another": "One or more further points were asked for.",
    "follow_up.summary_of_position": "A point was asked for in short by its place in the list.",
    "follow_up.shorter": "What was shown was asked for in short.",
    "follow_up.nothing_shown": "A shorter form, or whether that is all, was asked before anything was shown.",
    "follow_up.position": "A point was asked for by its place in the list.",
    "follow_up.back_to": "Something shown earlier was asked for again.",
    "follow_up.step": "The next or the previous point was asked for.",
    "accepted": "The visitor said yes to what had been offered.",
    "declined": "The visitor said no to what had been offered.",
    "follow_up.about_shown": "The last answer was to be repeated, explained, reasoned or exemplified.",
    "follow_up.more_about": "More about a topic was asked for.",
    "follow_up.more": "More was asked for.",
    "follow_up.leaning": "The message leaned on the last answer and named no topic of its own.",
    "follow_up.ellipsis": "The message was the rest of a sentence that the last question began.",
    "follow_up.chosen_topic": "One of the offered topics was named.",
    "follow_up.next": "More was meant, and what comes next was shown.",
    "source_in_words": "The words asked for the source of the last answer.",
    "curated_wording": "The question is close to one that staff taught.",
    "premise": "The question took something for true that the passage found does not say; it was quoted.",
    "asked_for_missing": "A number, time, person or place was asked for, and the passage found has none.",
    "comparison": "Sections or points were to be compared.",
    "sections_together": "Several sections were named that belong together.",
    "everything": "A summary of the whole source was asked for.",
    "shown_sections": "Only a form was asked for (a count, a summary) of what had been shown.",
    "unnamed_section": "It was not said which section is meant, so this was asked back.",
    "tie": "Two sections fitted equally, so it was asked back which is meant.",
    "nonsense": "The message had no words that could be made out.",
    "section_of_intent": "The kind of question and the search agreed on a section.",
    "search": "The search found a passage that answers.",
    "likely_talk": "The message was most likely no question, and the sources have no answer to it.",
    "near_topics": "The sources do not answer this; the nearest topics were offered.",
    "nothing_found": "The sources do not answer this, nor anything near it.",
}
