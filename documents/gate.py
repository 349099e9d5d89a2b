"""The gate: whether a page's text is what the page says, and if not, why. Every page passes through it.

It looks at the text alone, as lines; what is drawn counts only where there is no text. A code says what is
wrong; whoever reads the page tries repairs, another reading or its picture, and asks again.
"""

import re
import unicodedata
from collections.abc import Sequence

from arabic.letters import LETTER_CLASS
from documents.likeness import arabic_words, likeness

EMPTY_LAYER = "empty_text_layer"  # something is drawn, and nothing of it is text
REPLACED = "replacement_signs"  # U+FFFD: the file does not say which letter a drawing is
PRIVATE = "private_glyphs"  # letters of a font's own, which mean nothing elsewhere
CONTROL = "control_characters"  # drawings without letters, numbered
PRESENTATION = "presentation_forms"  # shapes of letters in place of letters
LAM_ALEF = "lam_alef_order"
BRACKETS = "mirrored_brackets"
REVERSED = "reversed_words"
SPACES = "lost_spaces"
SPLIT = "split_words"  # letters apart
DIGITS = "reversed_digits"
MIXED = "mixed_scripts"  # letters of another script within Arabic words
MARKS = "misplaced_marks"  # vowel signs on the wrong letters
UNLIKELY = "unlikely_letters"  # no words of Arabic, or of any language in Latin letters
REPEATED = "repeated_phrases"  # one drawing taken for a whole phrase, again and again
UNREADABLE = "unreadable_page"  # the library gives it up
TOO_MUCH = "too_much_text"

MIN_LIKENESS = -2.9
LIKENESS_SPREAD = 2.0  # allowed below it, over the root of the number of words
MIN_GAIN = 0.5  # of reversed words over the words as they stand
MAX_SIGNS = 0.005  # of all characters: replacement signs, private glyphs, control characters
MAX_WORD_LETTERS = 8.0  # on the mean; right Arabic has 4.2 to 5.5
MAX_SINGLE_LETTERS = 0.3  # of all words; right Arabic has under .1
MAX_MARKED_ALEFS = 0.04  # of all vowel signs: those on an alef within a word, which right Arabic leaves bare
MAX_MIXED_WORDS = 0.01  # of all words, and never two: names of brands with an Arabic article
MIN_MARKS = 20  # to judge marks by
PHRASE_CHARACTERS = 40
MAX_REPEATED = 0.1  # of a page's characters: within phrases that its other lines, or the same, held before
MIN_WORDS = 8  # to judge words by
MIN_LATIN_LETTERS = 80  # to judge Latin letters by
LATIN_VOWELS = (0.25, 0.6)  # share of vowels in any language's running text

