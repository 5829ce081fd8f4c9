"""A portal of 150 sites that owe something: windows, duties, and the snapshot of both."""
import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

import transaction
from hanoiportal.base.clock import HANOI, ONE_DAY, local
from hanoiportal.base.interfaces import ISite
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.resource import HoursDecision, enter_hours
from hanoiportal.kernel.security.authorization.roles import HEAD
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.oversight.compliance.measuring import sites_of, status_of
from hanoiportal.oversight.compliance.values import ACTIVE
from hanoiportal.platform.duties.interfaces import SATISFIED, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger
from hanoiportal.shells.commands.environment import Environment, opened
from pyramid.request import apply_request_extensions
from support.people import found_board

from ..allsites import build
from . import filling, staff
from .expectations import Page, Part, heading
from .load import Paired
from .newsroom import HEAD_LOGIN
from .progress import say
from .serving import portal, write_ini
from .table import Row, rate

NEWS, RULES = 'tin-tuc-su-kien', ('13.1.c1', '13.1.d', '13.1.f', '13.1.g')
#: Of a hundred windows so many are missed, and of ten duties so many are done.
MISSED, DONE = 5, 6
#: Days back from which duties begin and windows are told of.
BACK = 60
#: Sites on a page of the table of the desk and of the public one, done duties on the page of one.
LINES, SITES, CLOSED = 50, 15, 10
CITY, ONE = 1 / 30, 1 / 12
#: Which of the sites is the one whose pages are measured.
ONE_OF = 7
COMPLIANCE = 'Tuân thủ quy định cung cấp thông tin'


class Owing(NamedTuple):
    """What was planted on ``day``, a local one.  ``sites``: in number; ``title``, ``path``: of one
    of them; ``open``: how many of its duties are not done, or late without a reason.
    """

    day: datetime.date
    sites: int
    title: str
    path: str
    open: int


def measure(var: Path, each: int, paired: Paired) -> list[Row]:
    """Return the rows of the pages of duties and compliance of 150 sites with ``each`` duties."""
    filling.command(var, 'seed', '--bare')
    say('letting all sites owe something')
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        found = plant(environment, each)
    # On the first day of a month no window of it has ended.
    month = f'{found.day - ONE_DAY:%Y-%m}'
    among = f'{found.sites} sites, {found.sites * each:,} duties'
    with portal(var, 0) as server:
        cookie = {'Cookie': staff.cookie(server, HEAD_LOGIN)}
        return [_row(server, paired, page, gate) for page, gate in (
            (Page(f'desk: terms of all sites, {among}', '/desk/@@city-duties', (
                Part('site', r'city-breaches\?site=(-?\d+)', min(found.sites, LINES)),
                Part('heat map', r'class="heat" viewBox="0 0 28 3"')), headers=cookie), CITY),
            (Page(f'desk: terms of a site with {each}', f'/desk{found.path}/@@duties', (
                heading(f'Thời hạn: {found.title}'),
                Part('duty', r'duty\?number=(\d+)', min(each, found.open + CLOSED))),
                  headers=cookie), ONE),
            (Page('compliance of all sites, anew', f'/tuan-thu?thang={month}', (
                heading(COMPLIANCE), _lines(min(found.sites, SITES))), headers={}), CITY),
            (Page('compliance of all sites, the last page of the table, by duties, anew',
                  f'/tuan-thu?thang={month}&xep=nghia-vu&page={-(-found.sites // SITES)}', (
                      heading(COMPLIANCE), _lines((found.sites - 1) % SITES + 1))), CITY),
            (Page('compliance of a site, anew', f'{found.path}/tuan-thu?thang={month}', (
                Part('heading', f'<h1>{COMPLIANCE}: <span[^>]*>{found.title}</span>'),
                Part('chart', '<figure class="daily"'))), ONE))]


def _lines(number: int) -> Part:
    return Part('line of a site',
                r'<tr><th scope="row"><a href="([^"]*/tuan-thu(?:-cong)?)"', number)


def _row(server, paired: Paired, page: Page, gate: float) -> Row:
    say(page.row)
    return rate(page.row, paired.load(server, page), gate)


def plant(environment: Environment, each: int) -> Owing:
    """Let every site have published what it had to, mostly, and owe ``each`` duties; look."""
    environment.in_transaction(lambda: build(environment))
    sites = sites_in(environment)
    chance = Random(4263)
    now = environment.clock.now()
    environment.in_transaction(
        lambda: _publish(environment, sites, local(now).date(), chance))
    for at in range(0, len(sites), 10):
        environment.in_transaction(
            lambda part=sites[at:at + 10]: owe(environment, part, each, now, chance))
    one = sites[ONE_OF]
    _employ(environment, (environment.portal, one))
    environment.request.root = environment.portal
    apply_request_extensions(environment.request)
    environment.registry.getUtility(ICompliance).look(environment)
    owed = environment.registry.getAdapter(environment.portal, IDuties).unsettled(
        str(one.__oid__), now)
    return Owing(local(now).date(), len(sites), one.title, f'/sites/{one.__name__}', sum(
        standing.met_at is None or standing.needs_reason for _duty, standing in owed))


def sites_in(environment: Environment) -> list[ISite]:
    """Return the sites that owe something."""
    return [site for site in sites_of(environment.portal) if status_of(site) == ACTIVE]


def _publish(environment, sites, today, chance):
    first = today - BACK * ONE_DAY
    rows = environment.registry.getUtility(IWindows).proposed(first)
    enter_hours(environment.portal, HoursDecision(
        1, '1/QĐ-UBND', first, 'UBND', first,
        {(row.site, row.code): (row.opens, row.closes) for row in rows},
        frozenset({'component'}), environment.clock.now(), 'bench'))
    number, ledger = 0, environment.registry.getAdapter(environment.portal, ILedger)
    for day in (first + days * ONE_DAY for days in range(BACK + 1)):
        for site in sites:
            kind = 'portal' if site is environment.portal else 'component'
            for row in rows:
                if row.site == kind and chance.randrange(100) >= MISSED:
                    number += 1
                    ledger.append(
                        PUBLISHED, datetime.datetime.combine(day, row.opens, HANOI),
                        str(site.__oid__), item=str(number), content_type='NewsItem',
                        section=str(site[NEWS].__oid__), language='vi', is_first=True)


def owe(environment: Environment, sites: list[ISite], each: int, now: datetime.datetime,
        chance: Random) -> None:
    """Let each of ``sites`` owe so many duties from days before ``now``."""
    duties = environment.registry.getAdapter(environment.portal, IDuties)
    for site in sites:
        for number in range(each):
            start = now - chance.randrange(24 * BACK) * datetime.timedelta(hours=1)
            source = f'row:issued:{site.__oid__}-{number}'
            duty = duties.open(str(site.__oid__), RULES[number % len(RULES)], (source,), DutyEvent(
                TRIGGERED, start, at=start, source=f'{source}:0', evidence=f'{number}/QĐ-UBND'))
            if number % 10 < DONE:
                done = min(now, start + chance.randrange(9) * ONE_DAY)
                duties.append(duty, DutyEvent(
                    SATISFIED, done, at=done, source=f'bench:{number}', subject='1'))


def _employ(environment, sites):
    accounts, registry = environment.portal['accounts'], environment.registry
    made = accounts.create(HEAD_LOGIN, 'Người', registry=registry)
    made.set_password(staff.PASSWORD)
    for site in sites:
        found_board(site, registry, {HEAD: made.id})
    transaction.commit()
