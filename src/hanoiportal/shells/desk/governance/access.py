"""Ai được làm gì ở đây, và vì sao; and the same seen as one person (clause 8.7)."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound

from ....base.clock import moment
from ....base.i18n import _
from ....base.interfaces import IClock, IContainer, IItem
from ....base.permissions import SHARE
from ....editorial.boards.interfaces import ISharing
from ....kernel.security.authorization.grants import holdings
from ....kernel.security.authorization.reasons import Holder, allowing, is_text
from ....kernel.security.authorization.roles import OWNER, TITLES
from ....kernel.security.authorization.wording import PERMISSION_TITLES
from ....kernel.tree.lookup import find_portal, find_site, in_work
from ....kernel.workflow.interfaces import TITLES as STATES
from ....web import desk_view
from ...frame.wording import basis_of, name_of
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import person, place_title
from .sharing import ABOVE

TEMPLATE = 'templates/access.pt'
ROLE_TITLES = {**TITLES, OWNER: _('Người khởi thảo')}


@dataclass(frozen=True)
class Why:
    """Why somebody may do something here.

    ``who``: id of the account; for those whose names are not told, the role.
    ``place``: title of where the role was granted, ``None`` for here.  ``group``: title of the
    group by which they hold it, ``''`` for none.
    """

    who: str
    person: str
    role: str
    role_title: str
    place: str | None
    group: str
    basis: str
    ends: str


@menu('access', _('Ai được làm gì'), at=HERE, permission=SHARE, context=IContainer, order=81)
class Access(DeskView):
    """Who may do what with the version in work of the context, in its present state."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.portal = find_portal(context)
        self.sharing = request.service(ISharing)
        self.now = request.registry.getUtility(IClock).now()
        self.shown = in_work(context)

    @desk_view(context=IItem, name='access', renderer=TEMPLATE, working_permission=SHARE)
    @desk_view(context=IContainer, name='access', renderer=TEMPLATE, working_permission=SHARE)
    @desk_view(context=IItem, name='access', renderer=TEMPLATE, working_permission=SHARE,
               request_method='POST')
    @desk_view(context=IContainer, name='access', renderer=TEMPLATE, working_permission=SHARE,
               request_method='POST')
    def page(self):
        """Return permissions by who has them, and what the person asked for may do.

        Who is asked for comes in a form: no address names a person.
        """
        people = self._people()
        seen = self._asked_for(people)
        reasons = [why for each in people.values() for why in self._reasons(each)]
        reasons += self._from_above()
        return {
            'title': _('Ai được làm gì: ${title}', mapping={
                'title': place_title(self.request, self.context)}),
            'state': STATES.get(self.shown.state, ''),
            'permissions': [(title, self._who(permission, reasons))
                            for permission, title in PERMISSION_TITLES.items()],
            'people': [(each.id, person(self.portal, each.id)) for each in people.values()],
            'knows_accounts': self.sharing.knows_accounts,
            'seen': None if seen is None else self._seen_as(seen)}

    def _asked_for(self, people):
        """Return the account to see the place as, ``None`` for none; only who knows the accounts
        may name one that is not of ``people``, by its log-in.
        """
        form, accounts = self.request.POST, self.portal['accounts']
        login = form.get('login', '').strip() if self.sharing.knows_accounts else ''
        asked = form.get('person', '')
        if not login and not asked:
            return None
        found = accounts.get(login) if login else people.get(asked)
        if found is None:
            raise HTTPNotFound
        return found

    def _people(self):
        """Return ``{id: Account}`` of those whom the asker may know, by name."""
        known = {each.id: each for each in self.sharing.known(self.context)[0]}
        if self.sharing.knows_accounts:
            accounts = self.portal['accounts']
            for _place, principal, _role, _given in holdings(self.context):
                group = accounts.groups.get(principal)
                for member in (principal,) if group is None else group.members:
                    if member in accounts.by_id:
                        known[member] = accounts.by_id[member]
        return dict(sorted(known.items(), key=lambda each: person(self.portal, each[0])))

    def _reasons(self, account):
        holder = Holder(self.portal, account, self.now)
        for reason in holder.reasons(self.shown):
            here = reason.place in (self.context, self.shown)
            yield Why(
                account.id, person(self.portal, account.id), reason.role, ROLE_TITLES[reason.role],
                None if here else place_title(self.request, reason.place),
                '' if reason.principal == account.id else name_of(self.portal, reason.principal),
                basis_of(reason.given), moment(reason.given.ends))

    def _from_above(self):
        """Yield, for who may not know their names, the roles that come from above the site."""
        if self.sharing.knows_accounts:
            return
        site, told = find_site(self.context), set()
        for place, _principal, role, given in holdings(self.context):
            if find_site(place) is not site and given.holds(self.now) and role not in told:
                told.add(role)
                yield Why(role, ABOVE, role, TITLES[role],
                          place_title(self.request, place), '', '', '')

    def _who(self, permission, reasons):
        roles = {}
        for why in reasons:
            roles.setdefault(why.who, set()).add(why.role)
        return [why for why in reasons if why.role in allowing(
            roles[why.who], permission, self.shown.state, is_text(self.shown))]

    def _seen_as(self, account):
        """Return what ``account`` may do here in each state: name, states, rows of booleans."""
        roles = Holder(self.portal, account, self.now).roles(self.shown)
        rows = [(title, [bool(allowing(roles, permission, state, is_text(self.shown)))
                         for state in STATES])
                for permission, title in PERMISSION_TITLES.items()]
        return {'name': person(self.portal, account.id), 'id': account.id,
                'roles': [ROLE_TITLES[role] for role in ROLE_TITLES if role in roles],
                'states': list(STATES.values()),
                'rows': [(title, cells) for title, cells in rows if any(cells)]}
