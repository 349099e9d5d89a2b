"""Four weeks of conversations as people have them, written as Rasa and the chat would have written them.

The same at every run: pictures of the console are compared with those that were kept.
"""

from __future__ import annotations

import json
import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

LAST_DAY = datetime(2025, 3, 18, tzinfo=UTC)
DAYS = 42
DOCUMENT = "دور المؤسسات الصغيرة والمتوسطة والتحديات التي تواجهها"
ECONOMIC, SOCIAL, CHALLENGES = (
    "دور المؤسسات الصغيرة والمتوسطة اقتصاديا",
    "دور المؤسسات الصغيرة والمتوسطة اجتماعيا",
    "التحديات التي تواجه المشاريع الصغيرة والمتوسطة",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says and how it is answered; `sure`: about how sure the answer is, `often`: a weight."""

    text: str
    intent: str
    kind: str
    section: str = ""
    said: str = ""
    sure: float = 0.9
    often: int = 4
    searched: str = ""
    wish: str = ""


OPENINGS = (
    Asked("ما دور المؤسسات الصغيرة والمتوسطة اقتصاديا؟", "ask_section", "list", ECONOMIC,
          "تكوين الإطارات المحلية، توزيع الصناعات وتنوع الهيكل الصناعي، تقديم منتجات وخدمات جديدة", 0.97, 9),
    Asked("كيف تحافظ المؤسسات على المنافسة؟", "ask_question", "point", ECONOMIC,
          "تصبح المنافسة أداة التغيير من خلال الابتكار والإبداع قصد التحسين المستمر", 0.93, 7),
    Asked("ما هو دور المؤسسات اجتماعيا؟", "ask_section", "list", SOCIAL,
          "علاقات وثيقة مع الزبائن والمستهلكين، التوزيع العادل للدخول", 0.95, 7),
    Asked("هل تساهم المشاريع الصغيرة في التشغيل؟", "ask_question", "point", SOCIAL,
          "التخفيف من المشكلات الاجتماعية من خلال ما توفره هذه المؤسسات من مناصب شغل", 0.78, 5),
    Asked("ما هي تعبئة الموارد المالية؟", "ask_question", "point", ECONOMIC,
          "تلعب المؤسسات دورا هاما في تعبئة الموارد المالية الخاصة والكفاءات المحلية", 0.88, 4),
    Asked("ما أبرز التحديات التي تواجه المشاريع الصغيرة؟", "ask_section", "list", CHALLENGES,
          "الإبداع المستمر والروح الريادية", 0.91, 6),
    Asked("wach howa dawr el mou2assasat?", "ask_section", "clarify", "", "أي الدورين تقصد؟", 0.6, 2),
    Asked("قارن بين الدور الاقتصادي والاجتماعي", "ask_section", "comparison", ECONOMIC,
          "الدور الاقتصادي … الدور الاجتماعي …", 0.9, 2),
    Asked("كم نسبة الضريبة على المؤسسات المصغرة؟", "ask_question", "related", "",
          "لا تجيب مصادري عن هذا، وأقرب ما فيها التحديات", 0.34, 7),
    Asked("كيف أسجل مؤسستي في السجل التجاري؟", "ask_question", "none", "", "لا تجيب مصادري عن هذا", 0.22, 6),
    Asked("هل تقدمون قروضا للشباب؟ هاتفي 0550 12 34 56", "ask_question", "none", "",
          "لا تجيب مصادري عن هذا", 0.18, 3),
    Asked("What is the economic role of SMEs?", "ask_section", "list", ECONOMIC,
          "تكوين الإطارات المحلية، توزيع الصناعات", 0.9, 2),
)  # fmt: skip
NEXT = (
    Asked("والثانية؟", "ask_follow_up", "point", ECONOMIC,
          "تلعب المؤسسات دورا أساسيا في توزيع الصناعات الجديدة على المدن الصغيرة والأرياف", 0.9, 5,
          "توزيع الصناعات وتنوع الهيكل الصناعي"),
    Asked("والاجتماعي؟", "ask_follow_up", "list", SOCIAL, "علاقات وثيقة مع الزبائن، التوزيع العادل للدخول",
          0.92, 4, "الدور الاجتماعي"),
    Asked("ما المصدر؟", "ask_source", "point", ECONOMIC, DOCUMENT, 0.9, 2, "الدور الاقتصادي"),
    Asked("شكرا جزيلا", "thank", "talk", "", "على الرحب والسعة", 0, 5),
    Asked("لم أجد ما أريد", "ask_question", "none", "", "لا تجيب مصادري عن هذا", 0.3, 2),
    Asked("أريد التحدث إلى موظف", "ask_human", "talk", "", "سجلت رغبتك", 0, 2, "", "person"),
    Asked("اترك سؤالي للفريق", "pass_on_question", "talk", "", "تركت سؤالك للفريق", 0, 1, "", "question"),
)  # fmt: skip


class PlausibleLog:
    """Rows of Rasa's log and thumbs of the chat; `rows` and `thumbs` are filled by making it."""

    def __init__(self, seed: int = 4) -> None:
        self.chance = random.Random(seed)
        self.rows: list[dict[str, Any]] = []
        self.sessions: list[tuple[str, str, list[tuple[str, str, str]]]] = []
        for day in range(DAYS):
            weekday = (LAST_DAY - timedelta(days=DAYS - 1 - day)).weekday()
            for _ in range(self.chance.randint(2, 4) if weekday in (4, 5) else self.chance.randint(5, 10)):
                self._conversation(LAST_DAY - timedelta(days=DAYS - 1 - day))
        self.rows.sort(key=lambda row: row["timestamp"])

    def _conversation(self, day: datetime) -> None:
        chance, channel = self.chance, self.chance.choices(["web", "telegram", "terminal"], [7, 4, 1])[0]
        sender = f"{channel}-{uuid.UUID(int=chance.getrandbits(128)).hex[:20]}"
        at = day.timestamp() + chance.gauss(13, 3.5) % 24 * 3600
        if chance.random() < 0.3:
            at = self._turn(sender, at, Asked("السلام عليكم", "greet", "talk", "", "وعليكم السلام"), [])
        judged: list[tuple[str, str, str]] = []
        at = self._turn(sender, at, self._one_of(OPENINGS), judged)
        while chance.random() < 0.45:
            at = self._turn(sender, at, self._one_of(chance.choice([OPENINGS, NEXT])), judged)
        self.sessions.append((sender, channel, judged))

    def _one_of(self, asked: tuple[Asked, ...]) -> Asked:
        return self.chance.choices(asked, [each.often for each in asked])[0]

    def _turn(self, sender: str, at: float, asked: Asked, judged: list[tuple[str, str, str]]) -> float:
        """Write a question and its answer; return when the next may come."""
        chance = self.chance
        confidence = min(0.99, max(0.05, chance.gauss(asked.sure, 0.06)))
        intent = {"name": asked.intent, "confidence": round(min(0.99, chance.gauss(0.86, 0.1)), 4)}
        ranking = [intent, {"name": "ask_question", "confidence": round(1 - intent["confidence"], 4)}]
        parsed = {"intent": intent, "intent_ranking": ranking, "text": asked.text}
        message_id = uuid.UUID(int=chance.getrandbits(128)).hex
        self._row("user", sender, at, asked.intent, text=asked.text, parse_data=parsed, message_id=message_id)
        answer_id = uuid.UUID(int=chance.getrandbits(128)).hex
        metadata: dict[str, Any] = {"handoff": {"wish": asked.wish}} if asked.wish else {}
        if asked.kind != "talk":
            metadata["evidence"] = _evidence(asked, answer_id, round(confidence, 4))
        ended = at + max(0.05, chance.lognormvariate(-1.6, 0.5))
        self._row("bot", sender, ended, None, text=asked.said, data={"buttons": None}, metadata=metadata)
        if asked.kind != "talk" and chance.random() < 0.22:
            is_good = asked.section and chance.random() < 0.75
            judged.append((answer_id, asked.kind, "up" if is_good else "down"))
        return ended + chance.uniform(8, 120)

    def _row(self, type_name: str, sender: str, at: float, intent: str | None, **data: Any) -> None:
        self.rows.append(
            {
                "sender_id": sender,
                "type_name": type_name,
                "timestamp": at,
                "intent_name": intent,
                "action_name": None,
                "data": json.dumps({"event": type_name, "timestamp": at, **data}),
            }
        )


def _evidence(asked: Asked, answer_id: str, confidence: float) -> dict[str, Any]:
    place = {"document": DOCUMENT, "document_id": "sme-roles", "section": asked.section}
    citation = {**place, "passage_id": "sme-roles/economic", "quote": asked.said, "start": 0, "end": 9}
    hits = [
        {
            "id": name,
            "score": round(confidence * 3 - place, 4),
            "rank": place,
            "parts": {"dense": 0.8, "words": 1.2},
        }
        for place, name in enumerate(("sme-roles/economic/competition", "sme-roles/social/needs"), 1)
    ]
    return {
        "kind": asked.kind,
        "query": asked.searched or asked.text,
        "asked": asked.text,
        "confidence": confidence,
        "points": [],
        "citations": [citation] if asked.section else [],
        "hits": hits,
        "index_version": "plausible",
        "milliseconds": 40.0,
        "answer_id": answer_id,
    }


def write(log: PlausibleLog) -> None:
    """Put the log into the databases of this process and take it into the record, the thumbs too."""
    from web.chat.import_log import import_log
    from web.chat.models import BotMessage, Feedback, Message, TrackerEvent
    from web.chat.record import note_feedback

    TrackerEvent.objects.bulk_create([TrackerEvent(**row) for row in log.rows])
    for _ in import_log():
        pass
    for _, _, judged in log.sessions:
        for answer_id, _, verdict in judged:
            Feedback.objects.create(answer=BotMessage.objects.get(answer_id=answer_id), verdict=verdict)
    note_feedback(list(Message.objects.filter(bot_messages__feedback__isnull=False).distinct()))
