"""Taking the pieces of a source into a site: each once, none half.

Nothing here commits.  What is taken goes through ``transfer.services.Importing``.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IPortal, IResource, ISite
from ....kernel.tree.lookup import at_path, path_of
from ..interfaces import IImporting
from . import pieces
from .markup import Rewriting
from .pieces import BadSource, Piece, Source
from .planning import BROKEN, ITEM, NOT_CARRIED, SECTION, TRANSLATION, Plan, Planned
from .records import NotNeeded, Record, Writing
from .resource import Origins, digest_of, origins_for, origins_of

ADDED, KEPT, CHANGED, LEFT_OUT, REFUSED = 'added', 'kept', 'changed', 'left out', 'refused'


class Line(NamedTuple):
    """A line of the report.  ``verdict``: of this module.  ``path``: on the new site."""

    where: str
    key: str
    verdict: str
    kind: str
    path: str
    notes: tuple[str, ...]


class HalfDone(Exception):
    """A piece of several lines was refused in the middle: the transaction must be given up."""

    def __init__(self, key: str, why: Refused[str]) -> None:
        super().__init__(key)
        self.key, self.why = key, why


class Reasons(Protocol):
    """Tells why something was refused."""

    def __call__(self, refused: Refused[str]) -> str:
        """Return it on one line."""


class Seats:
    """What a plan asks of ``site``, ``NewSite``."""

    def __init__(self, portal: IPortal, site: ISite, origins: Origins | None) -> None:
        self._portal, self._site, self._origins = portal, site, origins

    def is_taken(self, section: str, name: str) -> bool:
        """See ``NewSite``."""
        return at_path(self._site, f'/{section}/{name}') is not None

    def seat(self, key: str) -> tuple[str, str] | None:
        """See ``NewSite``."""
        origin = None if self._origins is None else self._origins.get(key)
        found = None if origin is None else self._portal.__objectmap__.object_for(origin.oid)
        path = '' if found is None else path_of(found).removeprefix(site_path(self._site))
        names = path.strip('/').split('/')
        return (names[0], names[1]) if len(names) == 2 else None


def site_path(site: ISite) -> str:
    """Return the path of ``site`` below the portal, ``''`` for the portal itself."""
    return str(path_of(site)).rstrip('/')


class Migrating:
    """One source on its way into one site.

    ``importing``: ``IImporting``.  ``writing``: of lines.  ``reasons``: ``Reasons``.
    """

    def __init__(self, portal: IPortal, site: ISite, source: Source, plan: Plan, writing: Writing,
                 reasons: Reasons) -> None:
        self._portal, self._site, self._source, self._plan = portal, site, source, plan
        self._writing, self._reasons = writing, reasons
        self._label = site_path(site).rpartition('/')[2]
        self._numbers = {id(each): number * 2 for number, each in enumerate(plan.planned, 1)}
        self._refused: dict[str, Refused[str]] = {}

    def refuse(self, half: HalfDone) -> None:
        """Take none of that piece the next time."""
        self._refused[half.key] = half.why

    def take(self, importing: IImporting, batch: Iterable[Planned]) -> Iterator[Line]:
        """Take ``batch`` and yield a line of each.  Raises ``HalfDone``."""
        importing.forget_places()
        for planned in batch:
            yield self._taken(importing, planned)

    def _taken(self, importing: IImporting, planned: Planned) -> Line:
        head = planned.head
        if planned.become == NOT_CARRIED:
            return self._line(planned, LEFT_OUT, planned.why)
        if planned.become == BROKEN:
            return self._line(planned, REFUSED, planned.why)
        try:
            if head.key in self._refused:
                raise self._refused[head.key]
            if planned.become == SECTION:
                return self._section(importing, planned)
            return self._piece(importing, planned)
        except BadSource as error:
            return self._line(planned, REFUSED, error.args[0])
        except NotNeeded as link:
            self._plan.links[head.address] = link.path.partition('#')[0]
            return self._line(planned, LEFT_OUT, _(
                'Liên kết dẫn tới “${path}” trên chính trang này: không cần mang theo.',
                mapping={'path': link.path}))
        except Refused as refused:
            self._writing.leads.pop(head.key, None)
            return self._line(planned, REFUSED, self._reasons(refused))

    def _section(self, importing: IImporting, planned: Planned) -> Line:
        if at_path(self._site, planned.path) is not None:
            return self._line(planned, KEPT)
        importing.take(self._numbers[id(planned)], self._writing.section(
            planned, self._plan.title_of(planned)))
        return self._line(planned, ADDED)

    def _piece(self, importing: IImporting, planned: Planned) -> Line:
        if planned.main and self._plan.keys[planned.main].become != ITEM:
            return self._line(planned, LEFT_OUT, _('Bản tiếng Việt không được mang theo.'))
        piece = self._source.piece(planned.head)
        digest = digest_of(_said(piece))
        origins = origins_of(self._portal, self._label)
        origin = None if origins is None else origins.get(planned.head.key)
        if origin is not None:
            return self._known(planned, origin.oid, digest == origin.digest)
        if planned.become == TRANSLATION:
            main = self._plan.keys[planned.main]
            records, notes = self._writing.translation(planned, piece, main.path)
        else:
            records, notes = self._writing.item(planned, piece)
        self._import(importing, planned, records)
        self._note(planned, digest)
        return self._line(planned, ADDED, *notes)

    def _import(self, importing: IImporting, planned: Planned, records: list[Record]) -> None:
        number = self._numbers[id(planned)]
        for count, record in enumerate(records):
            try:
                importing.take(number + count, record)
            except Refused as refused:
                if count:
                    raise HalfDone(planned.head.key, refused) from None
                raise

    def _note(self, planned: Planned, digest: bytes) -> None:
        found = self._resource(planned)
        origins_for(self._portal, self._label).note(planned.head.key, found.__oid__, digest)

    def _resource(self, planned: Planned) -> IResource:
        main = self._plan.keys.get(planned.main, planned)
        found: IResource = at_path(self._site, main.path)
        return found.translations[planned.head.language] if planned.main else found

    def _known(self, planned: Planned, oid: int, same: bool) -> Line:
        """Return the line of what was brought before, and is never written over."""
        gone = self._portal.__objectmap__.object_for(oid) is None
        notes = [_('Đã bị xóa ở đây; không nhận lại.')] if gone else []
        if not same:
            notes.append(_('Nguồn đã thay đổi sau lần nhận trước; bản ở đây giữ nguyên.'))
        return self._line(planned, KEPT if same else CHANGED, *notes)

    def _line(self, planned: Planned, verdict: str, *notes: str) -> Line:
        head = planned.head
        main = self._plan.keys.get(planned.main, planned)
        kind = planned.become if planned.become == SECTION else head.kind
        return Line(head.where, head.key, verdict, head.called if kind == pieces.OTHER else kind,
                    main.path, tuple(filter(None, notes)))


def rewriting_of(plan: Plan, hosts: frozenset[str]) -> Rewriting:
    """Return how the HTML of the pieces of ``plan`` is rewritten.  ``hosts``: of the old site."""
    paths = {key: plan.keys.get(each.main, each).path for key, each in plan.keys.items()}
    pictures = frozenset(each.path for each in plan.keys.values() if each.is_picture)
    return Rewriting(
        plan.links, {key: path for key, path in paths.items() if path}, pictures, hosts)


def _said(piece: Piece) -> str:
    """Return all that ``piece`` says, as one text."""
    file = piece.file
    return json.dumps([
        piece.head.kind, piece.head.address, piece.head.language, piece.head.public,
        dict(piece.values), piece.keywords, piece.lead, piece.published, piece.created,
        piece.modified, piece.expires,
        None if file is None else (file.filename, file.size, file.sha256)], sort_keys=True)
