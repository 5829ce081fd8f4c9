"""What orders promise to their callers.

Moments are aware UTC, days are local days of Hanoi.  A place is named by its object id as text,
as the ledger and the duties name it.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...base.interfaces import IResource, ISite
    from ...kernel.inspection.upload import StoredFile

#: Rule of the duty that an order opens.
RULE = '13.1.i'
#: Kinds of orders: something is to be published or brought up to date; to be looked at; to be
#: looked at together with other agencies (17.1).
UPDATE, REVIEW, COREVIEW = 'update', 'review', 'coreview'
KINDS = {UPDATE: _('Yêu cầu cập nhật'), REVIEW: _('Yêu cầu rà soát'),
         COREVIEW: _('Đề nghị phối hợp rà soát')}
#: Kinds of events.
ORDERED, ACKNOWLEDGED, ANSWERED = 'ordered', 'acknowledged', 'answered'
ASKED, EXTENDED, DECLINED = 'extension_asked', 'extended', 'extension_declined'
REMINDED, WITHDRAWN, RETURNED = 'reminded', 'withdrawn', 'returned'
#: States: nobody has acknowledged it; somebody has; its item is public no longer, or it was
#: answered in time; late; its term is over; excused by the managing body; taken back; its answer
#: was sent back with a remark.
NEW, RUNNING, DONE, DONE_LATE, MISSED, EXCUSED, TAKEN_BACK, SENT_BACK = (
    'new', 'running', 'done', 'done_late', 'missed', 'excused', 'taken_back', 'sent_back')
STATES = {
    NEW: _('Chưa tiếp nhận'), RUNNING: _('Đang thực hiện'), DONE: _('Hoàn thành đúng hạn'),
    DONE_LATE: _('Hoàn thành quá hạn'), MISSED: _('Quá hạn'), EXCUSED: _('Được miễn'),
    TAKEN_BACK: _('Đã rút', context='order'), SENT_BACK: _('Trả lời bị trả lại')}
#: States in which something is still to be done.
OPEN = frozenset({NEW, RUNNING, MISSED, SENT_BACK})
#: Characters of a text, of a basis, of an address.
LONGEST, LONGEST_BASIS, LONGEST_ADDRESS = 3000, 300, 500


class CannotOrder(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class OrderEvent(NamedTuple):
    """Something that happened to an order.

    ``actor``: principal id.  ``text``: as written.  ``until``: the due moment that was set or
    asked for.  ``item``: object id of the item that an answer names, ``''`` for none.
    ``file``: what came with an answer; never one that waits for a scanner.
    """

    kind: str
    moment: datetime.datetime
    actor: str
    text: str = ''
    until: datetime.datetime | None = None
    item: str = ''
    file: StoredFile | None = None


class OrderDraft(NamedTuple):
    """What is ordered.  ``address``: of a section or item, relative to the site or whole, ``''``
    for none.  ``due``: the last local day, ``None`` for at once: the same working day (13.1.i).
    """

    kind: str
    text: str
    address: str = ''
    basis: str = ''
    due: datetime.date | None = None


class Order(Protocol):
    """Yêu cầu cập nhật, rà soát: one order to one site; persistent.

    ``number``: from 1, never used again.  ``site``: who is to do it; ``by``: the place in whose
    name it was ordered.  ``kind``, ``text``, ``basis``: see ``OrderDraft``; ``target``: object id
    of the section or item, ``''`` for none.  ``group``: number of the first that was sent with it.
    ``duty``: number of its duty.
    """

    number: int
    site: str
    by: str
    kind: str
    text: str
    basis: str
    target: str
    group: int
    duty: int
    events: tuple[OrderEvent, ...]


class Course(NamedTuple):
    """How an order stands at a moment, folded from its events and those of its duty.

    ``due``: the last moment.  ``met_at``: when it was done.  ``item``: by which, ``''`` for none.
    ``acknowledged``, ``answered``: the last such event.  ``asked``: an extension that waits for
    its decision.
    """

    state: str
    due: datetime.datetime | None
    met_at: datetime.datetime | None
    item: str
    acknowledged: OrderEvent | None
    answered: OrderEvent | None
    asked: OrderEvent | None

    @property
    def is_done(self) -> bool:
        """Whether it was answered, so that the answer may be sent back."""
        return self.state in (DONE, DONE_LATE)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN


class IOrders(Interface):
    """The orders of a portal, for reading."""

    def get(number: int) -> Order | None:
        """Return the order with that number, or ``None``."""

    def sent(place: IResource) -> Sequence[Order]:
        """Return what was ordered in the name of ``place``, the latest first."""

    def received(site: IResource) -> Sequence[Order]:
        """Return what was ordered of ``site``, the latest first."""

    def course(order: Order) -> Course:
        """Return how ``order`` stands now."""

    def waiting(site: IResource) -> int:
        """Return how many orders of ``site`` are to be acknowledged or answered."""


class IOrdering(Interface):
    """Orders, acknowledges, answers, for one asker.  Never commits; writes ``interactions`` alone.

    The verbs raise ``CannotOrder`` and send an ``InnerAction``; ``actor`` is an account's id.
    """

    def may_send(place: ISite, actor: str) -> bool:
        """Return whether ``actor`` may order in the name of ``place``: of the portal its owner
        body, and the head and deputies of its board; of a site its owner body.
        """

    def may_receive(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` may acknowledge and answer: members of the site's board."""

    def addressees(place: ISite) -> list[ISite]:
        """Return the sites that orders in the name of ``place`` may go to, by their titles."""

    def order(place: ISite, sites: Sequence[ISite], wish: OrderDraft, actor: str) -> list[Order]:
        """Order ``wish`` of each of ``sites``, all or none."""

    def acknowledge(order: Order, actor: str, text: str = '') -> None:
        """Say that the site has taken note of it."""

    def answer(order: Order, text: str, address: str, actor: str, file: object = None) -> None:
        """Answer; ``address``: of the public item that fulfils it, needed for ``UPDATE``.

        ``file``: as ``inspection.upload`` takes it, ``None`` or ``b''`` for none.
        """

    def send_back(order: Order, text: str, actor: str) -> None:
        """Send the answer of a done order back with a remark: it is to be answered anew, by the
        same day.
        """

    def ask_extension(order: Order, until: datetime.date | None, text: str, actor: str) -> None:
        """Ask for more time, until the end of a local day, and say why."""

    def extend(order: Order, until: datetime.date | None, actor: str, text: str = '') -> None:
        """Give more time, until the end of a local day."""

    def decline(order: Order, text: str, actor: str) -> None:
        """Decline the extension that was asked for, and say why."""

    def withdraw(order: Order, text: str, actor: str) -> None:
        """Take an open order back, and say why."""

    def remind(orders: Sequence[Order], actor: str) -> int:
        """Remind the boards of the open ones among ``orders``, each once a day at most; return
        how many were reminded.
        """
