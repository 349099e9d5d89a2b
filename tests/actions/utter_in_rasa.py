"""Run by Rasa's interpreter: for each line of stdin, an action's messages as JSON, a line of bot events.

`texts`, where they are given, stand in place of the domain's responses.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config


def main() -> None:
    root = Path(sys.argv[1])
    sys.path.insert(0, str(root))
    for name in ("DALEEL_ACTIONS_WEBHOOK", "DALEEL_TRACKER_DB"):
        os.environ.setdefault(name, "5055")
    endpoint = read_endpoint_config(str(root / "endpoints.yml"), "nlg")
    domain = Domain.load(str(root / "domain.yml")).merge(Domain.load(str(root / "data" / "responses")))
    tracker = DialogueStateTracker("test", domain.slots)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["texts"]:
            domain.responses.update({name: [{"text": text}] for name, text in asked["texts"].items()})
        speak = NaturalLanguageGenerator.create(endpoint, domain)
        said = RemoteAction._utter_responses(asked["messages"], CollectingOutputChannel(), speak, tracker)
        print(json.dumps([event.as_dict() for event in asyncio.run(said)]), flush=True)


if __name__ == "__main__":
    main()
