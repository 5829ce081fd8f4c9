"""Phân quyền: which roles are held at a place, and granting and ending them there (8.7, 8.8)."""
from ....base.i18n import _
from ....base.interfaces import IContainer, IItem
from ....base.permissions import SHARE
from ....kernel.tree.lookup import find_site
from ....web import desk_view
from ...frame.roles import ASK, PAGE, RolePages
from ...frame.wording import name_of
from ..frame.links import desk_path
from ..frame.menu import HERE, menu

ABOVE = _('Người được giao ở nơi cấp trên')
_VIEWS = {'': 'sharing', 'take': 'unshare', 'give_back': 'share-again'}


@menu('sharing', _('Phân quyền'), at=HERE, permission=SHARE, context=IContainer, order=80)
class Sharing(RolePages):
    """The roles that hold here, and the form for a new one."""

    @desk_view(context=IItem, name='sharing', renderer=PAGE, working_permission=SHARE)
    @desk_view(context=IContainer, name='sharing', renderer=PAGE, working_permission=SHARE)
    def page(self):
        """Return the page with an empty form."""
        return self.shown({}, {})

    @desk_view(context=IItem, name='sharing', renderer=PAGE, working_permission=SHARE,
               request_method='POST', throttled='grant')
    @desk_view(context=IContainer, name='sharing', renderer=PAGE, working_permission=SHARE,
               request_method='POST', throttled='grant')
    def grant(self):
        """Grant a role, or ask for it."""
        return self.granted()

    @desk_view(context=IItem, name='unshare', working_permission=SHARE, request_method='POST',
               renderer=ASK)
    @desk_view(context=IContainer, name='unshare', working_permission=SHARE, request_method='POST',
               renderer=ASK)
    def end(self):
        """End a role that was granted here, once it is said why."""
        return self.taken_away()

    @desk_view(context=IItem, name='share-again', working_permission=SHARE, request_method='POST')
    @desk_view(context=IContainer, name='share-again', working_permission=SHARE,
               request_method='POST')
    def give_back(self):
        """Give back what the asker has just taken."""
        return self.given_back()

    def address(self, action):
        return desk_path(self.request, self.context, _VIEWS[action])

    def named(self, place, principal):
        """Return who it is; of who was given a role above the site, that alone."""
        above = find_site(place) is not find_site(self.context)
        if above and not self.sharing.knows_accounts:
            return ABOVE, ''
        return name_of(self.portal, principal), ''
