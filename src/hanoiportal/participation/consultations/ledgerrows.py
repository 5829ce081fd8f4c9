"""The ledger of a draft as the desk shows it: groups of comments that say the same."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from ...base.clock import moment
from ..cases.interfaces import ORGANISATION, PUBLISH, Contents, ICases
from .interfaces.comments import ALL_OF_IT, ORPHANS, TITLES, Comment
from .interfaces.drafts import IConsultation
from .tables import ERASED, LOST, WHOLE, reason_of

_PROVISION = attrgetter('anchor.provision')


@dataclass(frozen=True)
class CommentGroup:
    """Comments that say the same, at one place.  ``numbers``: of the cases.  ``lost``: whether
    they stand nowhere.  ``outcome``: translatable.  ``confirmed``: who sent the first was, by
    VNeID.
    """

    numbers: tuple[int, ...]
    place: str
    quotation: str
    lost: bool
    text: str
    who: str
    confirmed: bool
    received: str
    outcome: str
    answered: bool
    reason: str
    changed: str
    consents: bool
    files: int
    public: bool


def grouped(rows: Sequence[Comment], draft: IConsultation, outcome: str | None,
            place: str) -> list[list[Comment]]:
    """Return the groups of ``rows``, which are in the order of their numbers; see ``IComments``.
    """
    if outcome is not None:
        rows = [row for row in rows if row.outcome == outcome]
    if place:
        rows = [row for row in rows if _is_at(row, place)]
    order = {each.id: at for at, each in enumerate(draft.provisions, 1)}
    found = defaultdict[int, dict[tuple[object, ...], list[Comment]]](dict)
    for row, provision in zip(rows, map(_PROVISION, rows), strict=True):
        at = -1 if row.lost else order.get(provision, 0)
        found[at].setdefault((row.group, provision, row.outcome), []).append(row)
    return list(chain.from_iterable(found[at].values() for at in sorted(found)))


def _is_at(row: Comment, place: str) -> bool:
    if place == ORPHANS:
        return bool(row.lost)
    if place == ALL_OF_IT:
        return not row.lost and not row.anchor.provision
    return not row.lost and row.anchor.provision == place


def shown(cases: ICases, rows: Sequence[Comment], labels: Mapping[str, str]) -> CommentGroup:
    """Return ``rows``, a group, as the page shows it."""
    first = rows[0]
    case = cases.get(first.number)
    contents = cases.open(case) if case is not None else None
    return CommentGroup(
        tuple(row.number for row in rows),
        LOST if first.lost else labels.get(first.anchor.provision, WHOLE),
        first.anchor.quotation, bool(first.lost),
        ERASED if contents is None else contents.text, _who(contents),
        contents is not None and contents.identity is not None and bool(contents.identity.level),
        moment(case.received) if case is not None else '', TITLES[first.outcome],
        bool(first.outcome), reason_of(cases, case) if case is not None else '',
        '; '.join(labels.get(each, each) for each in first.changed),
        contents is not None and PUBLISH in contents.consents,
        len(case.files) if case is not None else 0, any(row.public for row in rows))


def _who(contents: Contents | None) -> str:
    if contents is None:
        return ''
    sender = contents.sender
    if sender.capacity == ORGANISATION:
        return sender.organisation
    return sender.name or '—'
