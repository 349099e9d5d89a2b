"""The staff's console under /review/: conversations, what is thought of them, and who may see what.

Begin with urls.py; views/ has a file a page. Every view says who may call it (permissions.py, roles.py) and
leaves a line in the audit log (audit.py) for what it changes. What visitors wrote is shown masked
(arabic/private, unmasking.py). labels.py names what is stored as a code; all other words stand in templates
and code in English, in web/locale in Arabic. filters/ finds the lists, overview/ counts the first page,
charts.py draws.
"""


def is_of_the_console(path: str) -> bool:
    """Whether an address is one of the console's."""
    return path == "/review" or path.startswith("/review/")
