"""Rows for teaching's pages to show; run within Django: python manage.py shell < this file."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from web.teaching.models import Difference, Question, RegressionCase, Replay, Theme
from web.teaching.plan import Plan
from web.teaching.workflow import approve, propose

now = timezone.now()
layla, rim = User.objects.get(username="layla"), User.objects.get(username="rim")
ASKED = {
    "كيف توفر المؤسسات الصغيرة مناصب الشغل للشباب؟": (
        "كم منصب شغل توفره المؤسسات الصغيرة؟",
        "واش توفر خدمة للشباب؟",
    ),
    "كم نسبة الضريبة على المؤسسات الصغيرة؟": (
        "شحال الضريبة؟",
        "هل تدفع المؤسسات الصغيرة ضرائب؟ رقمي 0550 12 34 56",
    ),
    "كيف أسجل مؤسستي عبر الإنترنت؟": ("ما الوثائق المطلوبة للتسجيل؟",),
    "متى يفتح مكتبكم؟": (),
    "من فاز بكأس العالم؟": (),
    "هل <b>تدعمون</b> التصدير؟ <script>alert(1)</script>": (),
}
event_id = 100
for place, (name, others) in enumerate(ASKED.items()):
    theme = Theme.objects.create(name=name)
    for number, text in enumerate((name, *others, *(name,) * (5 - place))):
        event_id += 1
        Question.objects.create(
            event_id=event_id,
            sender_id=f"web-{event_id}",
            text=text,
            at=now - timedelta(days=(event_id * 7) % 13, minutes=place),
            channel=("web", "telegram")[event_id % 2],
            why=("refused", "unsure", "thumbs_down")[number % 3],
            theme=theme,
        )


def ids(name):
    return list(Question.objects.filter(theme__name=name, proposal=None).values_list("pk", flat=True))


def plan_for(who, name, plan):
    return propose(who, Theme.objects.get(name=name), ids(name), plan)


JOBS = "sme-roles/economic/jobs"
names = list(ASKED)
approve(layla, plan_for(rim, names[3], Plan("training", ("متى يفتح مكتبكم أبوابه؟",), intent="ask_human")).pk)
approve(layla, plan_for(rim, names[2], Plan("new_source", note="دليل السجل التجاري")).pk)
approve(
    layla, plan_for(rim, names[4], Plan("out_of_scope", ("من فاز بكأس العالم يا دليل؟",), distance="far")).pk
)
plan_for(
    rim,
    names[1],
    Plan("curated", ("كم نسبة الضريبة على المؤسسات الصغيرة؟", "شحال الضريبة؟"), passage_id=JOBS),
)
curated = plan_for(rim, names[5], Plan("curated", ("هل تدعمون <b>التصدير</b>؟",), passage_id=JOBS))
approve(layla, curated.pk)
RegressionCase.objects.filter(proposal=curated).update(holds=False, has_held=True, checked_at=now)
replay = Replay.objects.create(index_version="0123456789ab", model_id="f" * 32, since=now, state="done")
Replay.objects.filter(pk=replay.pk).update(conversations=12, questions=40)
for number, text in enumerate(("ما دور المنافسة؟", "كم الضريبة؟")):
    Difference.objects.create(
        replay=replay,
        event_id=number,
        sender_id="web-1",
        text=text,
        before={"intent": "ask_question", "kind": "none", "passages": []},
        after={"intent": "ask_question", "kind": "point", "passages": [JOBS]},
    )
