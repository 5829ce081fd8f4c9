"""Two versions of a draft side by side, provision by provision."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ...base.clock import local, shown_date
from ...base.i18n import _
from ...base.legaltexts.alignment import MOVED, align
from ...base.legaltexts.identities import (
    Provision,
    mapping_of,
    origins_of,
    provisions_of,
    written,
)
from ...base.legaltexts.succession import sources_of, succeed
from ...base.text.compare import compare_text
from ...kernel.tree.lookup import listed_at
from ...kernel.workflow.interfaces import PUBLIC
from ...participation.consultations.interfaces.drafts import ENACTED

if TYPE_CHECKING:
    from pyramid.request import Request

    from .resource import Consultation

#: Kinds of changes besides those of an alignment: equal texts at one place; texts that differ.
SAME, DIFFERENT, ADDED, REMOVED = 'same', 'different', 'added', 'removed'


class Side(NamedTuple):
    """A version.  ``key``: of it in addresses.  ``document``: the enacted one, else ``None``."""

    key: str
    title: str
    text: str
    identities: str
    document: object = None

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """In reading order."""
        return provisions_of(self.text, self.identities)


class ProvisionChange(NamedTuple):
    """What became of a provision.  ``before``, ``after``: how it is cited, ``''`` where it is
    missing.  ``html``: both texts in one.  ``anchor``: in the later text.  ``ids``: of all the
    provisions that these are.
    """

    kind: str
    before: str
    after: str
    html: str
    anchor: str
    ids: tuple[str, ...]


class Versions:
    """The public versions of the draft ``item``, and the document it became."""

    def __init__(self, item: Consultation, request: Request) -> None:
        self._item, self._request = item, request

    @cached_property
    def all(self) -> list[Side]:
        """Each text that was public, the oldest first; the enacted document last."""
        found: list[Side] = []
        for side in self._drafts():
            if not found or (found[-1].text, found[-1].identities) != side[2:4]:
                found.append(side._replace(key=str(len(found) + 1)))
        return [*found, *(self._enacted(found[-1]) if found else ())]

    def _drafts(self) -> Sequence[Side]:
        item, tag = self._item, self._request.language.tag
        sides, since = [], item.published_at
        for version in item.history:
            if version.begun_by is None and version.state in PUBLIC:
                sides.append((version.values.get('full_text', ''),
                              version.values.get('identities', ''), since))
                since = version.until
        sides.append((item.full_text, item.identities, since))
        return [Side('', self._title(shown_date(local(moment).date(), tag) if moment else ''),
                     text, identities) for text, identities, moment in sides if text]

    def _title(self, day: str) -> str:
        words = _('Dự thảo đăng ngày ${day}', mapping={'day': day}) if day else _('Dự thảo')
        return str(self._request.localizer.translate(words))

    def _enacted(self, last: Side) -> Sequence[Side]:
        item = self._item
        found = listed_at(item, item.enacted) if item.enacted else None
        text = getattr(found, 'full_text', '')
        if found is None or not text:
            return []
        return [Side(ENACTED, found.title, text,
                     _enacted_identities(last.text, last.identities, text), found)]

    def asked(self, before: str, after: str) -> tuple[Side | None, Side | None]:
        """Return the versions with these keys; without them the last two.  ``None`` for one that
        is not there.
        """
        by_key = {side.key: side for side in self.all}
        last = by_key.get(after) if after else (self.all[-1] if len(self.all) > 1 else None)
        if last is None:
            return None, None
        first = by_key.get(before) if before else self.all[max(self.all.index(last) - 1, 0)]
        return (first, last) if first is not last else (None, None)


def compared(before: Side, after: Side) -> list[ProvisionChange]:
    """Return what became of each provision of ``before``, and what is new in ``after``, in the
    order of the later text; what is gone stands where it was.
    """
    old, new = before.provisions, after.provisions
    came = _pairs(old, new, after)
    by_id = {each.id: each for each in old}
    placed: dict[str, list[ProvisionChange]] = {'': []}
    at = ''
    gone_after: dict[str, str] = {}
    for each in old:
        found = [address for address, ids in came.items() if each.id in ids]
        at = found[-1] if found else at
        if not found:
            gone_after[each.id] = at
    for each in new:
        placed[each.address] = [_change([by_id[own] for own in came.get(each.address, ())], each)]
    for own, address in gone_after.items():
        each = by_id[own]
        if each.text:
            placed[address].append(ProvisionChange(
                REMOVED, each.heading, '', compare_text(each.text, '').inline, '', (own,)))
    return [change for changes in placed.values() for change in changes]


def _pairs(old: Sequence[Provision], new: Sequence[Provision],
           after: Side) -> dict[str, tuple[str, ...]]:
    """Return ``{address in the later text: ids of the earlier one}``."""
    came: dict[str, list[str]] = {}
    places = {each.id: each.address for each in new}
    mapping = mapping_of(old, new, origins_of(after.text, after.identities))
    for own, ids in mapping.items():
        for other in ids:
            came.setdefault(places[other], []).append(own)
    return {address: tuple(ids) for address, ids in came.items()}


@lru_cache(maxsize=64)
def _enacted_identities(text: str, identities: str, enacted: str) -> str:
    """Return the identities of the provisions of the ``enacted`` text, as they go over from those
    of the last draft by what alignment proposes: nobody confirms them.
    """
    old, new = provisions_of(text, identities), provisions_of(enacted, '')
    steps = align(old, new)
    sources = sources_of(steps, {number: step.old for number, step in enumerate(steps)})
    return written(succeed(old, origins_of(text, identities), new, sources))


def _change(old: Sequence[Provision], new: Provision) -> ProvisionChange:
    ids = tuple(dict.fromkeys([new.id, *(each.id for each in old)]))
    if not old:
        html = compare_text('', new.text).inline if new.text else ''
        return ProvisionChange(ADDED, '', new.heading, html, new.address, ids)
    before = ', '.join(each.heading for each in old)
    text = '\n'.join(each.text for each in old)
    if text != new.text:
        return ProvisionChange(DIFFERENT, before, new.heading, compare_text(text, new.text).inline,
                               new.address, ids)
    kind = SAME if old[0].address == new.address else MOVED
    return ProvisionChange(kind, before, new.heading, escape(new.text), new.address, ids)
