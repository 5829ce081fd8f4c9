"""The city offers an item to all its sites, whose standing rules accept it: one transaction.

``make offering`` fills an empty folder with the sites, lets the board of each say by a rule that
it carries what the city offers, offers ``OFFERS`` items, and tells what the last ones took and
wrote, by the classes of what was written.
"""
import sys
from collections import Counter
from pathlib import Path
from time import process_time

import transaction
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.base.i18n import DEFAULT
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.editorial.crossposting.interfaces import RECOMMENDED
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, EDITOR, HEAD
from support.crossposting import crossing_of, published
from support.editorial_staff import Person
from support.people import found_board
from ZODB.FileStorage import FileIterator
from ZODB.utils import get_pickle_metadata

from .allsites import with_all_sites

SECTION = 'tin-tuc-su-kien'
OFFERS = 6
#: What it must reach: seconds of a processor, bytes.
SECONDS, BYTES = 2, 400 * 1024


def main():
    """Do it in a folder of its own; return 1 if a gate is missed."""
    return with_all_sites(_measure)


def _measure(environment):
    portal, registry = environment.portal, environment.registry
    sites = [site for site in portal['sites'].values() if not site.is_external]
    staff = environment.in_transaction(lambda: staff_of(portal, registry, sites))
    never_mind_what_is()
    took, wrote = 0.0, Counter()
    for number in range(OFFERS):
        transaction.begin()
        item = published(staff['editor'], staff['member'], portal[SECTION], f'Tin số {number}')
        transaction.commit()
        start = process_time()
        head = crossing_of(registry, portal, staff['head'])
        made = head.offering.offer(item, sites, RECOMMENDED, 'Tin chung', '', head.id)
        transaction.commit()
        took, wrote = process_time() - start, _written(portal)
    catalog, title = CatalogService(portal), item.title
    shown = [site for site in sites
             if catalog.latest(site[SECTION], DEFAULT, 0, 1).items[0].title == title]
    print(f'{len(shown)} sites carry it: {took:.2f} s of a processor, '
          f'{sum(wrote.values()) / 1024:.0f} KB')
    for (kind, times), size in wrote.most_common():
        print(f'{size:9,} {times:5} {kind}')
    return int(len(shown) < len(made) or took > SECONDS or sum(wrote.values()) > BYTES)


def staff_of(portal, registry, sites):
    """Return the city's ``Person`` by role; let the board of each site approve a rule."""
    accounts = portal['accounts']
    made = {name: accounts.create(name, 'Người', registry=registry)
            for name in ('editor', 'member', 'head')}
    people = {name: Person(registry, portal, account) for name, account in made.items()}
    found_board(portal, registry, {
        EDITOR: made['editor'].id, BOARD_MEMBER: made['member'].id, HEAD: made['head'].id})
    for site in sites:
        account = accounts.create(f'head-{site.__name__}', 'Người', registry=registry)
        found_board(site, registry, {HEAD: account.id})
        rules = crossing_of(registry, portal, Person(registry, portal, account)).rules
        rules.approve(site, site[SECTION].__oid__, '1/QĐ-BBT', None, account.id)
    return people


def _written(portal):
    """Return the bytes that the last transaction has written, by class and number of records."""
    storage = portal._p_jar.db().storage
    path = Path(storage.getName())
    records = next(FileIterator(str(path), start=storage.lastTransaction()))
    sizes, numbers = Counter(), Counter()
    for each in records:
        kind = '.'.join(get_pickle_metadata(each.data))
        sizes[kind] += len(each.data) + 42
        numbers[kind] += 1
    return Counter({(kind, numbers[kind]): size for kind, size in sizes.items()})


if __name__ == '__main__':
    sys.exit(main())
