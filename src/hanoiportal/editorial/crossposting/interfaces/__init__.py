"""The words of cross-posting.

Moments are aware UTC.  A site is named by its object id as decimal digits, as the ledger and the
duties name it.  A version is ``TAG=DIGEST``: language and SHA-256, see ``sources.digests_of``.
"""
from __future__ import annotations

import datetime
from typing import NamedTuple, Protocol

from zope.interface import Attribute

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem

#: Name of the content type of references.
TYPE = 'Reference'
#: How a section that may hold references to anything is listed.
ROWS = 'rows'
#: Content types that can be carried, and how a section of their own kind is listed, which may hold
#: references to them too.  Left out: what says something of its site alone, and what people take
#: part in, which they do where it is at home.
CARRIABLE = {
    'NewsItem': ROWS, 'Page': ROWS, 'PhotoSet': 'media', 'Infographic': 'media', 'Video': 'media',
    'Audio': 'media', 'File': 'media', 'LegalDocument': 'documents', 'Dossier': 'dossiers',
    'Project': 'projects', 'Research': 'research', 'Statistics': 'statistics',
    'Ruling': 'rulings', 'Event': 'calendar'}
#: Kinds: a site asks another to carry its item; the city offers one, recommends that it be
#: carried, or demands it (13.1.i).
PROPOSED, RECOMMENDED, COMPULSORY = 'proposed', 'recommended', 'compulsory'
KINDS = {PROPOSED: _('Đề nghị đăng'), RECOMMENDED: _('Thành phố khuyến nghị đăng'),
         COMPULSORY: _('Thành phố yêu cầu đăng')}
#: What a demand is called that the city has lifted.
LIFTED = _('Thành phố đã thôi yêu cầu đăng')
#: States, which are the kinds of the last event: it waits for the board; the board has asked; one
#: member has accepted, others are still to; it is carried; it was refused; it is held; its sender
#: has taken it back; its source was withdrawn or has ended, or the board has ended it.
WAITING, ASKED, BEGUN, ACCEPTED, REFUSED, HELD, TAKEN_BACK, ENDED = (
    'waiting', 'asked', 'begun', 'accepted', 'refused', 'held', 'taken back', 'ended')
STATES = {
    WAITING: _('Chờ Ban Biên tập nơi nhận'), ASKED: _('Nơi nhận hỏi lại'),
    BEGUN: _('Chờ thành viên khác phê duyệt'), ACCEPTED: _('Đã nhận đăng'),
    REFUSED: _('Bị từ chối', context='crossposting'), HELD: _('Tạm giữ', context='crossposting'),
    TAKEN_BACK: _('Đã rút', context='crossposting'),
    ENDED: _('Đã kết thúc', context='crossposting')}
#: States in which the board can still decide.
OPEN = frozenset({WAITING, ASKED, BEGUN, HELD})
#: Where a reference stands among the items of its section, which are listed by their days: where
#: it was carried, as what is new; or by the day of its source.
AS_NEW, AS_SOURCE = 'new', 'source'
ORDERS = ((AS_NEW, _('Như tin mới của trang')), (AS_SOURCE, _('Theo ngày của bài gốc')))
#: Code in ``deadline_rules.csv`` of the term in which a site posts what the city demands.
RULE = '13.1.i.dang-cheo'
#: Told to a site that would put off or end what the city demands.
DEMANDED = _('Thành phố yêu cầu đăng bài này (điểm i khoản 1 Điều 13): trang không giữ lại, từ '
             'chối hay thôi đăng được. Chỉ Ban Biên tập Thành phố kết thúc việc đăng: thu hồi bài '
             'hoặc thôi yêu cầu.')
#: Characters of a purpose, question, answer or reason; of a basis.
LONGEST, LONGEST_BASIS = 2000, 300


