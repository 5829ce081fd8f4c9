"""Phân quyền: who can do what here, and why; granting and ending roles (clause 8.7)."""
from substanced.sdi import mgmt_view

from ....base.i18n import _
from ....base.interfaces import IResource
from ....base.permissions import MANAGE_ACCOUNTS
from ....kernel.security.authorization.roles import ROLES, TITLES
from ....kernel.security.authorization.wording import PERMISSION_TITLES
from ....web.login.throttle import refuse_too_many
from ...frame.roles import ASK, PAGE, RolePages
from ...frame.wording import name_of

ABOVE = _('Tài khoản của nơi cấp trên')
_VIEWS = {'': '@@access', 'take': '@@revoke', 'give_back': '@@give-back'}


class GivenRoles(RolePages):
    """The roles that hold here, and what each allows."""

    @mgmt_view(context=IResource, name='access', renderer=PAGE, tab_title=_('Phân quyền'),
               permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self.shown({}, {})

    @mgmt_view(context=IResource, name='access', renderer=PAGE, permission=MANAGE_ACCOUNTS,
               request_method='POST')
    def grant(self):
        """Grant a role here, or show the form again with what is wrong.

        Who manages accounts here alone is told of nobody but the staff; of others an operator is
        asked (clause 8.8).
        """
        refuse_too_many(self.request, 'grant')
        return self.granted()

    @mgmt_view(context=IResource, name='revoke', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST', renderer=ASK)
    def revoke(self):
        """End a role that is held here, once it is said why."""
        return self.taken_away()

    @mgmt_view(context=IResource, name='give-back', permission=MANAGE_ACCOUNTS,
               tab_condition=False, request_method='POST')
    def give_back(self):
        """Give back what the asker has just taken."""
        return self.given_back()

    def address(self, action):
        return self.request.sdiapi.mgmt_path(self.context, _VIEWS[action])

    def account_of(self, login):
        """Return the account; of the staff of the site, who are known anyway, for everybody."""
        staff, _groups = self.sharing.known(self.context)
        found = next((each for each in staff if each.__name__ == login), None)
        return found or super().account_of(login)

    def named(self, place, principal):
        """Return the name and the log-in; the log-in of one whose role comes from above is shown
        to who manages the accounts there (clause 8.8).
        """
        accounts = self.portal['accounts']
        if principal in accounts.groups:
            return name_of(self.portal, principal), ''
        account = accounts.by_id.get(principal)
        if self.request.has_permission(MANAGE_ACCOUNTS, place):
            return name_of(self.portal, principal), getattr(account, '__name__', '')
        return getattr(account, 'full_name', '') or ABOVE, ''

    def shown(self, form, errors):
        """Return the page, with what each role allows."""
        return {**super().shown(form, errors), 'allowed': [
            (title, [PERMISSION_TITLES[each] for each in PERMISSION_TITLES if each in ROLES[role]])
            for role, title in TITLES.items()]}
