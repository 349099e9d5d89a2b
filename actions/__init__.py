"""The action server: what Rasa's rules call when a message asks something of the sources.

Begin with `decision_table`: one ordered list of rules, by which a message becomes an answer. They look at

- `message`, what Rasa read, its language and forms; `analysis`, all that is found out about it, once
- `conditions`, when each rule applies; `wishes`, what words wish for; `follow_up/`, what they lean on
- `screen`, `of_shown` and `the_text`: what is asked of the answers on the screen, and of the text itself
- `several_questions`, `several_things`, `comparison`, `nonsense`; `sections`, which ones words name,
  `offered`, which become buttons; `subject`, the words that name what it is all about
- `answer_policy`, what a search's result deserves; `asked_for`, a number, a time, a person ...; `told`,
  whether the passages found hold that; `claims`, whether they gainsay what a question takes for true

and make replies: `compose` an answer (contract/answer.py), `framing` what it lacks or gainsays, `layout` its
buttons and items, `several_answers`, `shown_replies`. Between two turns stand `pending_offer`, `complaints`,
`streak` (failures in a row) and `handoff` (what is left to the staff), all in `follow_up/memory`. `talk` is
what no source is asked for. The actions are `answer_question` (also "more", "the source", staff) and
`small_talk`; `base` has what they share. `python -m actions` serves them; `served_index` is the index that
they ask, `vocabulary` its words, `console/` what the console asks.

No sentence for a visitor comes in here (data/responses), and no list of words (data/lexicon). Imports arabic,
contract and index; nobody imports it.
"""

import os

# Before numpy is loaded: on one question's worth of work, two threads wait for each other more than they work
# (9 ms of CPU a question with one, 45 with two on a busy machine).
os.environ.setdefault("OMP_NUM_THREADS", "1")
