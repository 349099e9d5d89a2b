"""What stops a start, in one line for the operator."""


class StartError(Exception):
    """The message says what was found, what was expected and what to do; exit_code is the command's."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code
