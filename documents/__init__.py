"""Documents: files to pages, pages to structure, structure to passages, each with its place.

    passage         what all of it makes
    extraction      what reading a file gives
    structure/      the lines of its pages to titles, headings, paragraphs, items, rows
    passages        blocks to passages; rows, sentences, repaired: what they are made with
    proof           that a passage is the text as extracted, letter for letter
    pdf             a PDF file to its text, page by page; pages/ has a page's own matters
    gate, repair    what is wrong with a page's text, and what can surely be put right
    likeness        how much words look like Arabic
    pictures        pages as pictures, lines marked
    published       a published document as a file, from which the index is built
    reading         any file to an extraction, by what it holds; sandbox does it in a confined process
    formats/        one reader for each format that knows its structure
    refusals        why a file or a site is refused: codes and sentences
    crawl           a web site's pages
    curated/        a text's reading finished by hand, proved letter for letter
    __main__, commands  `python -m documents read | passages | check | draft`

Imports `arabic` and `contract` only; knows neither Rasa nor Django.
"""

from documents.errors import SourceError
from documents.passage import Document, Passage, Rectangle, Repair, SectionNames

__all__ = ["Document", "Passage", "Rectangle", "Repair", "SectionNames", "SourceError"]
