"""``IRoleRequests``, as plain objects that know nothing of HTTP."""
import datetime
from collections.abc import MutableMapping
from operator import attrgetter
from typing import cast

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IResource
from ...base.permissions import MANAGE_ACCOUNTS, MANAGE_BOARD, Allowed
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import Grant, grant
from ...kernel.security.authorization.reasons import Holder
from ...kernel.security.authorization.roles import BOARD, TITLES
from ...kernel.tree.events import Action, Send, send
from ...kernel.tree.interfaces import NOTHING
from ...platform.notifications.interfaces import NotificationRequested, StepOver
from .interfaces import IRoleRequests
from .resource import RoleRequest
from .services import BoardService, decision_problem
from .sharing import SharingService, sharing_service

LONGEST_LOGIN = 200
#: So many requests of one asker may wait; more would be a search for log-in names.
MOST_WAITING = 50
LONGEST_REASON = 500
NOT_THERE = _('Không có đề nghị này.')
#: Kind of the notice of a request, and how those end which tell what became of it.
ASKED, GIVEN, DECLINED = 'role_asked', 'given', 'declined'


@implementer(IRoleRequests)
class RoleRequests:
    """``IRoleRequests`` for one asker."""

    def __init__(self, portal: Persistent, allowed: Allowed, sharing: SharingService,
                 clock: IClock, notify: Send) -> None:
        self._portal = portal
        self._allowed = allowed
        self._sharing = sharing
        self._clock = clock
        self._notify = notify

    def ask(self, place: IResource, login: str, role: str, basis: str,
            starts: datetime.datetime | None, ends: datetime.datetime | None, actor: str,
            succeeds: bool = False) -> None:
        login = login.strip()
        if not login or len(login) > LONGEST_LOGIN or not login.isprintable():
            raise Refused({'login': _('Hãy nhập tên đăng nhập hoặc thư điện tử.')})
        if role in BOARD:
            given = self._seat(place, basis, starts, ends)
        else:
            given = self._sharing.checked(place, role, basis, starts, ends)
        waiting = [each for each in self._all() if each.asked_by == actor]
        if any((each.login, each.place, each.role) == (login, place.__oid__, role)
               for each in waiting):
            raise Refused({'login': _('Đã đề nghị như vậy, đang chờ quyết định.')})
        if len(waiting) >= MOST_WAITING:
            raise Refused({'': _('Đã có quá nhiều đề nghị đang chờ.')})
        asked = RoleRequest(login, place.__oid__, role, given, succeeds, actor, self._clock.now())
        if self._kept is NOTHING:
            self._portal.role_requests = OOBTree()
        self._kept[asked.id] = asked
        self._notify(Action(place, 'ask_role', actor, after=role, why=given.basis))

    def _seat(self, place: IResource, basis: str, starts: datetime.datetime | None,
              ends: datetime.datetime | None) -> Grant:
        basis = basis.strip()
        if not self._allowed(MANAGE_BOARD, place):
            raise Refused({'role': _('Hãy chọn một vai trò.')})
        if getattr(place, 'board', None) is None:
            raise Refused({'': _('Trang này chưa có quyết định thành lập Ban Biên tập.')})
        problem = decision_problem(basis)
        if problem:
            raise Refused({'decision': problem})
        return Grant(basis, starts, ends)

    @property
    def _kept(self) -> MutableMapping[str, RoleRequest]:
        return cast('MutableMapping[str, RoleRequest]',
                    getattr(self._portal, 'role_requests', NOTHING))

    def _all(self) -> list[RoleRequest]:
        return sorted(self._kept.values(), key=attrgetter('asked_at', 'id'))

    def asked(self, place: IResource, actor: str) -> list[RoleRequest]:
        return [each for each in self._all()
                if (each.asked_by, each.place) == (actor, place.__oid__)]

    def waiting(self) -> list[RoleRequest]:
        return self._all() if self._sharing.knows_accounts else []

    def accept(self, request_id: str, actor: str) -> None:
        asked = self._waiting(request_id)
        accounts = self._portal['accounts']
        asker = accounts.by_id.get(asked.asked_by)
        place = self._portal.__objectmap__.object_for(asked.place)
        account = self._account(asked.login)
        if asker is None or asker.suspended or place is None:
            raise Refused({'': _('Người đề nghị hoặc nơi được đề nghị không còn.')})
        if account is None:
            raise Refused({'': _('Không có tài khoản nào mang tên đăng nhập này.')})
        self._give(Holder(self._portal, asker, self._clock.now()), place, account.id, asked)
        self._notify(Action(place, 'accept_role', actor, after=asked.role, why=asked.given.basis,
                            principal=account.id, asked_by=asker.id))
        self._over(asked, place, GIVEN, actor)

    def _give(self, holder: Holder, place: Persistent, account: str, asked: RoleRequest) -> None:
        """Give the role with the rights of ``holder``, who asked."""
        given = asked.given
        if asked.role in BOARD:
            boards = BoardService(holder.may, self._clock, self._notify)
            boards.appoint(
                place, account, asked.role, given.basis, given.starts or self._clock.now(),
                given.ends, asked.asked_by, asked.succeeds)
        else:
            SharingService(
                self._portal, holder.may, holder.roles, self._clock, self._notify,
                lambda: not self._sharing.needs_proof((asked.role,)),
                self._sharing.objection).checked(
                    place, asked.role, given.basis, given.starts, given.ends)
            self._sharing.coordinated(place, account, asked.role)
            grant(place, account, asked.role, given.begun(self._clock.now()))

    def decline(self, request_id: str, actor: str, why: str) -> None:
        asked, why = self._waiting(request_id), ' '.join(why.split())
        if not why or len(why) > LONGEST_REASON:
            raise Refused({'why': _('Hãy ghi lý do, không quá ${max} ký tự.', mapping={
                'max': LONGEST_REASON})})
        place = self._portal.__objectmap__.object_for(asked.place) or self._portal
        self._notify(Action(place, 'decline_role', actor, before=asked.role, why=why))
        self._over(asked, place, DECLINED, actor, why)

    def _over(self, asked: RoleRequest, place: Persistent, outcome: str, actor: str,
              why: str = '') -> None:
        """Forget the request, and tell who asked; who decides waits for nothing more once it was
        the last one of its place.
        """
        del self._kept[asked.id]
        kind = f'{"seat" if asked.role in BOARD else "role"}_{outcome}'
        what = f'{TITLES[asked.role]}, {asked.given.basis}'
        self._notify(NotificationRequested(
            place, {asked.asked_by}, kind, actor, note=f'{what}: {why}' if why else what))
        if not any(each.place == asked.place for each in self._kept.values()):
            self._notify(StepOver(place, ASKED))

    def _waiting(self, request_id: str) -> RoleRequest:
        asked = self._kept.get(request_id)
        if asked is None or not self._allowed(MANAGE_ACCOUNTS, self._portal):
            raise Refused({'': NOT_THERE})
        return asked

    def _account(self, login: str) -> Account | None:
        """Return the account with that log-in name, else the only one with that e-mail address."""
        accounts = self._portal['accounts']
        if login.lower() in accounts:
            return cast('Account', accounts[login.lower()])
        found: list[Account] = [each for each in accounts.values()
                 if getattr(each, 'email', '') and each.email.lower() == login.lower()]
        return found[0] if len(found) == 1 else None


def role_requests(request: Request) -> RoleRequests:
    """Return the ``IRoleRequests`` of ``request``."""
    registry = request.registry
    sharing = sharing_service(request)
    return RoleRequests(sharing.portal, request.has_permission, sharing,
                        registry.getUtility(IClock), send(registry))
