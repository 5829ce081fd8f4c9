"""``IOrdering``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Sequence

import colander
from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import end_of, local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import NOT_ALLOWED, Allowed
from ...kernel.inspection.upload import StoredFile
from ...kernel.tree.schema import upload
from ...platform.duties.interfaces import FIXED, SATISFIED, STRUCK, DutyEvent, IDuties
from ...platform.notifications.interfaces import INotifying
from ..boards.interfaces import IBoards
from .addresses import item_at
from .interfaces import (
    ACKNOWLEDGED,
    ANSWERED,
    ASKED,
    DECLINED,
    EXTENDED,
    LONGEST,
    REMINDED,
    RETURNED,
    UPDATE,
    WITHDRAWN,
    CannotOrder,
    Course,
    IOrdering,
    Order,
    OrderDraft,
)
from .placing import FARTHEST, Placing, may_order, sites_of, source_of
from .reading import Orders
from .telling import Telling

NOT_OPEN = _('Yêu cầu này đã hoàn thành hoặc đã được rút.')


@implementer(IOrdering)
class Ordering:
    """``IOrdering`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 notifying: INotifying) -> None:
        self._portal, self._allowed, self._boards = portal, allowed, boards
        self._registry = registry
        self._orders = Orders(registry, portal)
        self._duties: IDuties = registry.getAdapter(portal, IDuties)
        self._placing = Placing(registry, portal)
        self._telling = Telling(registry, portal, notifying)
        self._now = registry.getUtility(IClock).now

    def may_send(self, place: ISite, actor: str) -> bool:
        """See ``IOrdering``."""
        return may_order(place, actor, self._allowed, self._boards, self._now())

    def may_receive(self, site: ISite, actor: str) -> bool:
        """See ``IOrdering``."""
        return self._boards.is_member(site, actor, self._now())

    def addressees(self, place: ISite) -> list[ISite]:
        """See ``IOrdering``."""
        return sites_of(place)

    def order(self, place: ISite, sites: Sequence[ISite], wish: OrderDraft,
              actor: str) -> list[Order]:
        """See ``IOrdering``."""
        if not self.may_send(place, actor):
            raise CannotOrder({'': NOT_ALLOWED})
        checked = self._placing.checked(place, sites, wish)
        made: list[Order] = []
        for site, target in checked.targets:
            order = self._placing.place(site, place, checked, target, actor)
            order.group = made[0].number if made else order.number
            made.append(order)
            self._telling.to_site(order, 'order_site', 'order_received', actor,
                                  why=checked.wish.basis, after=checked.due.isoformat())
        return made

    def acknowledge(self, order: Order, actor: str, text: str = '') -> None:
        """See ``IOrdering``."""
        if self._received(order, actor).acknowledged is not None:
            raise CannotOrder({'': _('Yêu cầu này đã được tiếp nhận.')})
        self._telling.note(order, ACKNOWLEDGED, actor, _fitting(text))
        self._telling.to_sender(order, 'acknowledge_order', 'order_acknowledged', actor)

    def answer(self, order: Order, text: str, address: str, actor: str,
               file: object = None) -> None:
        """See ``IOrdering``."""
        self._received(order, actor)
        text, address, stored = _filled(text), address.strip(), self._file(file)
        item = item_at(self._telling.site(order), address) if address else None
        if item is None and (address or order.kind == UPDATE):
            raise CannotOrder({'address': _(
                'Hãy nhập địa chỉ của tin, bài đang công khai trên trang này.')})
        oid = '' if item is None else str(item.__oid__)
        self._telling.note(order, ANSWERED, actor, text, item=oid, file=stored)
        self._fulfil(order, item, oid, actor)
        self._telling.to_sender(order, 'answer_order', 'order_answered', actor, item=oid,
                                after=stored.sha256 if stored else '')

    def _file(self, given: object) -> StoredFile | None:
        """Return what to keep of an upload, ``None`` if nothing was given; a file that no scanner
        has found harmless yet is refused: nobody could open it.
        """
        node = upload('').bind(registry=self._registry)
        try:
            stored: StoredFile | None = node.deserialize(
                colander.null if given is None else given)
        except colander.Invalid as error:
            raise CannotOrder({'file': str(error.msg)}) from None
        if stored is not None and stored.waiting:
            raise CannotOrder({'file': _('Tệp chưa quét được mã độc; hãy gửi lại sau ít phút.')})
        return stored

    def send_back(self, order: Order, text: str, actor: str) -> None:
        """See ``IOrdering``."""
        self._require_sender(order, actor)
        duty = self._orders.duty(order)
        if not self._orders.course(order).is_done:
            raise CannotOrder({'': _('Yêu cầu này chưa được trả lời.')})
        self._telling.note(order, RETURNED, actor, _filled(text))
        last = [event for event in duty.events if event.kind == SATISFIED][-1]
        self._duties.append(duty, DutyEvent(
            STRUCK, self._now(), source=_next_source(order), subject=last.source, actor=actor))
        self._telling.to_site(order, 'return_order', 'order_returned', actor)

    def _fulfil(self, order: Order, item: Persistent | None, oid: str, actor: str) -> None:
        """Let the duty be done: when the item became public after the order, else now."""
        now, source = self._now(), _next_source(order)
        public = () if item is None else (item.published_at, item.updated_at)
        at = max((each for each in public
                  if each is not None and order.events[0].moment <= each <= now), default=now)
        self._duties.append(self._orders.duty(order), DutyEvent(
            SATISFIED, now, at=at, source=source, subject=oid or source, actor=actor))

    def ask_extension(self, order: Order, until: datetime.date | None, text: str,
                      actor: str) -> None:
        """See ``IOrdering``."""
        due = self._later(self._received(order, actor), until)
        self._telling.note(order, ASKED, actor, _filled(text), until=due)
        self._telling.to_sender(order, 'ask_order_extension', 'order_extension', actor,
                                after=due.isoformat())

    def extend(self, order: Order, until: datetime.date | None, actor: str,
               text: str = '') -> None:
        """See ``IOrdering``."""
        course = self._sent(order, actor)
        due, before = self._later(course, until), course.due
        self._telling.note(order, EXTENDED, actor, _fitting(text), until=due)
        self._duties.append(self._orders.duty(order), DutyEvent(
            FIXED, self._now(), at=due, source=_next_source(order), actor=actor))
        self._telling.to_site(order, 'extend_order', 'order_extended', actor,
                              before=before.isoformat() if before else '', after=due.isoformat())

    def decline(self, order: Order, text: str, actor: str) -> None:
        """See ``IOrdering``."""
        if self._sent(order, actor).asked is None:
            raise CannotOrder({'': _('Không có đề nghị gia hạn nào đang chờ.')})
        self._telling.note(order, DECLINED, actor, _filled(text))
        self._telling.to_site(order, 'decline_order_extension', 'order_not_extended', actor)

    def withdraw(self, order: Order, text: str, actor: str) -> None:
        """See ``IOrdering``."""
        self._sent(order, actor)
        self._telling.note(order, WITHDRAWN, actor, _filled(text))
        self._duties.append(self._orders.duty(order), DutyEvent(
            STRUCK, self._now(), source=_next_source(order), subject=source_of(order),
            actor=actor))
        self._telling.to_site(order, 'withdraw_order', 'order_withdrawn', actor)

    def remind(self, orders: Sequence[Order], actor: str) -> int:
        """See ``IOrdering``."""
        today, reminded = local(self._now()).date(), 0
        for order in orders:
            self._require_sender(order, actor)
            told = any(event.kind == REMINDED and local(event.moment).date() == today
                       for event in order.events)
            if not told and self._orders.course(order).is_open:
                self._telling.note(order, REMINDED, actor)
                self._telling.to_site(order, 'remind_order', 'order_reminder', actor)
                reminded += 1
        return reminded

    def _received(self, order: Order, actor: str) -> Course:
        """Return how the open ``order`` stands; raises for who may not answer it."""
        if not self.may_receive(self._telling.site(order), actor):
            raise CannotOrder({'': NOT_ALLOWED})
        return self._open(order)

    def _sent(self, order: Order, actor: str) -> Course:
        """Return how the open ``order`` stands; raises for who may not order so."""
        self._require_sender(order, actor)
        return self._open(order)

    def _require_sender(self, order: Order, actor: str) -> None:
        place = self._telling.place(order.by)
        if place is None or not self.may_send(place, actor):
            raise CannotOrder({'': NOT_ALLOWED})

    def _open(self, order: Order) -> Course:
        course = self._orders.course(order)
        if not course.is_open:
            raise CannotOrder({'': NOT_OPEN})
        return course

    def _later(self, course: Course, until: datetime.date | None) -> datetime.datetime:
        """Return the end of ``until``, which is later than now and than the due moment."""
        now = self._now()
        last = max(now, course.due or now)
        if until is None or until <= local(last).date():
            raise CannotOrder({'until': _('Hạn mới phải sau hôm nay và sau hạn hiện nay.')})
        if until.year > local(now).year + FARTHEST:
            raise CannotOrder({'until': _('Hạn quá xa.')})
        return end_of(until)


def _next_source(order: Order) -> str:
    """Return what names the latest event of ``order`` in those of its duty."""
    return f'{source_of(order)}:{len(order.events)}'


def _filled(text: str) -> str:
    """Return ``text`` without blanks around it; raises if nothing is left."""
    if not text.strip():
        raise CannotOrder({'text': _('Hãy ghi nội dung.')})
    return _fitting(text)


def _fitting(text: str) -> str:
    if len(text.strip()) > LONGEST:
        raise CannotOrder({'text': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})})
    return text.strip()


def ordering_service(request: Request) -> Ordering:
    """Return the ``IOrdering`` for whoever asks by ``request``."""
    return Ordering(request.registry, request.root, request.has_permission,
                    request.service(IBoards), request.service(INotifying))
