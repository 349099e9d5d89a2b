"""Documents: files to pages, pages to structure, structure to passages, each with its place.

    passage         what all of it makes
    published       a published document as a file, from which the index is built
    reading         any file to an extraction, by what it holds; sandbox does it in a confined process
    formats/        one reader for each format that knows its structure
    refusals        why a file or a site is refused: codes and sentences
    crawl           a web site's pages
    curated/        a text's reading finished by hand, proved letter for letter

Imports `arabic` and `contract` only; knows neither Rasa nor Django.
"""

from documents.errors import SourceError
from documents.passage import Document, Passage, Rectangle, Repair

__all__ = ["Document", "Passage", "Rectangle", "Repair", "SourceError"]
