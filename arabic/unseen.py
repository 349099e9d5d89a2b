"""Tables of characters that leave no ink, as escapes: spaces, breaks of lines, and the rest.

Each name is the inside of a regular expression's character class.
"""

LINE_BREAK_CLASS = "\r\u000b\u000c\u0085\u2028\u2029"  # all but the newline itself

SPACE_CLASS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # all but the space itself

UNSEEN_CLASS = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # control characters
    "\u00ad\u034f\u180e\u2060-\u2065\ufeff"  # soft hyphen, joiners of words, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\u200b-\u200d\u206a-\u206f\ufff9-\ufffb"  # zero-width space, joiners of letters, shaping
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e007f"  # tags
)
