"""A small trained bot behind our channel on a real server, in a thread."""

import asyncio
import json
import socket
import threading
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from rasa.model_training import train
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from bot.channel import DaleelInput
from bot.lock_store import QueuedLockStore
from bot.patches import install
from bot.tracker_store import RecentTurnsStore
from contract.headers import SECRET as SECRET_HEADER

SECRET = "a secret of the tests"
APOLOGY = "أعتذر، حدث خلل."

_FILES = {
    "config.yml": """
recipe: default.v1
assistant_id: small
language: ar
pipeline:
  - name: bot.components.arabic_tokenizer.ArabicTokenizer
  - name: KeywordIntentClassifier
  - name: FallbackClassifier
    threshold: 0.5
policies:
  - name: RulePolicy
""",
    "domain.yml": f"""
version: "3.1"
intents: [greet, restart_word, {{show_passage: {{use_entities: []}}}}, no_rule]
entities: [passage_id]
slots:
  last_answer: {{type: any, influence_conversation: false, mappings: [{{type: custom}}]}}
  language: {{type: text, influence_conversation: false, mappings: [{{type: custom}}]}}
actions: [action_answer_question]
responses:
  utter_greet: [{{text: "أهلا."}}]
  utter_apology: [{{text: "{APOLOGY}"}}]
  utter_default: [{{text: "لم أفهم."}}]
  utter_refuse_empty_text: [{{text: "لا كلام."}}]
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
  - {intent: greet, examples: "- سلام\\n- مرحبا\\n"}
  - {intent: restart_word, examples: "- restart\\n- أعد\\n"}
  - {intent: no_rule, examples: "- يتيم\\n- يتيمة\\n"}
""",
    "data/rules.yml": """
version: "3.1"
rules:
  - {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
  - {rule: show, steps: [{intent: show_passage}, {action: action_answer_question}]}
  - {rule: restart word, steps: [{intent: restart_word}, {action: action_answer_question}]}
  - {rule: unsure, steps: [{intent: nlu_fallback}, {action: action_answer_question}]}
""",
}


def train_small_bot(folder: Path) -> Path:
    """Write the bot's files, train it, return the model's path."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = train(
        str(folder / "domain.yml"), str(folder / "config.yml"), [str(folder / "data")], str(folder / "models")
    )
    return Path(result.model)


class BotServer:
    """Serves a model with our channel, lock store and tracker store; `agent` may be swapped while it runs."""

    def __init__(self, model: Path, actions_url: str, database: Path) -> None:
        channel = DaleelInput.from_credentials({"secret": SECRET})
        self.database = database
        self._load = partial(load_agent, model, actions_url, database)
        self.agent = self._load()
        self._app = Sanic(f"bot_{id(self)}", configure_logging=False)
        register([channel], self._app, "/webhooks/")
        self._app.ctx.agent = self.agent
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/webhooks/daleel/webhook"
        self.loop = asyncio.new_event_loop()
        self._ready = threading.Event()

    def restart(self) -> None:
        """Load the model and open the log as a new process does; nothing that was in memory is left."""
        self._app.ctx.agent = self.agent = self._load()

    def __enter__(self) -> "BotServer":
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(20), "the server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            self._app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
        )
        self.loop.run_until_complete(server.startup())
        self.loop.run_until_complete(server.start_serving())
        self._ready.set()
        self.loop.run_forever()
        self.loop.run_until_complete(server.close())

    def post(self, body: Any, secret: str | None = SECRET) -> tuple[int, dict[str, Any]]:
        """Post bytes as they are, anything else as JSON; return the status and the answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8")
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        request = urllib.request.Request(self.address, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def say(self, sender: str, text: str, **fields: Any) -> dict[str, Any]:
        """Post a written message that must be taken; return the answer."""
        status, answer = self.post({"sender": sender, "text": text, **fields})
        assert status == 200, answer
        return answer

    def events(self, sender: str) -> list[dict[str, Any]]:
        """Return the conversation's logged events, as the tracker store has them."""

        async def read() -> list[dict[str, Any]]:
            tracker = await self.agent.tracker_store.retrieve_full_tracker(sender)
            return [event.as_dict() for event in tracker.events] if tracker else []

        return asyncio.run_coroutine_threadsafe(read(), self.loop).result(20)


def load_agent(model: Path, actions_url: str, database: Path) -> Agent:
    """Return the model with the stores that endpoints.yml names, and what the channel replaces replaced."""
    install()
    return Agent.load(
        str(model),
        tracker_store=RecentTurnsStore(db=str(database)),
        lock_store=QueuedLockStore(),
        action_endpoint=EndpointConfig(actions_url),
    )
