"""Build Hanoi's portal from its data files; what is there already is left as it is."""
import sys
from functools import partial

from ...base.clock import local
from ...base.errors import Refused
from ...base.settings import ISettings
from ...kernel.security.authentication.accounts import Accounts
from ...kernel.security.authentication.passwords import generated
from ...kernel.security.authorization.grants import Grant, grant
from ...kernel.security.authorization.roles import ADMINISTRATOR
from ...kernel.storage.databases import ROOT
from ...platform.provisioning import services as building
from .environment import Failure
from .progress import Progress

ADMIN = 'admin'


def add_arguments(parser):
    parser.add_argument('--if-empty', action='store_true', help='do nothing if a portal is there')
    parser.add_argument('--bare', action='store_true',
                        help='only the portal itself and its administrator, no sites or items')


def run(environment, options):
    """Seed step by step, one transaction for each site."""
    if options.if_empty and ROOT in environment.root:
        print('The portal is there already.')
        return
    try:
        _seed(environment, options.bare)
    except Refused as refused:
        raise Failure(f'the data files hold a mistake: {environment.reasons(refused)}') from None


def _seed(environment, bare):
    settings = environment.registry.getUtility(ISettings)
    data = building.Data(settings.data)
    steps = provisioning(environment, data)
    portal = environment.in_transaction(lambda: steps.portal(environment.root))
    password = environment.in_transaction(
        lambda: first_administrator(portal, environment.registry))
    if not bare:
        fill(environment, steps, data.sites)
    if password:
        print(f'Administrator: {ADMIN}\nOne-time password: {password}')


def fill(environment, steps, sites):
    """Add the city's own sections and items, and the ``sites``, as ``Data.sites`` gives them."""
    portal = environment.portal
    domain = environment.registry.getUtility(ISettings).domain
    with Progress('Seeding', 1 + len(sites), sys.stderr) as progress:
        environment.in_transaction(lambda: _city(steps, portal, domain))
        progress.step(portal.title)
        for label, values, english in sites:
            environment.in_transaction(
                partial(_site, steps, portal, label, values, english, domain))
            progress.step(values['title'])


def _city(steps, portal, domain):
    steps.sections(portal, 'city')
    steps.pages(portal, 'city', domain)
    steps.decision(portal)
    steps.links(portal)
    steps.news(portal)


def _site(steps, portal, label, values, english, domain):
    site = steps.site(portal, label, values, english)
    steps.sections(site, values['level'])
    steps.pages(site, values['level'], domain)


def provisioning(environment, data):
    """Return the ``Provisioning`` of ``environment``, which may do everything."""
    return building.Provisioning(
        data, environment.registry, environment.editing, environment.publishing,
        environment.actor, local(environment.clock.now()).date())


def first_administrator(portal, registry):
    """Add the administrator of a new portal and return the one-time password, else ``None``."""
    accounts: Accounts = portal['accounts']
    if len(accounts):
        return None
    account = accounts.create(ADMIN, 'Quản trị hệ thống', registry=registry)
    password = generated(ADMIN)
    account.set_password(password, must_change=True)
    grant(portal, account.id, ADMINISTRATOR, Grant(basis='bin/portal seed'))
    return password
