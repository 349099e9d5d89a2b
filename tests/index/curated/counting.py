"""An encoder that counts what it is asked to embed, and otherwise is the one it stands before."""

from __future__ import annotations

from dataclasses import dataclass, field

from encoder import Embedding, QueryEncoder


@dataclass
class CountingEncoder:
    encoder: QueryEncoder
    embedded: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def dimensions(self) -> int:
        return self.encoder.dimensions

    def embed_query(self, text: str) -> Embedding:
        self.embedded.append(text)
        return self.encoder.embed_query(text)
