"""Teaching's pages, under /review/teach/."""
