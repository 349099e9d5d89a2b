"""Tables of Arabic letters and marks, as escapes, each with its English name.

A name ending in `_CLASS` is the inside of a regular expression's character class. The other tables map
letters to those that the search key holds for them; they lack letters with a hamza or a madda (waw
with hamza, alef with madda), which decomposition turns into their seat and a mark.
"""

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
