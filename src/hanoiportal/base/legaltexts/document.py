"""The structure of a full text, worked out once for each text and process."""
from functools import lru_cache

from .parser import parse
from .structure import ARTICLE, table_of_contents, walk


class Reading:
    """A full text that readers have before them.

    ``document``: the ``Document``.  ``contents``: its ``Entry`` lines.
    ``articles``: ``{anchor: (Part, Provision, provisions above it)}`` in reading order.
    """

    def __init__(self, source: str) -> None:
        self.document = parse(source, articles=False)
        self.contents = table_of_contents(self.document)
        self.articles = {
            provision.anchor: (part, provision, above)
            for part in self.document.parts for provision, above in walk(part.body)
            if provision.kind == ARTICLE}


@lru_cache(maxsize=32)
def reading(source: str) -> Reading:
    """Return the ``Reading`` of ``source``.  Raises ``LegalTextError`` for a text that no schema
    accepts.
    """
    return Reading(source)
