"""Following drafts: comments go along to the next version, and those of one text are one group.

A job, since ``content`` and ``interactions`` are never written together: it compares what is
public with what the rows stand in, so that nothing has to be told twice after a crash.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ...base.interfaces import IPortal
from ...base.legaltexts.identities import mapping_of, provisions_of
from ...base.text.sametexts import groups
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import NOTE, ICases
from .anchoring import Succession, carry
from .interfaces.comments import ORPHANED, WITHDRAWN, Comment
from .interfaces.drafts import IConsultation
from .links import earlier_texts
from .placing import have_placed
from .register import begin, comments_on, draft_at, now_of, read_book
from .resource import DraftComments

#: What a sender is told, in the language of the case.
TOLD = _('Điều khoản được góp ý đã thay đổi trong bản dự thảo mới, nên ý kiến không còn gắn với '
         'một chỗ nhất định. Ý kiến vẫn được tiếp nhận, tổng hợp và trả lời.')


class _Id:
    """A provision by its id."""

    def __init__(self, id: str) -> None:
        self.id = id


def follow_drafts(environment: IEnvironment) -> None:
    """Job: let all comments stand where they belong, in one transaction a draft."""
    for draft in list(read_book(environment.portal).drafts):
        if environment.in_transaction(partial(_has_news, environment.portal, draft)):
            environment.in_transaction(partial(_follow, environment, draft))


def _has_news(portal: IPortal, draft: str) -> bool:
    kept = comments_on(portal, draft)
    return kept.is_stale or _changed(kept, draft_at(portal, draft)) is not None


def _changed(kept: DraftComments, item: IConsultation | None) -> IConsultation | None:
    """Return ``item`` if its provisions are others than those that rows stand in."""
    if item is None or not item.provisions or kept.now == now_of(item.provisions):
        return None
    return item


def _follow(environment: IEnvironment, draft: str) -> None:
    kept = comments_on(environment.portal, draft)
    item = _changed(kept, draft_at(environment.portal, draft))
    if item is not None:
        lost = carry_all(kept, item)
        tell_lost(environment.registry, environment.portal, lost)
        if any(row.public for row in kept.rows.values()):
            have_placed(environment.registry, environment.portal, draft)
    if kept.is_stale:
        group(environment.registry, environment.portal, kept)
        kept.is_stale = False


def carry_all(kept: DraftComments, item: IConsultation) -> list[int]:
    """Let each row of ``kept`` stand where it belongs in ``item``; return the numbers of those
    that stood somewhere and stand nowhere now.

    A version that was there before is an undoing or a restoring, which nobody has confirmed:
    what stood in another text is an orphan.
    """
    old, new = [_Id(each) for each, _digest in kept.now], item.provisions
    is_undone = _was_before(item, now_of(new))
    texts = {each: kept.texts.get(digest, '') for each, digest in kept.now}
    way = Succession(mapping_of(old, new, item.origins),
                     frozenset() if is_undone else frozenset(texts))
    lost = []
    for number, row in list(kept.rows.items()):
        moved = _moved(row, texts, kept.texts, item, way)
        if moved != row:
            kept.put(moved)
        if moved.lost and not row.lost:
            lost.append(number)
    begin(kept, item)
    return lost


def _was_before(item: IConsultation, now: tuple[tuple[str, str], ...]) -> bool:
    """Return whether the provisions ``now`` of ``item`` were those of an earlier version, and
    others were in between.
    """
    earlier = [now_of(provisions_of(*each)) for each in earlier_texts(item)]
    while earlier and earlier[-1] == now:  # other fields have changed since
        earlier.pop()
    return now in earlier


def _moved(row: Comment, texts: Mapping[str, str], known: Mapping[str, str],
           item: IConsultation, way: Succession) -> Comment:
    first = carry(row.origin, known.get(row.text, ''), item.provisions, Succession())
    if first.anchor is not None:  # its text is what it was when the comment came
        return row._replace(anchor=first.anchor, lost='')
    if row.lost:
        return row
    found = carry(row.anchor, texts.get(row.anchor.provision, ''), item.provisions, way)
    return row._replace(anchor=found.anchor or row.anchor,
                        lost='' if found.anchor is not None else found.how)


def tell_lost(registry: Registry, portal: IPortal, numbers: Sequence[int]) -> None:
    """Tell the senders of the cases ``numbers`` that what they commented on is another text."""
    cases: ICases = registry.getAdapter(portal, ICases)
    for number in numbers:
        case = cases.get(number)
        if case is not None and case.events:
            cases.append(case, NOTE, text=said_in(registry, case.language)(TOLD),
                         ground=ORPHANED, site=case.site)


def group(registry: Registry, portal: IPortal, kept: DraftComments) -> None:
    """Let comments that say the same be one group."""
    cases: ICases = registry.getAdapter(portal, ICases)
    texts = {}
    for number, row in kept.rows.items():
        case = cases.get(number)
        contents = cases.open(case) if case is not None else None
        if contents is not None and row.outcome != WITHDRAWN and not kept.apart.has_key(number):
            texts[number] = contents.text
    first = {number: each[0] for each in groups(texts) for number in each}
    for number, row in list(kept.rows.items()):
        wanted = first.get(number, number)
        if row.group != wanted:
            kept.put(row._replace(group=wanted))
