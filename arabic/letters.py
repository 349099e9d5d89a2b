"""Tables of characters, as escapes with their English names: Arabic letters and marks, spaces, unseen ones.

A name ending in `_CLASS` is the inside of a regular expression's character class. ALEFS to DIGITS map
characters to those that the search key has for them; they leave out letters with a hamza or a madda (waw
with hamza, alef with madda), which Unicode's decomposition splits into a letter and a mark.
"""

import re

TATWEEL = "\u0640"  # tatweel (kashida)

LETTER_CLASS = (
    "\u0620-\u063f"  # kashmiri yeh to farsi yeh with three dots
    "\u0641-\u064a"  # feh to yeh (tatweel, U+0640, left out)
    "\u066e-\u066f\u0671-\u06d3\u06d5"  # dotless beh, qaf; alef wasla to yeh barree with hamza; ae
    "\u06ee-\u06ef\u06fa-\u06fc\u06ff"  # letters of Sindhi, Parkari and others
    "\u0750-\u077f\u08a0-\u08c7"  # Arabic Supplement, Extended-A
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfb"  # presentation forms A
    "\ufe80-\ufefc"  # presentation forms B
)

DIACRITIC_CLASS = (
    "\u0610-\u061a"  # honorifics and small high marks
    "\u064b-\u065f"  # fathatan to wavy hamza below (shadda, sukun, madda, hamza above and below)
    "\u0670"  # superscript (dagger) alef
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Quranic marks, small waw and yeh
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"  # Extended-A marks
    "\ufe70-\ufe7f"  # presentation forms of the marks
    "\ufc5e-\ufc63\ufcf2-\ufcf4"  # ligatures of shadda with another mark
)

ALEFS = {
    "\u0671": "\u0627",  # alef wasla
    "\u0672": "\u0627",  # alef with wavy hamza above
    "\u0673": "\u0627",  # alef with wavy hamza below
}

YAS = {
    "\u0649": "\u064a",  # alef maksura
    "\u0620": "\u064a",  # kashmiri yeh
    "\u06cc": "\u064a",  # farsi yeh
    "\u06d2": "\u064a",  # yeh barree
}

HAS = {
    "\u0629": "\u0647",  # ta marbuta
    "\u06be": "\u0647",  # heh doachashmee
    "\u06c1": "\u0647",  # heh goal
    "\u06c3": "\u0647",  # teh marbuta goal
    "\u06d5": "\u0647",  # ae
}

NEIGHBOURS = {
    "\u06a9": "\u0643",  # keheh (Persian kaf)
    "\u06aa": "\u0643",  # swash kaf
    "\u06ad": "\u0643",  # ng (Maghrebi g)
    "\u06af": "\u0643",  # gaf
    "\u067e": "\u0628",  # peh
    "\u0686": "\u062c",  # tcheh
    "\u0698": "\u0632",  # jeh
    "\u06a4": "\u0641",  # veh
    "\u06a5": "\u0641",  # feh with three dots below
    "\u06a8": "\u0642",  # qaf with three dots above (Algerian and Tunisian g)
}

DIGITS = {
    **{chr(0x0660 + value): str(value) for value in range(10)},  # Arabic-Indic digits
    **{chr(0x06F0 + value): str(value) for value in range(10)},  # Persian digits
}

LINE_BREAK_CLASS = "\r\u000b\u000c\u0085\u2028\u2029"  # all but the newline itself

SPACE_CLASS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # all but the space itself

# What leaves no ink and is no space.
UNSEEN_CLASS = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # control characters
    "\u00ad\u034f\u180e\u2060-\u2065\ufeff"  # soft hyphen, joiners of words, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\u200b-\u200d\u206a-\u206f\ufff9-\ufffb"  # zero-width space, joiners of letters, shaping
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e007f"  # tags
)

# Characters that Unicode 14 has and Unicode 13 lacks: Python 3.10 and 3.11 disagree on them alone.
# Normalization stops at them and the search key blanks them, so that both give the same text.
NEWER_CLASS = (
    "\u061d\u0870-\u089f\u08b5\u08c8-\u08d2"  # Arabic and its extensions A, B
    "\u0c3c\u0c5d\u0cdd\u170d\u1715\u171f\u1734\u180f\u1ac1-\u1ace\u1b4c\u1b7d-\u1b7e\u1dfa"
    "\u20c0\u2c2f\u2c5f\u2e53-\u2e5d\u9ffd-\u9fff\ua7c0-\ua7c1\ua7d0-\ua7d9\ua7f2-\ua7f4"
    "\ufbc2\ufd40-\ufd4f\ufdcf\ufdfe-\ufdff"  # Arabic presentation forms A
    "\U00010570-\U000105bf\U00010780-\U000107bf\U00010f70-\U00010f89\U00011070-\U00011075"
    "\U000110c2\U000116b9\U00011740-\U00011746\U00011ab0-\U00011abf\U00012f90-\U00012ff2"
    "\U00016a70-\U00016ac9\U0001aff0-\U0001afff\U0001b11f-\U0001b122\U0001cf00-\U0001cfcf"
    "\U0001d1e9-\U0001d1ea\U0001df00-\U0001df1e\U0001e290-\U0001e2ae\U0001e7e0-\U0001e7fe"
    "\U0001f6dd-\U0001f6df\U0001f7f0\U0001f979\U0001f9cc\U0001fa7b-\U0001fa7c"
    "\U0001faa9-\U0001faac\U0001fab7-\U0001faba\U0001fac3-\U0001fac5\U0001fad7-\U0001fad9"
    "\U0001fae0-\U0001fae7\U0001faf0-\U0001faf6\U0002a6de-\U0002a6df\U0002b735-\U0002b738"
)

NEWER = re.compile(f"([{NEWER_CLASS}])")
