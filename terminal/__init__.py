"""Daleel in a terminal: what starts it, talks to it and retrains it. Begin with run.

    run         `make run`: start all processes (processes, supervisor), after the checks
    ask         `make ask`: one answer, or a conversation, through client
    demo        `make demo`: the console over made-up conversations
    retrain     `make retrain`: a new model, in place only where golden finds nothing worse
    system      a running Daleel for others: for a benchmark, or for one command
    settings    what the environment and .env say; the secrets of a development machine

Imports `contract` and `arabic` alone: it starts the other packages as processes.
"""
