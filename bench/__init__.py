"""Benchmarks, each one command; README.md lists them with what they measure. Begin with command.

    command, figures       what every benchmark shares: options, figures, tables, reports
    system, load           the running system, asked and measured; users who talk to it
    questions, corpora     what is asked: our own JSON lines, and corpora that others made
    disturb, rewordings    the same questions mistyped and in other words
    answers, dialogues, robust, retrieval, teaching, intents    quality
    extraction (extraction_files and its makers, _readers, _scores, _tables)    what is read of a PDF
    latency (deployment, stock, embed), web, telegram, widget, review    cost
    hostile (hostile_attacks, hostile_values, hostile_http, hostile_cases)    safety
    curated_rule           fits index/curated/rule.json
    way                    counts the files of ours that one message runs through

Nothing that serves imports this package. Results are written to results/, never by hand.
"""
