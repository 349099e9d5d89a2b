"""The action server: what Rasa's rules call when a message asks something of the sources.

Begin with `decision_table`: one ordered list of rules, by which a message becomes an answer. They look at

- `message`, what Rasa read, its language and forms; `analysis`, all that is found out about it, once
- `conditions`, when each rule applies; `wishes`, what words wish for; `follow_up/`, what they lean on
- `several_questions`, `comparison`, `nonsense`; `sections`, which ones words name, `offered`, which become
  buttons; `subject`, the words that name what it is all about
- `answer_policy`, what a search's result deserves; `asked_for`, a number, a time, a person ...; `told`,
  whether the passages found hold that; `claims`, whether they gainsay what a question takes for true

and make replies: `compose` an answer (contract/answer.py), `layout` its buttons and items. The actions
are `answer_question` (also "more", "the source"), `small_talk` and `staff`; `base` has what they share.
`python -m actions` serves them; `served_index` is the index that they ask, `console/` what the console asks.

No sentence for a visitor comes in here (data/responses), and no list of words (data/lexicon). Imports arabic,
contract and index; nobody imports it.
"""

import os

# Before numpy is loaded: on one question's worth of work, two threads wait for each other more than they work
# (9 ms of CPU a question with one, 45 with two on a busy machine).
os.environ.setdefault("OMP_NUM_THREADS", "1")
