"""Sources: files and web pages that editors put in, read in the background, published for the index.

    models          sources, versions, pages, edits

Imports `documents`; the index is a command in a process of its own.
"""
