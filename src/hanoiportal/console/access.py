"""Quyền truy cập: who can do what here, and why; granting and ending roles (clause 8.7)."""
import datetime
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ..clock import parse
from ..i18n import _
from ..interfaces import IClock, IResource
from ..permissions import (
    ADD,
    CONSOLE,
    DELETE,
    EDIT,
    MANAGE_ACCOUNTS,
    MANAGE_SITE,
    PUBLISH,
    UNDO,
    VIEW,
)
from ..security.grants import Grant, grant, holdings, revoke
from ..security.roles import GRANTABLE, ROLES, TITLES
from ..tree.lookup import find_portal, path_of
from ..web import View
from ..web.forms import CHOICE, LINE, Field
from .navigation import see
from .wording import moment, person, title_of

#: What people call each permission.
DEEDS = {
    VIEW: _('xem'), ADD: _('thêm'), EDIT: _('sửa'), PUBLISH: _('xuất bản, gỡ'), DELETE: _('xóa'),
    MANAGE_SITE: _('quản lý trang'), MANAGE_ACCOUNTS: _('quản lý tài khoản, vai trò'),
    CONSOLE: _('mở bảng quản trị'), UNDO: _('hoàn tác'),
}
#: The roles that are granted here; those of the board come with it.
GRANTED = tuple((role, title) for role, title in TITLES.items() if role in GRANTABLE)
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds here: from which place, on which basis, from when to when."""

    principal: str
    person: str
    login: str
    role: str
    role_title: str
    place: str
    here: bool
    basis: str
    starts: str
    ends: str
    in_force: bool


class BadDay(ValueError):
    """A text that is no day; ``args[0]`` is the name of the field."""


def day_of(form, name, after=datetime.timedelta()):
    """Return the midnight in Hanoi of the day in the field ``name``, moved on by ``after``.

    ``None`` if the field is empty.  Raises ``BadDay``.
    """
    text = form.get(name, '').strip()
    try:
        day = datetime.date.fromisoformat(text) if text else None
        return None if day is None else parse((day + after).isoformat())
    except (ValueError, OverflowError):
        raise BadDay(name) from None


class Access(View):
    """The roles that hold here."""

    @mgmt_view(context=IResource, name='access', renderer='templates/access.pt',
               tab_title=_('Quyền truy cập'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self._page({})

    @mgmt_view(context=IResource, name='access', renderer='templates/access.pt',
               permission=MANAGE_ACCOUNTS, request_method='POST')
    def grant(self):
        """Grant a role here, or show the form again with what is wrong."""
        form, errors = self.request.POST, {}
        account = find_portal(self.context)['accounts'].get(form.get('login', '').strip())
        if account is None:
            errors['login'] = _('Không có tài khoản nào mang tên đăng nhập này.')
        if form.get('role') not in GRANTABLE:
            errors['role'] = _('Hãy chọn một vai trò.')
        given = self._given(errors)
        if errors:
            self.request.response.status = 422
            return self._page(errors)
        grant(self.context, account.id, form['role'], given)
        self.request.sdiapi.flash(_('Đã giao vai trò.'))
        return see(self.request, self.context, 'access')

    @mgmt_view(context=IResource, name='revoke', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def revoke(self):
        """End a role that is held here."""
        form = self.request.POST
        if not revoke(self.context, form.get('principal', ''), form.get('role', '')):
            raise HTTPNotFound
        self.request.sdiapi.flash(_('Đã thu hồi vai trò.'))
        return see(self.request, self.context, 'access')

    def _given(self, errors):
        form = self.request.POST
        basis = form.get('basis', '').strip()[:500]
        if not basis:
            errors['basis'] = _('Phải ghi căn cứ giao vai trò, ví dụ số của quyết định (8.7).')
        try:
            starts, ends = day_of(form, 'starts'), day_of(form, 'ends', ONE_DAY)
        except BadDay as error:
            errors[error.args[0]] = _('Không phải là ngày (ví dụ 2026-01-31).')
            return None
        if starts and ends and ends <= starts:
            errors['ends'] = _('Ngày cuối phải sau ngày đầu.')
        return Grant(basis, starts, ends)

    def _page(self, errors):
        portal = find_portal(self.context)
        now = self.request.registry.getUtility(IClock).now()
        return {
            'title': title_of(self.context), 'fields': self._fields(errors),
            'holdings': [self._holding(portal, now, *held) for held in holdings(self.context)],
            'roles': [(title, [DEEDS[each] for each in DEEDS if each in ROLES[role]])
                      for role, title in TITLES.items()]}

    def _holding(self, portal, now, place, principal, role, given):
        name, login = self._named(portal, place, principal)
        return Holding(
            principal, name, login, role, TITLES[role], path_of(place), place is self.context,
            given.basis, moment(given.starts), moment(given.ends), given.holds(now))

    def _named(self, portal, place, principal):
        """Return the name and log-in of an account; the log-in of one whose role comes from above
        is shown to who manages the accounts there (clause 8.8).
        """
        account = portal['accounts'].by_id.get(principal)
        if self.request.has_permission(MANAGE_ACCOUNTS, place):
            return person(portal, principal), getattr(account, '__name__', '')
        return getattr(account, 'full_name', '') or _('Tài khoản của nơi cấp trên'), ''

    def _fields(self, errors):
        form = self.request.POST
        titles = (('login', _('Tên đăng nhập')), ('role', _('Vai trò')), ('basis', _('Căn cứ')),
                  ('starts', _('Từ ngày')), ('ends', _('Đến hết ngày')))
        kinds = {'role': CHOICE, 'starts': 'day', 'ends': 'day'}
        return [Field(
            name, title, kinds.get(name, LINE), form.get(name, ''),
            required=name in ('login', 'role', 'basis'),
            choices=GRANTED if name == 'role' else (), error=errors.get(name, ''))
            for name, title in titles]
