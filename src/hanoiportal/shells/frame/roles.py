"""Vai trò ở một nơi: who holds which here, granting, and ending after a question (8.7, 8.8).

Desk and console have one page for it; each says under which names, and whom the asker may know.
"""
import datetime
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IResource
from ...editorial.boards.interfaces import IRoleRequests, ISharing
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import holdings
from ...kernel.security.authorization.roles import TITLES
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.resources import Described
from ...web.forms.days import ONE_DAY, BadDay, day_of
from ...web.forms.fields import CHOICE, DAY, LINE, Field, problems
from .flashes import REFUSED, flash
from .wording import basis_of, name_of, named, person

PAGE, ASK = (f'hanoiportal.shells.frame:templates/{name}.pt' for name in ('sharing', 'unshare'))
BAD_DAY = _('Không phải là ngày (ví dụ 2026-01-31).')
#: Characters of a reason.
LONGEST = 500
#: A page, as its template gets it.
Page = dict[str, object]


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds here.  ``place``: where it was granted, ``None`` for here.

    ``principal``: ``''`` for who cannot lose it here.  ``is_group``: whether it is a group's.
    ``login``: the log-in name, ``''`` where the asker is not told of it.  ``against``: why it may
    not go on (9.3), translatable; ``''`` for nothing.
    """

    principal: str
    name: str
    login: str
    is_group: bool
    role: str
    title: str
    place: str | None
    basis: str
    starts: str
    ends: str
    in_force: bool
    against: str


class RolePages:
    """The roles that hold at ``context``, and the form for a new one."""

    def __init__(self, context: IResource, request: Request) -> None:
        self.context, self.request = context, request
        self.portal = find_portal(context)
        self.sharing = request.service(ISharing)

    @abstractmethod
    def address(self, action: str) -> str:
        """Return the address of the page (``''``), of ``take`` or of ``give_back``."""

    @abstractmethod
    def named(self, place: IResource, principal: str) -> tuple[str, str]:
        """Return the name and the log-in name of who holds a role of ``place``."""

    def account_of(self, login: str) -> Account | None:
        """Return the account with that log-in name, ``None`` where the asker may not know of it.

        Raises ``Refused`` if there is none, and the asker may know that.
        """
        if not self.sharing.knows_accounts:
            return None
        account: Account | None = self.portal['accounts'].get(login)
        if account is None:
            raise Refused({'login': _('Không có tài khoản nào mang tên đăng nhập này.')})
        return account

    def granted(self) -> Page | Response:
        """Grant a role, or ask an operator for it; show the form again with all that is wrong."""
        form = self.request.POST
        wrong: dict[str, str] = {}
        days = [_day(form, 'starts', wrong), _day(form, 'ends', wrong, ONE_DAY)]
        given = (form.get('role', ''), form.get('basis', ''), *days)
        principal = self._principal(form, wrong)
        reasons = {**self.sharing.reasons_against(self.context, *given), **wrong}
        if reasons:
            return self._refused(reasons)
        try:
            flash(self.request, self._give(principal, given))
        except Refused as refused:
            return self._refused(refused.reasons)
        return HTTPSeeOther(self.address(''))

    def _principal(self, form: Mapping[str, str], wrong: dict[str, str]) -> str:
        """Return whom the form names, ``''`` for a log-in name that the asker may not know of."""
        principal, login = form.get('principal', ''), form.get('login', '').strip()
        if not principal and not login:
            wrong['principal'] = _('Hãy chọn một người trong danh sách.')
        if principal or not login:
            return principal
        try:
            account = self.account_of(login)
        except Refused as refused:
            wrong.update(refused.reasons)
            return ''
        return '' if account is None else account.id

    def _give(self, principal: str, given: tuple[object, ...]) -> str:
        """Give the role or ask for it; return what is said of it."""
        actor = self.request.identity.id
        if principal:
            self.sharing.give(self.context, principal, *given, actor)
            return _('Đã giao vai trò.')
        login = self.request.POST['login'].strip()
        self.request.service(IRoleRequests).ask(self.context, login, *given, actor)
        return _('Đã gửi đề nghị. Vai trò có hiệu lực khi đơn vị vận hành xác nhận.')

    def taken_away(self) -> Page | Response:
        """Ask whether a role that was granted here shall end and why; once that is said, end it.
        """
        form = self.request.POST
        held = next((each for each in self._holdings() if each.principal and (
            each.principal, each.role) == (form.get('principal'), form.get('role'))), None)
        why = str(form.get('why', '')).strip()
        if held is not None and not why:
            return self._asked_whether(held, 'why' in form)
        try:
            self.sharing.take(self.context, form.get('principal', ''), form.get('role', ''),
                              self.request.identity.id, why[:LONGEST])
            flash(self.request,
                  _('Đã thu hồi vai trò. Trong một ngày, người thu hồi giao lại được ở đây.'))
        except Refused as refused:
            self._say(refused)
        return HTTPSeeOther(self.address(''))

    def given_back(self) -> Response:
        """Give back what the asker has just taken."""
        form = self.request.POST
        try:
            self.sharing.give_back(self.context, form.get('principal', ''), form.get('role', ''),
                                   self.request.identity.id)
            flash(self.request, _('Đã giao lại vai trò như trước.'))
        except Refused as refused:
            self._say(refused)
        return HTTPSeeOther(self.address(''))

    def _say(self, refused: Refused[str]) -> None:
        for why in refused.reasons.values():
            flash(self.request, why, REFUSED)

    def _asked_whether(self, held: Holding, is_sent: bool) -> Page:
        """Return the page that names what is to end and asks for the reason."""
        if is_sent:
            self.request.response.status_int = 422
        return {
            'view': 'sharing', 'title': _('Thu hồi vai trò: ${title}', mapping={
                'title': self._title}), 'held': held, 'place': self._title, 'longest': LONGEST,
            'error': _('Hãy ghi lý do thu hồi.') if is_sent else '', 'address': self.address}

    def _taken(self) -> list[dict[str, str]]:
        """Return what the asker has taken here and may give back."""
        return [{'principal': each.principal, 'name': name_of(self.portal, each.principal),
                 'role': each.role, 'title': TITLES[each.role], 'at': moment(each.moment)}
                for each in self.sharing.taken(self.context, self.request.identity.id)]

    def _refused(self, errors: Mapping[str, str]) -> Page:
        self.request.response.status_int = 422
        return self.shown(self.request.POST, errors)

    def shown(self, form: Mapping[str, str], errors: Mapping[str, str]) -> Page:
        """Return the page, its form as it was filled in."""
        fields = self._fields(form, errors)
        return {
            'title': _('Phân quyền: ${title}', mapping={'title': self._title}),
            'fields': fields, 'problems': problems(errors, fields),
            'holdings': list(self._holdings()), 'asked': self._asked(), 'taken': self._taken(),
            'address': self.address}

    @property
    def _title(self) -> str:
        return self._named(self.context)

    def _named(self, place: IResource) -> str:
        text = named(cast('Described', place), self.request.language.tag)
        return text.title or place.__name__ or ''

    def _holdings(self) -> Iterator[Holding]:
        now = self.request.registry.getUtility(IClock).now()
        own, groups = self.sharing.roles(self.context), self.portal['accounts'].groups
        for place, principal, role, given in holdings(self.context):
            here = place is self.context
            name, login = self.named(place, principal)
            yield Holding(
                principal if here and role in own else '', name, login,
                principal in groups and groups[principal].title == name, role, TITLES[role],
                None if here else self._named(place),
                basis_of(given), moment(given.starts), moment(given.ends), given.holds(now),
                self.sharing.objection(place, principal, role) if given.holds(now) else '')

    def _asked(self) -> list[dict[str, str]]:
        """Return what the asker has asked for here and no operator has decided on yet."""
        service = self.request.service(IRoleRequests)
        return [{'login': asked.login, 'role': TITLES[asked.role], 'at': moment(asked.asked_at)}
                for asked in service.asked(self.context, self.request.identity.id)]

    def _fields(self, form: Mapping[str, str], errors: Mapping[str, str]) -> list[Field]:
        login = _('Hoặc tên đăng nhập, thư điện tử của người chưa có trong danh sách')
        hints = {'login': '' if self.sharing.knows_accounts else _(
            'Đề nghị được gửi đến đơn vị vận hành; Cổng không cho biết tài khoản có tồn tại hay '
            'không (khoản 8 Điều 8).')}
        roles = [(role, TITLES[role]) for role in self.sharing.roles(self.context)]
        named = (('principal', _('Người hoặc nhóm'), CHOICE, self._choices()),
                 ('login', login, LINE, ()), ('role', _('Vai trò'), CHOICE, tuple(roles)),
                 ('basis', _('Căn cứ'), LINE, ()), ('starts', _('Từ ngày'), DAY, ()),
                 ('ends', _('Đến hết ngày'), DAY, ()))
        return [Field(name, title, kind, form.get(name, ''), name in ('role', 'basis'), choices,
                      error=errors.get(name, ''), hint=hints.get(name, ''))
                for name, title, kind, choices in named]

    def _choices(self) -> tuple[tuple[str, str], ...]:
        accounts, groups = self.sharing.known(self.context)
        return (('', '—'), *((each.id, each.title) for each in groups),
                *((each.id, person(self.portal, each.id)) for each in accounts))


def _day(
        form: Mapping[str, str], name: str, wrong: dict[str, str],
        after: datetime.timedelta = datetime.timedelta()) -> datetime.datetime | None:
    """Return the day in a field as ``day_of`` does; what is no day is told in ``wrong``."""
    try:
        return day_of(form, name, after)
    except BadDay:
        wrong[name] = BAD_DAY
        return None
