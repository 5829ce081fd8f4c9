"""What a source gives, whatever system it is of: heads to plan by, and the pieces themselves."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol
from urllib.parse import SplitResult, urlsplit

from ....base.i18n import _

#: What a piece becomes.
FOLDER, PAGE, NEWS, EVENT, FILE, IMAGE, LINK, LISTING, LANGUAGE, OTHER = (
    'folder', 'page', 'news', 'event', 'file', 'image', 'link', 'listing', 'language', 'other')
#: Kinds that become an item, named as their types are in a line of an import.
ITEMS = (PAGE, NEWS, EVENT, FILE, IMAGE, LINK)
VIETNAMESE = 'vi'


class BadSource(ValueError):
    """A source, or one piece of it, that cannot be read; ``args[0]`` is a translatable reason."""


def split_url(url: str) -> SplitResult:
    """Return the parts of ``url``.  Raises ``BadSource`` of what is none, such as ``http://[``."""
    try:
        return urlsplit(url)
    except ValueError:
        raise BadSource(_('“${url}” không phải là địa chỉ.', mapping={'url': url[:200]})) from None


@dataclass(frozen=True)
class SourceFile:
    """A file that a piece brings.

    ``open``: gives its bytes, to be closed; raises ``BadSource`` or ``OSError``.
    ``size``: bytes, and ``sha256``, as the source says them; ``None`` and ``''`` if it does not.
    """

    filename: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    sha256: str = ''


@dataclass(frozen=True)
class Head:
    """What is known of a piece before it is read as a whole.

    ``key``: names it in the source for ever.  ``where``: the line or file that it stands in.
    ``kind``: of this module.  ``called``: the type as the source names it.
    ``address``: where readers found it, path with query, ``''`` for nowhere.
    ``groups``: ``(name, title)`` of the categories or folders that it stands in, the first counts.
    ``public``: whether it was; ``None``: as the folder that it is in.  ``position``: in that.
    ``file_address``: where its file was found.  ``language``: two letters, ``''`` for that of
    the source.
    ``problem``: why it cannot be read, ``''`` if it can.
    """

    key: str
    where: str
    kind: str = OTHER
    called: str = ''
    address: str = ''
    title: str = ''
    summary: str = ''
    groups: tuple[tuple[str, str], ...] = ()
    public: bool | None = None
    position: int = 0
    language: str = ''
    file_address: str = ''
    problem: str = ''


@dataclass(frozen=True)
class Piece:
    """One thing of the source as a whole.

    ``values``: texts by field: ``title``, ``summary``, ``body`` (HTML), ``author``, ``source``,
    ``place``, ``url``, ``start``, ``end``, ``caption``, ``alt``, ``credit``.
    ``file``: of a file or image; of news its lead image.  Moments are ISO 8601 as the source says
    them.  ``lead``: key of an image that leads.  ``warnings``: what of it is not carried.
    """

    head: Head
    values: Mapping[str, str]
    keywords: tuple[str, ...] = ()
    file: SourceFile | None = None
    lead: str = ''
    published: str = ''
    created: str = ''
    modified: str = ''
    expires: str = ''
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groups:
    """What belongs to the source as a whole.

    ``translations``: keys that are one text in several languages.  ``redirects``: old address →
    old address.  ``hosts``: that the old site had.  ``front``: key of a folder → key of the
    piece that stood for it.
    """

    translations: tuple[tuple[str, ...], ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    front: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """An export of another system."""

    def heads(self) -> Iterator[Head]:
        """Yield the head of everything, also of what cannot be read."""

    def piece(self, head: Head) -> Piece:
        """Return all of what ``head`` is of.  Raises ``BadSource``."""

    def groups(self) -> Groups:
        """Return what belongs to the whole, when all heads were given."""