_MARK = re.compile("[\u064e-\u0652]")  # fatha to sukun
_MARKED_ALEF = re.compile("(?<=[\u0621-\u0652])\u0627[\u064e-\u0652]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LAM_ALEF = re.compile("\\b[\u0648\u0641\u0628\u0643]?\u0627[\u0622\u0623\u0625\u0627]\u0644")
_ARABIC = re.compile(f"[{LETTER_CLASS}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_COMMON_LATIN = re.compile("[A-Za-z\u00c0-\u00ff\u0152\u0153]")
_MIXED = re.compile(f"[{LETTER_CLASS}](?![{LETTER_CLASS}])[^\\W\\d_]")
_BULLET = re.compile("(?:^|(?<=\\s))[\ue000-\uf8ff](?=\\s|$)")
_NUMBER = re.compile(r"(?<![\w.,/:-])\d[\d.,]*\d(?![\w/:-])")


def look_at(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of what is wrong with a page's lines, in the order of the list above."""
    text = "\n".join(lines)
    reasons = [*_signs(text)]
    if _PRESENTATION.search(text) and not _is_ornament(text):
        reasons.append(PRESENTATION)
    if _repeated(lines) > MAX_REPEATED:
        reasons.append(REPEATED)
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if arabic >= latin / 3 and arabic:
        reasons.extend(_arabic(text))
    if latin > arabic:
        reasons.extend(_latin(text, latin))
    return tuple(dict.fromkeys(reasons))


def _signs(text: str) -> list[str]:
    inked = sum(not each.isspace() for each in text) or 1
    text = _BULLET.sub("", text)
    counts = {REPLACED: text.count("\ufffd"), PRIVATE: 0, CONTROL: 0}
    for each in text:
        kind = unicodedata.category(each)
        counts[PRIVATE] += kind == "Co"
        counts[CONTROL] += kind in ("Cc", "Cn", "Cs") and not each.isspace()
    return [code for code, count in counts.items() if count > MAX_SIGNS * inked]


def _repeated(lines: Sequence[str]) -> float:
    """Return the share of characters that stand in phrases which came before; a whole line may come again."""
    text = "\n".join(dict.fromkeys(lines))
    seen: set[str] = set()
    covered = reached = 0
    for start in range(len(text) - PHRASE_CHARACTERS + 1):
        phrase = text[start : start + PHRASE_CHARACTERS]
        if phrase in seen:
            covered += start + PHRASE_CHARACTERS - max(start, reached)
            reached = start + PHRASE_CHARACTERS
        seen.add(phrase)
    return covered / len(text) if text else 0.0


def _is_ornament(text: str) -> bool:
    """Tell whether the only such forms are ligatures that stand for a phrase, or ornate brackets."""
    return all("\ufdf0" <= each <= "\ufdff" or each in "\ufd3e\ufd3f" for each in _PRESENTATION.findall(text))


def _arabic(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    words = arabic_words(plain)
    reasons = []
    if _LAM_ALEF.search(plain):
        reasons.append(LAM_ALEF)
    if len(_MIXED.findall(plain)) > max(2, MAX_MIXED_WORDS * len(words)):
        reasons.append(MIXED)
    marks = len(_MARK.findall(plain))
    if marks >= MIN_MARKS and len(_MARKED_ALEF.findall(plain)) > MAX_MARKED_ALEFS * marks:
        reasons.append(MARKS)
    if len(words) < MIN_WORDS:
        return reasons
    letters = sum(map(len, words))
    forward, backward = likeness(words), likeness([word[::-1] for word in words])
    if sum(len(word) == 1 for word in words) > MAX_SINGLE_LETTERS * len(words):
        reasons.append(SPLIT)
    if letters > MAX_WORD_LETTERS * len(words):
        reasons.append(SPACES)
    if backward > forward + MIN_GAIN:
        reasons.append(REVERSED)
    elif forward < MIN_LIKENESS - LIKENESS_SPREAD / len(words) ** 0.5:
        reasons.append(UNLIKELY)
    return reasons


def _latin(text: str, latin: int) -> list[str]:
    if latin < MIN_LATIN_LETTERS:
        return []
    common = _COMMON_LATIN.findall(unicodedata.normalize("NFC", text))
    plain = [unicodedata.normalize("NFD", each)[0].lower() for each in common]
    vowels = sum(each in "aeiouy" for each in plain) / max(1, len(plain))
    letters_in_words = sum(map(len, re.findall(r"[A-Za-z\u00c0-\u024f]{2,}", text)))
    inked = sum(not each.isspace() and not each.isdigit() for each in text)
    strange = len(common) < 0.8 * latin or letters_in_words < 0.6 * inked
    return [UNLIKELY] if strange or not LATIN_VOWELS[0] <= vowels <= LATIN_VOWELS[1] else []


def number_votes(text: str) -> tuple[int, int]:
    """Return how many numbers look right as they stand, and how many look right turned round only.

    Years of this century and the last, thousands in groups, and round numbers: many end with a nought, none
    begins with one.
    """
    forward = backward = 0
    for number in _NUMBER.findall(text):
        right, wrong = _looks_right(number), _looks_right(number[::-1])
        forward += right and not wrong
        backward += wrong and not right
    return forward, backward


def _looks_right(number: str) -> bool:
    value = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in number)
    if re.fullmatch(r"(?:19|20)\d\d", value) or re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", value):
        return True
    return bool(re.fullmatch(r"[1-9]\d*0", value))
