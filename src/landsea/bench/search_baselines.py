"""Plain full-text search by SQLite's FTS5, measured beside our own."""

import sqlite3
from collections.abc import Iterable

from landsea.library.engine.search.records import SearchRecord

TOKENIZERS = ("unicode61", "trigram")


class PlainSearch:
    """Names in one FTS5 table with one of its tokenizers, ordered by its own bm25."""

    def __init__(self, tokenizer: str, records: Iterable[SearchRecord]) -> None:
        self._ids: list[str] = []
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            f"CREATE VIRTUAL TABLE names USING fts5(text, tokenize='{tokenizer}')"
        )
        for record in records:
            self._ids.append(record.id)
            text = "\n".join(name.text for name in record.names)
            self._database.execute(
                "INSERT INTO names(rowid, text) VALUES (?, ?)", (len(self._ids), text)
            )

    def find(self, text: str, limit: int) -> list[str]:
        """Lists ids: records with all words, or with any when none has all."""
        words = ['"' + word.replace('"', '""') + '"' for word in text.split()]
        for joined in (" AND ".join(words), " OR ".join(words)):
            if found := self._match(joined, limit):
                return found
        return []

    def _match(self, expression: str, limit: int) -> list[str]:
        rows = self._database.execute(
            "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank, rowid LIMIT ?",
            (expression, limit),
        )
        return [self._ids[number - 1] for (number,) in rows]
