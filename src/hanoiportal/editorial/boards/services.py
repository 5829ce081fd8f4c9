"""``IBoards``, as plain objects that know nothing of HTTP."""
import datetime
from collections.abc import Mapping
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import parse
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import FOUND_BOARD, MANAGE_BOARD, NOT_ALLOWED, Allowed
from ...kernel.security.authorization.grants import Grant, holdings, roles_at, seat
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.roles import BOARD, HEAD, OWNER_BODY
from ...kernel.tree.events import Action, Send, send
from ...kernel.tree.lookup import find_portal
from ...platform.calendar.interfaces import ICalendars
from ..windows.interfaces import IWindows
from .interfaces import IBoards, IMembership
from .resource import Board
from .roster import RosterService
from .seats import beginning, end_seat, meet, seats_of

LONGEST_DECISION, LONGEST_REGIME = 500, 20000
NOT_THE_OWNER = _(
    'Ban Biên tập do cơ quan chủ quản thành lập (khoản 1 Điều 18 Quy chế): trang này đã có người '
    'giữ vai trò đó.')


@implementer(IBoards)
class BoardService:
    """``IBoards`` for one asker."""

    def __init__(self, allowed: Allowed, clock: IClock, notify: Send) -> None:
        self._allowed = allowed
        self._clock = clock
        self._notify = notify

    def board(self, site: ISite) -> Board | None:
        board: Board | None = site.board
        return board

    def found(self, site: ISite, decision: str, starts: datetime.datetime,
              ends: datetime.datetime | None, actor: str, regime: str = '') -> Board:
        self._require(site, FOUND_BOARD)
        if not self.may_found(site, actor):
            raise Refused({'': NOT_THE_OWNER})
        decision, regime = decision.strip(), regime.strip()
        self._check({'decision': decision_problem(decision), 'ends': _term_problem(starts, ends)})
        if len(regime) > LONGEST_REGIME:
            raise Refused({'regime': _('Văn bản quá dài.')})
        board = self.board(site)
        before = '' if board is None else board.decision
        if board is None:
            board = site.board = Board(decision, starts, ends, regime)
        else:
            board.found(decision, starts, ends, regime)
        if ends is not None:
            for membership in seats_of(site):
                end_seat(site, membership, ends)
        self._notify(Action(site, 'board-found', actor, before=before, after=decision,
                            why=decision))
        return board

    def owners(self, site: ISite, now: datetime.datetime) -> frozenset[str]:
        groups = find_portal(site)['accounts'].groups
        return frozenset(
            each for _place, principal, role, given in holdings(site)
            if role == OWNER_BODY and given.holds(now)
            for each in (groups[principal].members if principal in groups else (principal,)))

    def is_owner(self, site: ISite, account: str, now: datetime.datetime) -> bool:
        portal = find_portal(site)
        found = portal['accounts'].by_id.get(account)
        return found is not None and OWNER_BODY in roles_at(
            site, principals_of(portal, found), now)

    def may_found(self, site: ISite, actor: str) -> bool:
        if not ISite.providedBy(site) or not self._allowed(FOUND_BOARD, site):
            return False
        owners = self.owners(site, self._clock.now())
        return not owners or actor in owners or actor not in find_portal(site)['accounts'].by_id

    def appoint(
            self, site: ISite, account: str, role: str, decision: str, starts: datetime.datetime,
            ends: datetime.datetime | None, actor: str, succeeds: bool = False) -> None:
        self._require(site)
        board, decision = self._founded(site), decision.strip()
        starts, ends = _within(board, starts, ends)
        self._check({
            'account': self._account_problem(site, account),
            'role': None if role in BOARD else _('Hãy chọn một chức danh trong Ban Biên tập.'),
            'decision': decision_problem(decision), 'ends': _term_problem(starts, ends)})
        if role == HEAD:
            self._make_room(site, account, starts, ends, succeeds)
        since = beginning(site, account, role, starts)
        for membership in seats_of(site):
            if membership.account == account:
                end_seat(site, membership, starts)
        seat(site, account, role, Grant(decision, since, ends))
        self._notify(Action(site, 'board-appoint', actor, after=role, why=decision,
                            account=account))

    def dismiss(self, site: ISite, account: str, role: str, decision: str,
                ends: datetime.datetime, actor: str) -> None:
        self._require(site)
        decision = decision.strip()
        self._check({'decision': decision_problem(decision)})
        found = [each for each in seats_of(site) if (each.account, each.role) == (account, role)]
        if not found or found[0].given.ends is not None and found[0].given.ends <= ends:
            raise Refused({'': _('Người này không giữ chức danh đó vào thời điểm ấy.')})
        end_seat(site, found[0], ends)
        self._notify(Action(
            site, 'board-dismiss', actor, before=role, why=decision, account=account))

    def seats(self, site: ISite) -> list[IMembership]:
        return list(seats_of(site))

    def members(self, site: ISite, now: datetime.datetime) -> list[IMembership]:
        board = self.board(site)
        if board is None or not board.holds(now):
            return []
        return [each for each in seats_of(site) if each.given.holds(now)]

    def is_active(self, site: ISite, now: datetime.datetime) -> bool:
        return sum(each.role == HEAD for each in self.members(site, now)) == 1

    def is_member(self, site: ISite, account: str, now: datetime.datetime) -> bool:
        board = self.board(site)
        return board is not None and board.holds(now) and any(
            role in BOARD and given.holds(now)
            for role, given in site.local_roles.get(account, {}).items())

    def restore(self, site: ISite, record: Mapping[str, object]) -> None:
        """See ``IBoards``."""
        self._require(site)
        if not isinstance(record, dict) or not {'decision', 'starts'} <= set(record) <= {
                'decision', 'starts', 'ends', 'regime'} or not all(
                    isinstance(value, str) for value in record.values()):
            raise Refused({'board': _('Giá trị không đúng kiểu.')})
        texts = cast('dict[str, str]', record)
        try:
            starts = parse(texts['starts'])
            ends = parse(texts['ends']) if 'ends' in texts else None
        except ValueError:
            raise Refused({'board': _('Giá trị không đúng kiểu.')}) from None
        site.board = Board(texts['decision'], starts, ends, texts.get('regime', ''))

    def _require(self, site: ISite, permission: str = MANAGE_BOARD) -> None:
        if not ISite.providedBy(site) or not self._allowed(permission, site):
            raise Refused({'': NOT_ALLOWED})

    def _founded(self, site: ISite) -> Board:
        board = self.board(site)
        if board is None:
            raise Refused({'': _('Trang này chưa có quyết định thành lập Ban Biên tập.')})
        return board

    def _check(self, problems: Mapping[str, str | None]) -> None:
        reasons = {name: why for name, why in problems.items() if why}
        if reasons:
            raise Refused(reasons)

    def _account_problem(self, site: ISite, account: str) -> str | None:
        if account not in find_portal(site)['accounts'].by_id:
            return _('Không có tài khoản này.')
        return None

    def _make_room(self, site: ISite, account: str, starts: datetime.datetime,
                   ends: datetime.datetime | None, succeeds: bool) -> None:
        """End the seats of other heads at ``starts``; refuse unless the new one ``succeeds``."""
        others = [each for each in seats_of(site)
                  if each.role == HEAD and each.account != account
                  and meet(starts, ends, each.given)]
        if others and not succeeds:
            raise Refused({'role': _('Ban Biên tập chỉ có một Trưởng Ban: hãy ghi rõ là thay '
                                     'người đang giữ chức danh.')})
        for membership in others:
            end_seat(site, membership, starts)


