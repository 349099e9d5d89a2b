"""How often visitors were answered from each section: web counts, the actions offer the most asked first."""

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from contract.about import sources_folder

FILE = "asked.json"

logger = logging.getLogger(__name__)


def times_asked() -> Mapping[str, int]:
    """Times by a section's id (document/section); empty where nothing was counted or the file is damaged."""
    path = sources_folder() / FILE
    try:
        counts = json.loads(path.read_text(encoding="utf-8"))
        return {str(id_): int(count) for id_, count in counts.items() if int(count) > 0}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        logger.warning("%s is not used: %s", path, error)
        return {}


def write_times_asked(counts: Mapping[str, int]) -> Path:
    """Write the file in one step and return its path."""
    path = sources_folder() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{FILE}.{os.getpid()}")
    beside.write_text(json.dumps(dict(counts), ensure_ascii=False), encoding="utf-8")
    beside.replace(path)
    return path
