"""CPU time of embedding a ten-word question on one thread, in the environment that runs this.

.venv/rasa/bin/python -m bench.embed        .venv/app/bin/python -m bench.embed
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

from encoder import EncoderError, OnnxEncoder

REPEATS = 15
TEN_WORDS = (
    "كيف تساهم المؤسسات الصغيرة والمتوسطة في تدريب العمال ورفع مهاراتهم اليوم",
    "ما هي أهم الأدوار الاقتصادية التي تؤديها المؤسسات الصغيرة في البلاد",
    "لماذا تكون العلاقة بين صاحب المشروع الصغير وبين زبائنه علاقة وثيقة",
    "هل تستطيع المشاريع الصغيرة فعلا أن تخفف من البطالة بين الشباب",
    "ما هي التحديات الكبرى التي تواجه كل مؤسسة صغيرة عند انطلاقها",
)


def measure(encoder: OnnxEncoder) -> float:
    """Return the median milliseconds of process CPU time (all threads) for one query."""
    for text in TEN_WORDS:
        encoder.embed_query(text)
    return statistics.median(_cpu_milliseconds(encoder, text) for _ in range(REPEATS) for text in TEN_WORDS)


def _cpu_milliseconds(encoder: OnnxEncoder, text: str) -> float:
    began = time.process_time()
    encoder.embed_query(text)
    return 1000 * (time.process_time() - began)


def main() -> int:
    """Print {"embed_ms": …}."""
    directory = Path(os.environ.get("DALEEL_ENCODER", "models/encoder"))
    try:
        encoder = OnnxEncoder.open(directory)
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps({"embed_ms": round(measure(encoder), 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
