"""Serve the actions: `python -m actions --port 5055`.

rasa-sdk's own entry starts a manager and a worker, each of which would load the encoder; this one
serves the same application from one process, on DALEEL_BIND (127.0.0.1 unless set), after the index
has been opened and asked once.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

from actions.console import add_console
from actions.served_index import current_index
from contract.headers import INDEX_HEALTH_PATH
from contract.health import IndexHealth
from contract.logs import write_json_where_asked
from index import DaleelIndexError

logger = logging.getLogger(__name__)

WARM_UP = "\u0633\u0624\u0627\u0644"  # the word "question"; the first search is the slow one


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("DALEEL_ACTIONS_PORT") or 5055))
    port = parser.parse_args().port
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    write_json_where_asked()
    try:
        current_index().search(WARM_UP)
    except DaleelIndexError as error:
        print(error, file=sys.stderr)
        return 2
    except Exception as error:  # the encoder's own errors, above all
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    host = os.environ.get("DALEEL_BIND") or "127.0.0.1"
    application().run(host=host, port=port, single_process=True, access_log=False, motd=False)
    return 0


def application() -> Sanic[Any, Any]:
    """rasa-sdk's application with every action of this package, and what the review console asks for."""
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")  # they work together
    executor = ActionExecutor()
    executor.register_package("actions")
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.add_route(index_health, INDEX_HEALTH_PATH)
    add_console(app)
    return app


async def index_health(request: Request) -> HTTPResponse:
    """Say which index is answered from, and whether it reads; rasa-sdk's own /health knows nothing of it."""
    try:
        index = current_index()
        return json(IndexHealth(index.version, index.warning).as_json())
    except DaleelIndexError as error:
        logger.error("no index to answer from: %s", error)
        return json(IndexHealth().as_json(), status=503)


if __name__ == "__main__":
    sys.exit(main())
