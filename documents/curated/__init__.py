"""Sources: raw text, its curated reading beside it, and the passages they make. Begin with document.

document    reads both files and makes passages
markup      the curated file's front matter, sections and points; inline: its repairs and escapes
alignment   proof that the curated text, its repairs undone, is the source letter for letter
draft       proposes a curated reading of a raw text, from its outline
"""

from documents.curated.document import check_document, load_document
from documents.curated.draft import draft
from documents.errors import SourceError

__all__ = ["SourceError", "check_document", "draft", "load_document"]
