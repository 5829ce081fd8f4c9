"""How the things of an old site hang together: what stood below what, and who could see it."""
from __future__ import annotations

from collections.abc import Sequence

from ....base.text import slug
from ....kernel.tree.names import NAME
from . import pieces
from .pieces import Head

_PAGES = ('.html', '.htm', '.aspx', '.php')


class OldTree:
    """The heads of a source by their addresses."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = heads
        self.by_address = {each.address: each for each in heads if each.address}
        self._above = {above(each.address) for each in heads if each.address}
        self._languages = {each.address for each in heads if each.kind == pieces.LANGUAGE}

    def in_order(self) -> list[Head]:
        """Return the heads, those of a folder by their positions in it."""
        places = {above(each.address) for each in self.heads if each.position}
        first: dict[str, int] = {}
        for number, head in enumerate(self.heads):
            first.setdefault(above(head.address), number)

        def rank(pair: tuple[int, Head]) -> tuple[int, int]:
            place = above(pair[1].address)
            return (first[place], pair[1].position) if place in places else (pair[0], 0)

        return [head for _number, head in sorted(enumerate(self.heads), key=rank)]

    def is_public(self, head: Head) -> bool:
        """Return whether readers saw it: as it says, or the nearest place above that says it."""
        address, public = head.address, head.public
        while public is None and address:
            address = above(address)
            place = self.by_address.get(address)
            public = None if place is None else place.public
        return public is not False

    def is_folder(self, head: Head) -> bool:
        """Return whether things stood in ``head``; of pages only those at the top count."""
        if head.kind == pieces.PAGE:
            return head.address in self._above and self.is_top(head)
        return head.kind in (pieces.FOLDER, pieces.LANGUAGE)

    def is_top(self, head: Head) -> bool:
        """Return whether ``head`` stood at the top of the old site, or of a language of it."""
        return bool(head.address) and head.kind != pieces.LANGUAGE and (
            above(head.address) in ('', *self._languages))

    def group(self, head: Head) -> tuple[str, str] | None:
        """Return ``(name, title)`` of the category or outermost folder that ``head`` is in, or
        is; ``None`` if there is none.
        """
        if self.is_top(head) and self.is_folder(head):
            return last(head.address), head.title
        top = '/' + head.address.strip('/').partition('/')[0]
        if top not in self._languages:
            return head.groups[0] if head.groups else None
        rest = head.address[len(top):].strip('/').split('/')
        return (rest[0], '') if len(rest) > 1 else None

    def folder_of(self, section: str) -> Head | None:
        """Return the folder at the top from whose name that of ``section`` was made."""
        return next((
            each for start in ('', *self._languages)
            for each in (self.by_address.get(f'{start}/{section}'),)
            if each is not None and each.kind == pieces.FOLDER), None)


def above(address: str) -> str:
    """Return the address of the place that holds ``address``."""
    return address.partition('?')[0].rpartition('/')[0]


def last(address: str) -> str:
    """Return the last segment of ``address``."""
    return address.rpartition('/')[2]


def name_of(head: Head) -> str:
    """Return the name that ``head`` had in its old address, or one made of its title."""
    stem = last(head.address)
    if '?' in head.address or not stem:
        return slug(head.title)
    for end in _PAGES if head.kind not in (pieces.FILE, pieces.IMAGE) else ():
        stem = stem.removesuffix(end)
    is_fit = NAME.fullmatch(stem) and '..' not in stem and not stem.endswith('.')
    return stem if is_fit else slug(stem)
