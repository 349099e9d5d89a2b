"""Teaching's pages, under /review/teach/: questions, proposals, changes, and what comes of proposals."""
