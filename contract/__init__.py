"""What crosses a process, said once: each thing has one form, one writer and one reader.

Begin with `answer` (what is shown) and `evidence` (what it rests on). `segments` is a text with the sentences
that answer marked, `channel` a message on its way to Rasa and back, `payload` what a pressed button sends,
`health` what the action server says of its index, `headers` and `errors` the names that two processes share.
`about` is what the assistant is about, one file that all read.
`fields` is how every reader takes JSON apart: what is missing, of a wrong type or from a newer version is
named in the log, and the conversation goes on.

Standard library only, Python 3.10 and 3.11; imports nothing of ours. No sentence for users comes in here.
"""
