"""Sources: files and web pages that editors put in, read in the background, published for the index.

    models          sources, versions, pages, edits
    workflow        what editors do with a source: add, replace, publish, unpublish, delete, stop, retry
    changing naming            with what is read of it, and with what it is called
    tasks           what takes long; worker does it: reading, then publishing
    reading making edits       a file to what was read of it, to its passages
    publishing index_process   the index brought to what the database says, and withdrawn words erased
    comparison taught asked_again numbers      what a new version changes, and what is asked
    crawling seeds  pages of a site, and the sources that ship with Daleel
    files           what is kept, and where
    errors labels   sentences and names

Imports `documents`; the index is a command in a process of its own.
"""
