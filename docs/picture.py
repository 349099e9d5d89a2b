"""`python docs/picture.py`: ask the running system, and draw docs/answer.png with Chromium."""

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from terminal.client import Conversation, Reply
from terminal.system import running_system

QUESTIONS = (
    "كيف تخفف المؤسسات الصغيرة من البطالة؟",
    "واش هي فايدة المشاريع الصغيرة للاقتصاد؟",
    "هل يعفى صاحب المقاولة الجديدة من الضريبة؟",
)
PICTURE = Path(__file__).with_name("answer.png")
SIZE = "1000,735"
STYLE = """
body { margin: 0; padding: 22px 26px; background: #10231f; color: #e9f2ee;
       font: 15px/1.75 "IBM Plex Sans Arabic", "Noto Sans Arabic", "Noto Naskh Arabic", sans-serif; }
.asked { color: #f2c86b; font-weight: 600; margin-top: 14px; }
.asked::before { content: "‹ "; color: #6fa698; }
.said { white-space: pre-line; }
.buttons { color: #7cc7e8; font-size: 13.5px; }
"""


def main() -> int:
    """Draw the picture; exit code 2 when there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found; install one to draw the picture", file=sys.stderr)
        return 2
    with running_system() as settings:
        turns = []
        for question in QUESTIONS:
            with Conversation(settings) as conversation:
                turns.append(_turn(question, conversation.say(question)))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        body = "\n".join(turns)
        page.write_text(
            f'<html lang="ar" dir="rtl"><meta charset="utf-8"><style>{STYLE}</style>{body}</html>',
            encoding="utf-8",
        )
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={SIZE}"]
        subprocess.run(
            [chromium, *flags, f"--screenshot={PICTURE}", page.as_uri()], check=True, capture_output=True
        )
    return 0


def _turn(question: str, reply: Reply) -> str:
    buttons = "   ".join(f"[{number}] {button.title}" for number, button in enumerate(reply.buttons, 1))
    parts = (("asked", question), ("said", reply.text), ("buttons", buttons))
    return "\n".join(f'<div class="{name}">{html.escape(text)}</div>' for name, text in parts if text)


if __name__ == "__main__":
    sys.exit(main())
