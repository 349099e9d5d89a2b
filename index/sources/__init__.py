"""Sources: raw text, its curated reading beside it, and the passages they make."""

from index.sources.document import check_document, load_document
from index.sources.draft import draft
from index.sources.errors import SourceError

__all__ = ["SourceError", "check_document", "draft", "load_document"]
