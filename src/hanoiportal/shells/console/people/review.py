"""Rà soát tài khoản: the list to be gone through every quarter, and that somebody did."""
from itertools import islice
from typing import NamedTuple

from substanced.sdi import mgmt_view

from ....base.clock import moment
from ....base.i18n import _
from ....base.interfaces import IClock
from ....base.permissions import MANAGE_ACCOUNTS
from ....base.values import Batch
from ....kernel.security.authentication.accounts import AccountReview, Accounts
from ....kernel.security.authentication.rules import REVIEW, IAccountRules
from ....kernel.security.authentication.unused import last_use
from ....kernel.security.authorization.groups import principals_of
from ....kernel.security.authorization.places import places_of
from ....kernel.security.authorization.roles import TITLES
from ....kernel.tree.events import Action, send
from ....web import View
from ...frame.wording import person
from ..frame.navigation import page_number, see
from ..frame.wording import title_of
from .accounts import notes_on

SIZE = 50


class ReviewedAccount(NamedTuple):
    """An account as it is looked through."""

    login: str
    name: str
    url: str
    roles: list[tuple[str, str]]
    last: str
    has_second_factor: bool
    notes: list[str]


class ReviewPage(View):
    """Every account with what it may, where, and when it was used last."""

    @mgmt_view(context=Accounts, name='review', renderer='templates/review.pt',
               tab_title=_('Rà soát'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        size, start = SIZE, (page_number(self.request) - 1) * SIZE
        rows = tuple(map(self._row, islice(self.context.values(), start, start + size)))
        done = self.context.reviews[-1] if self.context.reviews else None
        return {
            'title': _('Rà soát tài khoản'), 'overdue': is_overdue(self.context, self.request),
            'batch': Batch(rows, len(self.context), start, size),
            'done': done and moment(done.at),
            'by': done and person(self.request.root, done.by)}

    def _row(self, account):
        portal = self.request.root
        held = places_of(portal, principals_of(portal, account))
        return ReviewedAccount(
            account.__name__, account.full_name, self.request.sdiapi.mgmt_path(account),
            [(TITLES[role], title_of(place, self.request.language.tag)) for place, roles in held
             for role in sorted(roles)],
            moment(last_use(portal, account)), account.has_second_factor,
            notes_on(account, self.request))

    @mgmt_view(context=Accounts, name='review', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def reviewed(self):
        """Write down that the asker has gone through the list."""
        request, accounts = self.request, self.context
        now = request.registry.getUtility(IClock).now()
        accounts.reviews = (*accounts.reviews,
                            AccountReview(now, request.identity.id, len(accounts)))
        send(request.registry)(
            Action(accounts, 'review_accounts', request.identity.id, count=len(accounts)))
        request.sdiapi.flash(_('Đã ghi nhận lần rà soát.'))
        return see(request, accounts, 'review')


def is_overdue(accounts, request):
    """Return whether the last review is longer ago than ``account_rules.csv`` allows."""
    now = request.registry.getUtility(IClock).now()
    since = request.registry.getUtility(IAccountRules).before(REVIEW, now)
    last = accounts.reviews[-1].at if accounts.reviews else None
    return since is not None and (last is None or last <= since)
