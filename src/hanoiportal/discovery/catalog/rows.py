"""What a document is indexed under, in one record for all indexes.

Renaming this module needs an upgrade step.
"""
from collections.abc import Iterator
from dataclasses import dataclass

from .trees import SmallIOBTree

#: The name of each index and the values of one document in it.  BTrees join two additions to one
#: leaf by comparing what is there, which no ``dict`` allows.
Row = tuple[tuple[str, tuple[object, ...]], ...]


@dataclass(frozen=True, eq=False)
class Column:
    """The values of one index, by document id, in the ``rows`` that all indexes share.

    ``rows``: a ``Row`` for each document.  ``name``: of the index.
    """

    rows: SmallIOBTree
    name: str

    def get(self, docid: int, default: object = None) -> object:
        """Return the values of the document, ``default`` if it has none."""
        row: Row = self.rows.get(docid, ())
        wanted = self.name
        for name, values in row:  # lists of related items look at dozens
            if name == wanted:
                return values
        return default

    def __setitem__(self, docid: int, values: tuple[object, ...]) -> None:
        self.rows[docid] = (*self._others(docid), (self.name, values))

    def pop(self, docid: int, default: object) -> object:
        """Forget the values of the document and return them, ``default`` if it has none."""
        found, others = self.get(docid, default), self._others(docid)
        if others:
            self.rows[docid] = others
        else:
            self.rows.pop(docid, None)
        return found

    def _others(self, docid: int) -> Row:
        return tuple(pair for pair in self.rows.get(docid, ()) if pair[0] != self.name)

    def clear(self) -> None:
        """Forget the values of all documents."""
        for docid in list(self.keys()):
            self.pop(docid, None)

    def keys(self) -> Iterator[int]:
        """Iterate over the ids of the documents that have values."""
        return (docid for docid, row in self.rows.items() if self.name in dict(row))
