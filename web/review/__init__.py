"""The staff's console under /review/: conversations, what is thought of them, and who may see what."""


def is_of_the_console(path: str) -> bool:
    """Whether an address is one of the console's."""
    return path == "/review" or path.startswith("/review/")
