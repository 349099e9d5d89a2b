"""What may be suggested, from what the index holds, what the assistant is about and what staff approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from arabic import has_arabic, has_word, search_key
from arabic.private import has_private
from contract.about import About
from contract.fields import Fields
from contract.payload import read_payload, show_passage

ARABIC = "ar"
LANGUAGES = (ARABIC, "en", "fr")
MAX_CHARACTERS = 100  # longer is no suggestion but a text
MAX_INSIDE_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, or a heading that is asked for by its `payload`.

    `language` is "" where only the letters are known, and are Latin. `names` are other words for it, a star
    for any ending, `inside` the beginning of what it leads to. `passage_id` is that, where it is known.
    """

    text: str
    language: str
    payload: str = ""
    passage_id: str = ""
    names: tuple[str, ...] = ()
    inside: str = ""

    @property
    def document(self) -> str:
        """The id of the document that it leads into."""
        return self.passage_id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the action server said of its index: headings as candidates, and every passage's id."""

    version: str = ""
    headings: tuple[Candidate, ...] = ()
    passage_ids: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, body: object) -> Contents:
        """Take apart the answer to GET /index/passages."""
        fields = Fields(body, "passages")
        passages = list(fields.objects("passages", optional=True))
        documents = {each.text("id"): each for each in fields.objects("documents", optional=True)}
        languages = {name: each.text("language", "") for name, each in documents.items()}
        ids = frozenset(each.text("id") for each in passages)
        sections = [
            section for each in documents.values() for section in each.objects("sections", optional=True)
        ]
        insides = {each.text("id"): each.text("text")[:MAX_INSIDE_CHARACTERS] for each in passages}
        found = [*_named_sections(sections, insides), *_headings(passages, languages, insides)]
        return cls(fields.text("index_version", ""), tuple(found), ids)


def _named_sections(sections: Iterable[Fields], insides: Mapping[str, str]) -> Iterator[Candidate]:
    """Sections by the names that their buttons have, in each language."""
    for section in sections:
        passage_id = section.text("id")
        names = tuple(section.texts("names"))
        for language in LANGUAGES:
            if (text := section.text(language, "")) and passage_id in insides:
                inside = insides[passage_id]
                yield Candidate(text, language, show_passage(passage_id), passage_id, names, inside)


def _headings(
    passages: Iterable[Fields], languages: Mapping[str, str], insides: Mapping[str, str]
) -> Iterator[Candidate]:
    """Each heading once a document, leading to the first passage below it."""
    for passage in passages:
        heading, passage_id = passage.text("heading", ""), passage.text("id")
        payload = show_passage(passage_id)
        if heading and read_payload(payload):
            language = _language(heading, languages.get(passage.text("document"), ""))
            yield Candidate(heading, language, payload, passage_id, inside=insides[passage_id])


def examples(about: About) -> Iterator[Candidate]:
    """The questions to begin with."""
    for language, questions in about.questions.items():
        yield from (Candidate(text, language) for text in questions)


def curated(rows: Iterable[tuple[str, str]], contents: Contents) -> Iterator[Candidate]:
    """Approved wordings (text, passage id) whose passage is there."""
    for text, passage_id in rows:
        if passage_id in contents.passage_ids:
            yield Candidate(text, _language(text), passage_id=passage_id)


def presentable(found: Iterable[Candidate]) -> list[Candidate]:
    """Those that fit into a line and name nobody, no two that read alike; the first of them stays."""
    kept: dict[tuple[str, str], Candidate] = {}
    for each in found:
        if len(each.text) <= MAX_CHARACTERS and has_word(each.text) and not has_private(each.text):
            kept.setdefault((search_key(each.text), each.language), each)
    return list(kept.values())


def _language(text: str, document: str = "") -> str:
    if has_arabic(text):
        return ARABIC
    return document if document in LANGUAGES and document != ARABIC else ""