class CannotCrosspost(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class PinnedPicture(NamedTuple):
    """A picture that a text shows.  ``address``: as the text names it.  ``image``: object id.
    ``digest``: of its version that was approved, SHA-256.
    """

    address: str
    image: int
    digest: str


class HeldVersion(NamedTuple):
    """That a board does not show what a source says now.  ``actor``: principal id.  ``why``: as
    written.
    """

    actor: str
    moment: datetime.datetime
    why: str


class IReference(IItem):
    """Bài dẫn từ trang khác: an item that shows another site's item (12.1)."""

    source: int = Attribute('object id of the item that it shows')
    digests: tuple[str, ...] = Attribute('the versions that the board has approved')
    pictures: tuple[PinnedPicture, ...] = Attribute(
        'the pictures of these versions, as they were when the board approved them')
    intro: str = Attribute('what the site says of it, plain text')
    source_type: str = Attribute('name of the content type of the source')
    number: int = Attribute('of the proposal that it was accepted by')
    changed_at: datetime.datetime | None = Attribute(
        'since when the source says something else; ``None`` if it does not')
    asked: tuple[tuple[str, ...], tuple[tuple[str, datetime.datetime], ...]] = Attribute(
        'versions that some of the board have approved besides, and who and when')
    held: HeldVersion | None = Attribute(
        'by whom what the source says now is held; ``None`` if the board has not decided')
    order: str = Attribute('one of ``ORDERS``')
    is_hidden: bool = Attribute(
        'whether the site of its source was suspended when lists last knew')
    touched_at: datetime.datetime | None = Attribute(
        'when something of its source changed that it shows: another address, a suspended site')


class ProposalEvent(NamedTuple):
    """What happened.  ``kind``: a state.  ``actor``: principal id.  ``text``: as written.
    ``ground``: code of a ground of 14.3.
    """

    kind: str
    moment: datetime.datetime
    actor: str
    text: str = ''
    ground: str = ''


class CarryChoice(NamedTuple):
    """How a board carries an item.  ``section``: object id of the section.  ``digests``: the
    versions that were read.  ``publish_at``: ``None`` for at once.  ``until``: ``None`` for as
    long as the source is public.  ``order``: one of ``ORDERS``.
    """

    section: int
    digests: tuple[str, ...]
    intro: str = ''
    publish_at: datetime.datetime | None = None
    until: datetime.datetime | None = None
    order: str = AS_NEW


class Proposal(Protocol):
    """Đề nghị đăng: one item for one site; persistent.

    ``number``: from 1, never used again.  ``kind``: of ``KINDS``.  ``source``: object id.
    ``title``: of the source when it was proposed, ``''`` if that was erased.
    ``origin``, ``to``: the sites.  ``by``: principal id of who proposed.  ``wished``: when it
    should appear.  ``basis``: paper on which it is demanded.  ``due``: by when, ``None`` for the
    term of the rule.  ``order``: number of the order that demands it, 0 for none.  ``lifted``:
    that the city demands it no longer, ``None`` if it does or never did.  ``choice``,
    ``approvals``: of the board, ``(principal id, moment)`` each.  ``reference``: object id, 0 for
    none.
    """

    number: int
    kind: str
    source: int
    title: str
    origin: str
    to: str
    by: str
    purpose: str
    wished: datetime.datetime | None
    basis: str
    due: datetime.datetime | None
    order: int
    lifted: ProposalEvent | None
    events: tuple[ProposalEvent, ...]
    choice: CarryChoice | None
    approvals: tuple[tuple[str, datetime.datetime], ...]
    reference: int

    @property
    def state(self) -> str:
        """One of ``STATES``."""

    @property
    def made_at(self) -> datetime.datetime:
        """When it was made."""

    @property
    def is_demanded(self) -> bool:
        """Whether the city demands that it be carried."""


class StandingRule(Protocol):
    """Quy tắc nhận tin: that a board carries what the city offers at once; persistent.

    ``section``: object id.  ``decision``: its paper.  ``approvals``: of its board.
    ``starts``: when the last was given, ``None`` as long as one is missing.  ``ends``: exclusive,
    ``None`` for none.  ``revoked_at``: when it was revoked.
    """

    site: str
    section: int
    decision: str
    ends: datetime.datetime | None
    by: str
    approvals: tuple[tuple[str, datetime.datetime], ...]
    starts: datetime.datetime | None
    revoked_at: datetime.datetime | None
