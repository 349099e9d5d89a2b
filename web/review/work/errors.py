"""What stops a reviewer's work."""


class WorkError(Exception):
    """`code` is one of PROBLEMS in web/review/views/work.py; `status` is the response's."""

    def __init__(self, code: str, status: int = 422) -> None:
        super().__init__(code)
        self.code, self.status = code, status
