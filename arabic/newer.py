"""Characters that Unicode 14 has and Unicode 13 lacks: Python 3.10 and 3.11 disagree on them alone.

Normalization stops at them and the search key blanks them, so that both give the same text.
"""

import re

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
