"""Quyền truy cập: who can do what here, and why; granting and ending roles (clause 8.7)."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IClock, IResource
from ....base.permissions import MANAGE_ACCOUNTS
from ....editorial.boards.interfaces import IRoleRequests, ISharing
from ....kernel.security.authorization.grants import holdings
from ....kernel.security.authorization.roles import ROLES, TITLES
from ....kernel.security.authorization.wording import DEEDS
from ....kernel.tree.lookup import find_portal, path_of
from ....web import View
from ....web.forms.days import ONE_DAY, BadDay, day_of
from ....web.forms.fields import CHOICE, DAY, LINE, Field
from ....web.login.throttle import refuse_too_many
from ..frame.navigation import see
from ..frame.wording import person, title_of


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds here: from which place, on which basis, from when to when.

    ``here``: whether the asker may end it here.
    """

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


class Access(View):
    """The roles that hold here."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.accounts = find_portal(context)['accounts']
        self.sharing = request.service(ISharing)

    @mgmt_view(context=IResource, name='access', renderer='templates/access.pt',
               tab_title=_('Quyền truy cập'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self._page({})

    @mgmt_view(context=IResource, name='access', renderer='templates/access.pt',
               permission=MANAGE_ACCOUNTS, request_method='POST')
    def grant(self):
        """Grant a role here, or show the form again with what is wrong.

        Who manages accounts here alone is told of nobody but the staff; of others an operator is
        asked (clause 8.8).
        """
        refuse_too_many(self.request, 'grant')
        form, errors, actor = self.request.POST, {}, self.request.identity.id
        days = self._days(form, errors)
        given = (form.get('role', ''), form.get('basis', ''), *days)
        errors.update(self.sharing.reasons_against(self.context, *given))
        login = form.get('login', '').strip()
        account = self._account(login)
        if account is None and (self.sharing.knows_accounts or not login):
            errors['login'] = _('Không có tài khoản nào mang tên đăng nhập này.')
        try:
            if errors:
                raise Refused(errors)
            said = self._give(account, login, given, actor)
        except Refused as refused:
            self.request.response.status = 422
            return self._page(refused.reasons)
        self.request.sdiapi.flash(said)
        return see(self.request, self.context, 'access')

    def _give(self, account, login, given, actor):
        """Give the role, or ask for it; return what is said of it."""
        if account is None:
            self.request.service(IRoleRequests).ask(self.context, login, *given, actor)
            return _('Đã gửi đề nghị. Vai trò có hiệu lực khi đơn vị vận hành xác nhận.')
        self.sharing.give(self.context, account.id, *given, actor)
        return _('Đã giao vai trò.')

    def _account(self, login):
        """Return the account with that log-in name, if the asker may know of it."""
        if self.sharing.knows_accounts:
            return self.accounts.get(login)
        known, _groups = self.sharing.known(self.context)
        return next((each for each in known if each.__name__ == login), None)

    @mgmt_view(context=IResource, name='revoke', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def revoke(self):
        """End a role that is held here."""
        form = self.request.POST
        try:
            self.sharing.take(self.context, form.get('principal', ''), form.get('role', ''),
                              self.request.identity.id)
        except Refused:
            raise HTTPNotFound from None
        self.request.sdiapi.flash(_('Đã thu hồi vai trò.'))
        return see(self.request, self.context, 'access')

    def _days(self, form, errors):
        try:
            return day_of(form, 'starts'), day_of(form, 'ends', ONE_DAY)
        except BadDay as error:
            errors[error.args[0]] = _('Không phải là ngày (ví dụ 2026-01-31).')
            return None, None

    def _page(self, errors):
        now = self.request.registry.getUtility(IClock).now()
        return {
            'title': title_of(self.context), 'fields': self._fields(errors),
            'holdings': [self._holding(now, *held) for held in holdings(self.context)],
            'roles': [(title, [DEEDS[each] for each in DEEDS if each in ROLES[role]])
                      for role, title in TITLES.items()]}

    def _holding(self, now, place, principal, role, given):
        name, login = self._named(place, principal)
        ends_here = place is self.context and role in self.sharing.roles(place)
        return Holding(
            principal, name, login, role, TITLES[role], path_of(place), ends_here, given.basis,
            moment(given.starts), moment(given.ends), given.holds(now))

    def _named(self, place, principal):
        """Return the name and log-in of an account; the log-in of one whose role comes from above
        is shown to who manages the accounts there (clause 8.8).
        """
        if principal in self.accounts.groups:
            return self.accounts.groups[principal].title, _('nhóm')
        account = self.accounts.by_id.get(principal)
        if self.request.has_permission(MANAGE_ACCOUNTS, place):
            return (person(find_portal(self.context), principal),
                    getattr(account, '__name__', ''))
        return getattr(account, 'full_name', '') or _('Tài khoản của nơi cấp trên'), ''

    def _fields(self, errors):
        form = self.request.POST
        roles = tuple((role, TITLES[role]) for role in self.sharing.roles(self.context))
        titles = (('login', _('Tên đăng nhập')), ('role', _('Vai trò')), ('basis', _('Căn cứ')),
                  ('starts', _('Từ ngày')), ('ends', _('Đến hết ngày')))
        kinds = {'role': CHOICE, 'starts': DAY, 'ends': DAY}
        return [Field(
            name, title, kinds.get(name, LINE), form.get(name, ''),
            required=name in ('login', 'role', 'basis'),
            choices=roles if name == 'role' else (), error=errors.get(name, ''))
            for name, title in titles]
