"""Orders of a demonstration: done, overdue, taken back, to review together; and the
self-assessment of a site.
"""
import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pyramid.registry import Registry
from zope.interface import implementer

from ....base.clock import local
from ....base.interfaces import IClock, ISite
from ....editorial.orders.interfaces import (
    COREVIEW,
    REVIEW,
    UPDATE,
    IOrdering,
    Order,
    OrderDraft,
)
from ....kernel.tree.lookup import is_listed, path_of
from ....oversight.selfassessment.interfaces import YES, ISelfAssessments
from ..environment import Environment
from .desk import request_of

_DAY = datetime.timedelta(days=1)
#: Log-ins of the head of the city's board, and how those of the heads of others begin.
_CITY, _HEAD = 'truongban.thanhpho', 'truongban.'
_SECTION = 'tin-tuc-su-kien'
_BASIS = 'Công văn minh họa số 12/UBND-TD'


@implementer(IClock)
class _Past:
    """A clock that stands at ``moment``."""

    def __init__(self, moment: datetime.datetime) -> None:
        self._moment = moment

    def now(self) -> datetime.datetime:
        """See ``IClock``."""
        return self._moment


@contextmanager
def at_moment(registry: Registry, moment: datetime.datetime) -> Iterator[None]:
    """Let the clock of ``registry`` stand at ``moment`` meanwhile."""
    clock = registry.getUtility(IClock)
    registry.registerUtility(_Past(moment), IClock)
    try:
        yield
    finally:
        registry.registerUtility(clock, IClock)


def give(environment: Environment, labels: Sequence[str]) -> None:
    """Give the orders and the assessment to the first of the sites with ``labels``, a transaction
    for all.
    """
    if labels:
        environment.in_transaction(lambda: _give(environment, labels))


def _give(environment: Environment, labels: Sequence[str]) -> None:
    sites = [environment.portal['sites'][label] for label in labels[:4]]
    now = environment.clock.now()
    _done(environment, sites[0], now - 6 * _DAY)
    if len(sites) > 1:
        with at_moment(environment.registry, now - 5 * _DAY):
            _order(environment, sites[1:2], OrderDraft(
                REVIEW, 'Rà soát số điện thoại, địa chỉ của các phòng, ban trên trang.',
                basis=_BASIS, due=local(now - 3 * _DAY).date()))
    with at_moment(environment.registry, now - 4 * _DAY):
        [order] = _order(environment, sites[-1:], OrderDraft(
            UPDATE, 'Đăng lịch ngừng cấp điện tháng này.', due=local(now + 2 * _DAY).date()))
    with at_moment(environment.registry, now - 3 * _DAY):
        _ordering(environment, _CITY).withdraw(
            order, 'Lịch do Tổng công ty Điện lực đăng.', _id(environment, _CITY))
    _order(environment, sites, OrderDraft(
        COREVIEW, 'Phối hợp rà soát các trang về thủ tục hành chính trước ngày 01/01.',
        basis=_BASIS, due=local(now + 14 * _DAY).date()))
    _assess(environment, sites[0], labels[0])


def _done(environment: Environment, site: ISite, moment: datetime.datetime) -> None:
    """Order something of ``site`` that its head acknowledges and answers within an hour."""
    login = f'{_HEAD}{site.__name__}'
    head = _id(environment, login)
    item = next((each for each in site[_SECTION].values() if is_listed(each)), None)
    with at_moment(environment.registry, moment):
        [order] = _order(environment, [site], OrderDraft(
            UPDATE if item is not None else REVIEW,
            'Đăng thông báo về lịch tiếp công dân tháng này của lãnh đạo.', basis=_BASIS))
    with at_moment(environment.registry, moment + _DAY / 48):
        _ordering(environment, login).acknowledge(order, head, 'Giao Văn phòng thực hiện.')
    with at_moment(environment.registry, moment + _DAY / 24):
        _ordering(environment, login).answer(
            order, 'Đã đăng.', '' if item is None else path_of(item), head)


def _assess(environment: Environment, site: ISite, label: str) -> None:
    """Let the head of the board of ``site`` submit what it thinks of itself."""
    login = f'{_HEAD}{label}'
    service: ISelfAssessments = request_of(environment, login).service(ISelfAssessments)
    period = service.periods()[1]
    answers = {criterion.code: (
        value or (YES if criterion.most is None else str(criterion.most * 4 // 5)),
        '' if value else 'Cổng không đo; Ban Biên tập tự chấm.')
        for criterion, _measured, value in service.proposals(site, period)}
    service.submit(site, period, answers, _id(environment, login))


def _order(environment: Environment, sites: Sequence[ISite], wish: OrderDraft) -> list[Order]:
    return _ordering(environment, _CITY).order(
        environment.portal, sites, wish, _id(environment, _CITY))


def _ordering(environment: Environment, login: str) -> IOrdering:
    """Return the ``IOrdering`` of that person, at the clock as it stands now."""
    ordering: IOrdering = request_of(environment, login).service(IOrdering)
    return ordering


def _id(environment: Environment, login: str) -> str:
    identifier: str = environment.portal['accounts'][login].id
    return identifier