def _within(board: Board, starts: datetime.datetime, ends: datetime.datetime | None) -> (
        tuple[datetime.datetime, datetime.datetime | None]):
    """Return the term cut to that of ``board``."""
    last = min((each for each in (ends, board.ends) if each is not None), default=None)
    return max(starts, board.starts), last


def decision_problem(decision: str) -> str | None:
    """Return why ``decision`` is none that can be cited, ``None`` if it is."""
    if not decision or len(decision) > LONGEST_DECISION:
        return _('Phải ghi số và ngày của quyết định (tối đa 500 ký tự).')
    return None


def _term_problem(starts: datetime.datetime, ends: datetime.datetime | None) -> str | None:
    if ends is not None and ends <= starts:
        return _('Nhiệm kỳ phải kết thúc sau khi bắt đầu và trong nhiệm kỳ của Ban Biên tập.')
    return None


def board_service(request: Request) -> BoardService:
    """Return the ``IBoards`` of ``request``."""
    registry = request.registry
    return BoardService(
        request.has_permission, registry.getUtility(IClock), send(registry))


def roster_service(request: Request) -> RosterService:
    """Return the ``IRoster`` of ``request``."""
    registry = request.registry
    return RosterService(
        request.has_permission, registry.getUtility(IClock), send(registry),
        board_service(request), registry.getUtility(IWindows),
        registry.getUtility(ICalendars)(request.root).known_on())
