"""Documents: files to pages, pages to structure, structure to passages, each with its place.

    passage         what all of it makes
    published       a published document as a file, from which the index is built
    curated/        a text's reading finished by hand, proved letter for letter

Imports `arabic` and `contract` only; knows neither Rasa nor Django.
"""

from documents.errors import SourceError
from documents.passage import Document, Passage, Rectangle, Repair, SectionNames

__all__ = ["Document", "Passage", "Rectangle", "Repair", "SectionNames", "SourceError"]
