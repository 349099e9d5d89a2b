"""The action server: what Rasa's rules call when a message asks something of the sources.

One action a file. `python -m actions` serves them (see `actions/__main__.py`).
"""

import os

# Before numpy is loaded: on one question's worth of work, two threads wait for each other more than they work
# (9 ms of CPU a question with one, 45 with two on a busy machine).
os.environ.setdefault("OMP_NUM_THREADS", "1")
