"""What the page of a reference costs beside that of an item: of its source, and of the same site.

``make references`` lets a site propose an item with a picture, which the city carries, and asks
the application in turn for the page of the reference, that of its source, and that of an item of
the city with the same text; nothing is kept between two pages.  It tells the medians of the CPU.
The gate is that beside the item of the same site: the frame of the city's pages is another.
"""
import random
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import thread_time

import transaction
from hanoiportal import main as portal_of
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.editorial.crossposting.interfaces import CarryChoice
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, EDITOR, HEAD
from hanoiportal.kernel.tree.lookup import host_of, path_of
from hanoiportal.shells.commands.environment import working
from hanoiportal.shells.public.fragments import IFragmentCache
from hanoiportal.web.pagecache.visiting import visit
from support.application import fill, settings
from support.crossposting import CHECKS, approved, crossing_of
from support.editorial_staff import Person
from support.factories import picture
from support.people import found_board

from .bench.table import Row, at_most
from .commands import verdict

SECTION, LIBRARY, ROUNDS = 'tin-tuc-su-kien', 'da-phuong-tien', 200
#: What it must reach: of the CPU of an item's page on the same site.
GATE = 1.1
BODY = '<p>Mở từ 20 tháng Chạp ở ba chợ của xã, đến hết ngày 30.</p>' * 30


def main():
    """Do it in a folder of its own; return 1 if the gate is missed."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        application = portal_of({}, **settings(Path(folder), **{'portal.page_cache_bytes': '0'}))
        environment = stack.enter_context(working(application.registry))
        pages = _pages(fill(environment), environment.registry)
        return verdict(_rows(environment, application, pages))


def _pages(portal, registry):
    """Return ``{name: (host, target)}`` of the three pages."""
    bavi, domain = portal['sites']['bavi'], 'hanoi.gov.vn'
    city, ward = (_staff(portal, registry, site) for site in (portal, bavi))
    own, source = _written(city, portal), _written(ward, bavi)
    sender, board = (crossing_of(registry, portal, each) for each in (ward[0], city[1]))
    proposal = sender.sending.propose(source, portal, 'Tin chung', None, sender.id)
    board.receiving.accept(proposal, CarryChoice(
        portal[SECTION].__oid__, board.renewing.versions(source)), CHECKS, board.id)
    transaction.commit()
    made = portal.__objectmap__.object_for(proposal.reference)
    return {name: (host, path_of(each).removeprefix('/sites/bavi')) for name, each, host in (
        ('reference', made, domain), ('item of the same site', own, domain),
        ('source', source, host_of(bavi, domain)))}


def _staff(portal, registry, site):
    """Return an editor and a member of the board of ``site``."""
    create, label = portal['accounts'].create, site.__name__ or 'hanoi'
    accounts = [create(f'{name}-{label}', 'Người', registry=registry)
                for name in ('editor', 'member', 'head')]
    found_board(site, registry, dict(zip((EDITOR, BOARD_MEMBER, HEAD), (
        each.id for each in accounts), strict=True)))
    return [Person(registry, portal, each) for each in accounts[:2]]


def _written(people, site):
    """Return a news item of ``site`` with a picture."""
    editor, member = people
    image = editor.editing.add(site[LIBRARY], 'anh', 'Image', {
        'title': 'Ảnh', 'alt': 'Hoa', 'image': Incoming('anh.png', picture(size=(640, 480)))},
        editor.id)
    approved(editor, member, image)
    item = editor.add(
        site[SECTION], 'Chợ hoa ngày Tết', summary='Ba chợ', images=path_of(image),
        keywords=['hoa'], body=f'{BODY}<p><img src="{path_of(image)}/content" alt="Hoa"></p>')
    approved(editor, member, item)
    return item


def _rows(environment, application, pages):
    chance, took = random.Random(1), {name: [] for name in pages}
    for turn in range(ROUNDS + 5):
        if turn == 5:
            never_mind_what_is()
        for name in chance.sample(list(pages), len(pages)):
            environment.registry.getUtility(IFragmentCache).clear()
            start = thread_time()
            answer = visit(application, *pages[name])
            spent = thread_time() - start
            if answer.code != 200 or 'Mở từ 20'.encode() not in answer.body:
                raise AssertionError(f'{pages[name]}: {answer.status}')
            if turn >= 5:
                took[name].append(spent)
    middle = {name: median(each) for name, each in took.items()}
    rows = [Row(f'page of the {name}', f'{seconds * 1000:.1f} ms of CPU')
            for name, seconds in middle.items()]
    _reference, beside, _source = middle
    return [*rows, at_most(f'reference beside the {beside}', middle['reference'] / middle[beside],
                           GATE, '×')]


if __name__ == '__main__':
    sys.exit(main())
