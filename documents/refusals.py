"""Why a file or a site is refused: a code, and an English sentence with what to do, for each kind.

Web says the same by code in the editor's language. The units of numbers are in their names.
"""

from documents.errors import SourceError

SENTENCES = {
    # the file
    "empty": "{name}: the file is empty; choose another",
    "no_text": "{name}: no text was found in it; if it is a picture of text, save it as PDF",
    "unknown_format": "{name}: neither PDF, Word (docx), ODT, PowerPoint (pptx), Excel (xlsx), CSV, HTML, "
    "Markdown nor text; save it as one of these",
    "old_office": "{name}: a file of old Word, Excel or PowerPoint; save it as docx, xlsx or pptx",
    "not_read": "{name}: a {kind} file, which is not read; save it as PDF or docx",
    "encrypted": "{name}: protected by a password; save it without one",
    "damaged": "{name}: damaged or cut off; save or download it again",
    "too_large": "{name}: {megabytes} MB, more than the {limit_megabytes} MB that are read; part it",
    "too_much_text": "{name}: more than {limit_characters} characters; part it",
    "too_many_pages": "{name}: {pages} pages, more than the {limit_pages} that are read; part it",
    "too_many_cells": "{name}: more than {limit_cells} cells; part it",
    "strict_office": "{name}: saved as 'Strict Open XML'; save it as an ordinary docx, xlsx or pptx",
    "unpacks_too_large": "{name}: unpacks to more than {limit_megabytes} MB, or to far more than it holds; "
    "save it again without its pictures",
    "too_many_parts": "{name}: packed from more than {limit_parts} parts; save it again",
    "declares_entities": "{name}: holds a DOCTYPE, which no office program writes; save it again",
    "nested_too_deep": "{name}: its parts stand in one another too deep; save it again",
    "no_encoding": "{name}: its letters are in no encoding that is known; save it as UTF-8",
    # the reading
    "too_slow": "{name}: reading took more than {limit_seconds} s and was stopped; part the file",
    "too_much_memory": "{name}: reading needs more memory than it may have; part the file",
    "too_much_output": "{name}: gives more than {limit_megabytes} MB of text; part the file",
    "stopped": "{name}: reading was stopped",
    "crashed": "{name}: reading it broke off; save it again or as another format",
    # a picture of a page
    "no_such_page": "{name}: has {pages} pages, no page {page}",
    "not_drawn": "{name}: page {page} is damaged, it cannot be drawn",
    # a site
    "bad_address": "{address}: no address of a site; expected one that begins with http:// or https://",
    "no_such_host": "{address}: no such site was found; check the address",
    "private_address": "{address}: leads to this server or into a private network, where nothing is read",
    "other_host": "{address}: leads to another site ({host}); give that one's address if it is meant",
    "robots_forbid": "{address}: the site asks robots to keep away (robots.txt)",
    "unreachable": "{address}: the site did not answer; try again later",
    "status": "{address}: the site answered {status}; check the address",
    "no_page": "{address}: no page of HTML but {media_type}",
    "page_too_large": "{address}: a page of more than {limit_kilobytes} kB",
    "no_pages": "{address}: no page with text was found there",
}


def refusal(code: str, **fields: str | int) -> SourceError:
    """Return the error of a code; `fields` are what its sentence names."""
    return SourceError(SENTENCES[code].format(**fields), code, fields)
