"""``IComments``, and what the ledger keeps when a comment comes in or something happens to it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol, cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...base.legaltexts.identities import Provision, digest_of_text
from ...kernel.security.interactions import empty, get_or_create, interactions_of, kept_or_new
from ...kernel.tree.lookup import find_portal, item_of
from ..batches.interfaces import IPublicTexts
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    CONSULTATION,
    ERASED,
    OUT_OF_SCOPE,
    PUBLISH,
    PUBLISH_ENDED,
    REOPENED,
    Case,
    CaseEvent,
    ICases,
)
from ..cases.interfaces import WITHDRAWN as TAKEN_BACK
from .anchoring import GONE, Anchor, anchored
from .interfaces.comments import (
    ABUSIVE,
    ANSWERED_AS,
    OUTCOMES,
    OUTSIDE,
    WITHDRAWN,
    Comment,
    CommentNumbers,
    IComments,
)
from .interfaces.drafts import IConsultation
from .ledgerrows import grouped
from .resource import KEY, LOST, OUTCOME, CommentBook, DraftComments


class CommentCame(Protocol):
    """A ``CaseReceived`` as it is heard."""

    portal: IPortal
    case: Case


class CommentWent(CommentCame, Protocol):
    """A ``CaseChanged`` as it is heard."""

    event: CaseEvent


@implementer(IComments)
class Comments:
    """See ``IComments``."""

    def __init__(self, resource: IResource) -> None:
        self._portal = find_portal(resource)

    def of(self, draft: str) -> Sequence[Comment]:
        """See ``IComments``."""
        return tuple(comments_on(self._portal, draft).rows.values())

    def grouped(self, draft: IConsultation, outcome: str | None,
                place: str) -> Sequence[Sequence[Comment]]:
        """See ``IComments``."""
        key = draft.full_text, draft.identities, outcome, place
        return comments_on(self._portal, str(draft.__oid__)).made(
            key, partial(grouped, draft=draft, outcome=outcome, place=place))

    def row(self, number: int) -> Comment | None:
        """See ``IComments``."""
        found: Comment | None = comments_on(
            self._portal, self.draft_of(number)).rows.get(number)
        return found

    def draft_of(self, number: int) -> str:
        """See ``IComments``."""
        return str(read_book(self._portal).draft_of.get(number, ''))

    def unanswered(self, draft: str) -> int:
        """See ``IComments``."""
        return comments_on(self._portal, draft).counted()[OUTCOME, '']

    def numbers(self, draft: str) -> CommentNumbers:
        """See ``IComments``."""
        found = comments_on(self._portal, draft).counted()
        return CommentNumbers(sum(found[OUTCOME, each] for each in ('', *OUTCOMES)),
                              found[OUTCOME, ''], found[LOST, ''], found[OUTCOME, WITHDRAWN])


def recount(portal: IPortal) -> int:
    """Let the numbers of all ledgers be what their rows say; return how many were not."""
    return sum(kept.mend() for kept in drafts_with_comments(portal).values())


def read_book(portal: IPortal) -> CommentBook:
    """Return the book, an empty one that is kept nowhere if there is none."""
    return kept_or_new(portal, KEY, CommentBook)


def drafts_with_comments(portal: IPortal) -> Mapping[str, DraftComments]:
    """Return what is kept of each draft, by its object id."""
    return cast('Mapping[str, DraftComments]', read_book(portal).drafts)


def comments_on(portal: IPortal, draft: str) -> DraftComments:
    """Return what is kept of the comments on ``draft``; if there are none, what is kept nowhere.
    """
    return read_book(portal).drafts.get(draft) or empty(DraftComments)


def book_of(portal: IPortal) -> CommentBook:
    """Return the book, for writing."""
    found: CommentBook = get_or_create(interactions_of(portal), KEY, CommentBook)
    return found


def draft_at(portal: IPortal, draft: str) -> IConsultation | None:
    """Return the item of ``draft``, ``None`` if it is gone."""
    found = item_of(portal, draft)
    return cast(IConsultation, found) if IConsultation.providedBy(found) else None


def enter(registry: Registry, event: CommentCame) -> None:
    """Give a comment that came in its row."""
    if event.case.kind == CONSULTATION:
        cases: ICases = registry.getAdapter(event.portal, ICases)
        contents = cases.open(event.case)
        if contents is not None:
            put_in(event.portal, event.case.number, contents.details)


def put_in(portal: IPortal, number: int, details: Mapping[str, str]) -> None:
    """Let the case ``number`` stand where its ``details`` say."""
    item, book = draft_at(portal, details.get('draft', '')), book_of(portal)
    if item is None:
        return
    draft = str(item.__oid__)
    kept = get_or_create(book.drafts, draft, DraftComments)
    if not kept.now:
        begin(kept, item)
    text = {each.id: each.text for each in item.provisions}.get(details.get('provision', ''))
    anchor = Anchor()
    lost = ''
    if details.get('provision') and text is None:
        anchor, lost = Anchor(details['provision']), GONE
    elif text is not None:
        anchor = anchored(details['provision'], text, details.get('quotation', '')) or Anchor(
            details['provision'])
    kept.put(Comment(number, anchor, anchor, digest_of_text(text or ''), lost, number))
    book.draft_of[number] = draft
    kept.is_stale = True


def begin(kept: DraftComments, item: IConsultation) -> None:
    """Let ``kept`` know the provisions as they are."""
    for each in item.provisions:
        kept.texts.setdefault(digest_of_text(each.text), each.text)
    kept.now = now_of(item.provisions)


def now_of(provisions: Iterable[Provision]) -> tuple[tuple[str, str], ...]:
    """Return the ids of ``provisions``, each with the digest of its text."""
    return tuple((each.id, digest_of_text(each.text)) for each in provisions)


def follow(registry: Registry, event: CommentWent) -> None:
    """Let the row of a comment know what ``event`` makes of it."""
    if event.case.kind != CONSULTATION:
        return
    number, kind = event.case.number, event.event.kind
    draft = read_book(event.portal).draft_of.get(number, '')
    kept = comments_on(event.portal, draft)
    if number not in kept.rows:
        return
    row = kept.rows[number]
    if kind == ERASED:
        row = row._replace(anchor=row.anchor._replace(quotation='', before='', after=''),
                           origin=row.origin._replace(quotation='', before='', after=''))
    taken_out = row.public if kind in (TAKEN_BACK, ERASED) else ''
    row = row._replace(**outcome_of(event.event), **({'public': ''} if taken_out else {}))
    kept.put(row._replace(
        is_private=row.is_private or event.event.ground == PUBLISH_ENDED))
    if taken_out:
        registry.getUtility(IPublicTexts).take_out(event.portal, draft, taken_out)


def outcome_of(event: CaseEvent) -> dict[str, object]:
    """Return what ``event`` makes of a row: fields of ``Comment``."""
    if event.kind == ANSWERED:
        return {'outcome': event.ground.removeprefix(ANSWERED_AS),
                'changed': tuple(event.to.split())}
    found = {OUT_OF_SCOPE: OUTSIDE, ABUSE: ABUSIVE, TAKEN_BACK: WITHDRAWN, REOPENED: ''}
    return {'outcome': found[event.kind], 'changed': ()} if event.kind in found else {}


class CommentState:
    """``IPublicState`` of comments on drafts."""

    given = PUBLISH
    words = _('Khi gửi đã đồng ý công khai ý kiến. Có thể thôi đồng ý cho đến khi ý kiến được '
              'đăng; cơ quan vẫn đọc và trả lời như mọi ý kiến khác.')

    def is_public(self, cases: ICases, case: Case) -> bool:
        """See ``IPublicState``."""
        row = Comments(cases.portal).row(case.number)
        return row is not None and bool(row.public)
