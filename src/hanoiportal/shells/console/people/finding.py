"""Which accounts are looked for: by name, site, role and state; and how the list shows each.

What is looked for is sent in a form: no address holds the name of a person (clause 8.8).
"""
from collections.abc import Collection, Mapping
from typing import NamedTuple

from pyramid.request import Request

from ....base.clock import moment
from ....base.i18n import _
from ....base.interfaces import IPortal, ISite
from ....base.text import collate, fold
from ....kernel.security.authentication.accounts import Account
from ....kernel.security.authentication.unused import last_use
from ....kernel.security.authorization.roles import TITLES
from .held import Held, held_by

LONGEST = 100
#: Roles shown in the list; the page of the account shows all.
MOST_ROLES = 3
OPEN, SUSPENDED, UNUSED = 'open', 'suspended', 'unused'
STATES = {OPEN: _('Đang dùng'), SUSPENDED: _('Đang tạm ngừng'),
          UNUSED: _('Khóa vì lâu không dùng')}
#: Where a role holds that reaches every site.
CITY = 'portal'


class AccountFilters:
    """What the form asks for; what is none of its choices asks for nothing.

    ``who``: part of a name or log-in, as typed.  ``site``: name of a component site, or ``CITY``.
    """

    def __init__(self, given: Mapping[str, str], portal: IPortal) -> None:
        self.who = str(given.get('who', '')).strip()[:LONGEST]
        self.site = _one_of(given.get('site'), {CITY, *portal['sites']})
        self.role = _one_of(given.get('role'), TITLES)
        self.state = _one_of(given.get('state'), STATES)

    @property
    def query(self) -> dict[str, str]:
        """``{name: value}`` of the filters that are set."""
        return {name: value for name, value in vars(self).items() if value}

    def find(self, portal: IPortal) -> list[Account]:
        """Return the accounts of ``portal`` that are asked for, by log-in."""
        return [each for each in portal['accounts'].values() if self._is_wanted(each, portal)]

    def _is_wanted(self, account: Account, portal: IPortal) -> bool:
        if self.who and fold(self.who) not in fold(f'{account.full_name} {account.__name__}'):
            return False
        if self.state and self.state != state_of(account):
            return False
        if not (self.site or self.role):
            return True
        return any(self._is_held(each) for each in held_by(portal, account))

    def _is_held(self, held: Held) -> bool:
        name = CITY if IPortal.providedBy(held.at) else held.at.__name__
        return self.site in ('', name) and self.role in ('', held.name)


def _one_of(given: str | None, choices: Collection[str]) -> str:
    return given if given is not None and given in choices else ''


def state_of(account: Account) -> str:
    """Return the name of the state of ``account``."""
    if account.suspended:
        return SUSPENDED
    return UNUSED if account.disabled else OPEN


def sites_of(portal: IPortal) -> list[tuple[str, str]]:
    """Return ``[(name, title)]`` of the places to choose from: the city, then its sites."""
    sites = [(name, site.title) for name, site in portal['sites'].items()
             if ISite.providedBy(site)]
    return [(CITY, portal.title), *sorted(sites, key=lambda each: collate(each[1]))]


def site_named(name: str, portal: IPortal) -> ISite | None:
    """Return the site that ``name`` stands for in ``sites_of``; ``None`` for none of them."""
    found = portal if name == CITY else portal['sites'].get(name)
    return found if ISite.providedBy(found) else None


class AccountRow(NamedTuple):
    """An account in the list.  ``more``: how many roles are not shown.  ``last``: last use."""

    login: str
    name: str
    url: str
    roles: list[Held]
    more: int
    last: str
    notes: list[str]


def row_of(account: Account, request: Request, notes: list[str]) -> AccountRow:
    """Return how the list shows ``account``."""
    held = list(held_by(request.root, account, tag=request.language.tag))
    return AccountRow(
        account.__name__ or '', account.full_name, request.sdiapi.mgmt_path(account),
        held[:MOST_ROLES], max(0, len(held) - MOST_ROLES),
        moment(last_use(request.root, account)), notes)
