"""What the console calls the codes of versions and pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from web.review.labels import Labels

STATES: Labels = {
    "waiting": pgettext("source", "Waiting"),
    "reading": pgettext("source", "Being read"),
    "checking": pgettext("source", "Being checked"),
    "ready": pgettext("source", "Ready to publish"),
    "embedding": pgettext("source", "Going live"),
    "live": pgettext("source", "Live"),
    "replaced": pgettext("source", "Replaced"),
    "failed": pgettext("source", "Failed"),
    "stopped": pgettext("source", "Stopped"),
    "unpublished": pgettext("source", "Unpublished"),
    "done": pgettext("crawl", "Done"),
}

VERDICTS: Labels = {
    "kept": pgettext("page", "As it came"),
    "repaired": pgettext("page", "Repaired"),
    "reread": pgettext("page", "Read by a second library"),
    "scanned": pgettext("page", "Read from its picture"),
    "held_back": pgettext("page", "Held back"),
}

EDITS: Labels = {
    "heading_changed": _("Heading changed"),
    "passages_joined": _("Passages joined"),
    "passage_parted": _("Passage parted"),
    "word_corrected": _("Word corrected"),
    "page_left_out": _("Page left out"),
    "page_taken_back": _("Page taken back"),
    "undone": _("Taken back"),
}

# Why a page was not simply kept (documents.extraction.Page.reasons).
REASONS: Labels = {
    "empty_text_layer": pgettext("reason", "a picture without text"),
    "replacement_signs": pgettext("reason", "letters that the file does not name"),
    "private_glyphs": pgettext("reason", "letters of the font's own"),
    "control_characters": pgettext("reason", "numbers in place of letters"),
    "presentation_forms": pgettext("reason", "shapes of letters in place of letters"),
    "lam_alef_order": pgettext("reason", "lam and alef exchanged"),
    "mirrored_brackets": pgettext("reason", "brackets mirrored"),
    "reversed_words": pgettext("reason", "words written backwards"),
    "lost_spaces": pgettext("reason", "spaces lost"),
    "split_words": pgettext("reason", "letters apart"),
    "reversed_digits": pgettext("reason", "numbers turned round"),
    "misplaced_marks": pgettext("reason", "vowel signs on the wrong letters"),
    "unlikely_letters": pgettext("reason", "words of no language"),
    "repeated_phrases": pgettext("reason", "the same phrase again and again"),
    "unreadable_page": pgettext("reason", "the page is damaged"),
    "too_much_text": pgettext("reason", "too much text for one page"),
}

# What the assistant is about: the fields of contract.about, and what can be wrong with one.
ABOUT: Labels = {
    "assistant": pgettext("about", "What the assistant is called"),
    "subject": pgettext("about", "Its subject, as it stands after “about”"),
    "operator": pgettext("about", "Who runs it"),
    "emergency": pgettext("about", "Whom to call in danger, with the number"),
    "questions": pgettext("about", "Questions to begin with, one a line"),
    "names": pgettext("about", "Other names of the subject, one a line"),
    "spoken": pgettext("about", "Its names in speech, known only as a whole, one a line"),
}
ABOUT_FAULTS: Labels = {
    "missing": pgettext("about", "This is empty; write it."),
    "not_text": pgettext("about", "This is not of the form expected."),
    "too_long": pgettext("about", "This is too long; shorten it."),
    "too_many": pgettext("about", "These are too many; leave some out."),
    "unprintable": pgettext("about", "This holds a line break, a brace or an invisible sign; take it out."),
}
