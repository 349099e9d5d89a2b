"""Run by Rasa's interpreter: for each line of stdin, an action's messages as JSON, a line of bot events."""

import asyncio
import json
import sys
from pathlib import Path

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


def main() -> None:
    root = Path(sys.argv[1])
    domain = Domain.load(str(root / "domain.yml")).merge(Domain.load(str(root / "data" / "responses")))
    tracker = DialogueStateTracker("test", domain.slots)
    speak = TemplatedNaturalLanguageGenerator(domain.responses)
    for line in sys.stdin:
        said = RemoteAction._utter_responses(json.loads(line), CollectingOutputChannel(), speak, tracker)
        print(json.dumps([event.as_dict() for event in asyncio.run(said)]), flush=True)


if __name__ == "__main__":
    main()
