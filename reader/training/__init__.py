"""How the reader is made, from question sets in SQuAD's form: `python -m reader train DATA`.

In the order of their use: `corpora` reads the files, `store` keeps the encoder's states of their texts,
`examples` finds the likeliest wrong passages, `swaps` asks about other subjects, `batches` draws the steps,
`model` is the network, `loop` trains it, `validation` measures it on corpora it does not learn from, `export`
writes the int8 file. `prepare` joins the first five.
"""
