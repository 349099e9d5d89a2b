"""A demonstration: conversations that were made up, held with the real assistant, in tables of their own."""
