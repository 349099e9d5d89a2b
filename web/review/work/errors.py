"""What stops a reviewer's work."""


class WorkError(Exception):
    """`code` names its text in web/review/strings/*/conversation.py; `status` is the response's."""

    def __init__(self, code: str, status: int = 422) -> None:
        super().__init__(code)
        self.code, self.status = code, status
