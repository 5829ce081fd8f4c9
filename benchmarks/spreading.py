"""How soon all sites show what the city says, and how soon nobody shows what it recalls.

``make spreading`` serves the databases by ZEO to two portals in processes of their own, one of
which keeps the twin, and works beside them: an item is offered to all sites, whose rules take it,
and recalled; then an emergency notice is raised.  After each deed both processes are asked for
pages and feeds of every site, after the recall for a search too, and the twin is looked through.
What counts is the last answer that was still as before, and when the twin was as it should be.
"""
import datetime
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import quote_plus

import transaction
from hanoiportal.editorial.crossposting.interfaces import RECOMMENDED
from hanoiportal.editorial.emergencynotices.services import EmergencyNotices
from hanoiportal.kernel.storage import snapshot
from hanoiportal.safekeeping.twin.mirrorstore import opened as shelf_in
from hanoiportal.safekeeping.twin.services import SEEN
from hanoiportal.shells.commands.environment import opened
from servers.portal import serving, write_ini
from servers.zeo import zeo
from support.crossposting import crossing_of, published
from support.editorial_staff import CHECKED

from .allsites import begin
from .bench.table import Row, at_most
from .commands import verdict
from .offering import SECTION, staff_of

#: Seconds that are allowed for pages of every process, and for all else.
PAGES, ALL = 5, 60
#: Seconds between two looks into the twin, and until it is given up.
LOOK, PATIENCE = 0.5, 120
TITLE, STORM = 'Lịch cấp nước', 'Bão số 9'
#: A search that finds ``TITLE`` and does not say it; pages mark the words.
SEARCH = f'/api/v1/search?q={quote_plus("lịch cấp")}'


class Watch:
    """Asks ``portals`` and looks into the twin in ``folder``; ``sites``: names, ``''`` the city's.
    """

    def __init__(self, portals, folder, sites):
        self._portals, self._folder, self._sites = portals, folder, sites

    def stale(self, ends, word, present):
        """Ask each process for ``ends`` of every site, until a whole round is right; return the
        seconds until the last wrong answer, and until the last one of that round.
        """
        began = time.monotonic()
        with ThreadPoolExecutor(len(self._portals)) as pool:
            found = list(pool.map(partial(self._ask, began, ends, word, present), self._portals))
        return max(each[0] for each in found), max(each[1] for each in found)

    def _ask(self, began, ends, word, present, portal):
        last, is_right = 0.0, False
        while not is_right:
            is_right = True
            for site in self._sites:
                for end in ends:
                    body = portal.get(f'/sites/{site}{end}' if site else end)[2].decode()
                    if (word in body) is not present:
                        last, is_right = time.monotonic() - began, False
        return last, time.monotonic() - began

    def twin(self, names, word, present):
        """Return the seconds until the files called ``names`` below each host are as they should.
        """
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            files = [path for name in names for path in self._folder.glob(f'pages/*/{name}')]
            said = sum(word in _text(path) for path in files)
            if (said >= len(self._sites) * len(names)) if present else not said:
                break
            time.sleep(LOOK)
        return time.monotonic() - began


def _text(path):
    try:
        return path.read_text(errors='replace')
    except FileNotFoundError:  # taken away just now
        return ''


def main():
    """Measure; return 1 if a gate is missed."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        server = stack.enter_context(zeo(folder / 'zeo'))
        twin = folder / 'twin'
        twin.mkdir()
        settings = {**server.settings('desk'), 'portal.twin': twin}
        ini = write_ini(folder / 'desk', settings)
        environment = stack.enter_context(opened(str(ini), str(folder / 'desk')))
        begin(environment)
        portal = environment.portal
        sites = [each for each in portal['sites'].values() if not each.is_external]
        staff = environment.in_transaction(
            lambda: staff_of(portal, environment.registry, sites))
        with shelf_in(twin) as shelf:
            shelf.put_note(SEEN, snapshot.of(portal._p_jar).hex())
        portals = [stack.enter_context(serving(folder / each, {
            **server.settings(each), **more})) for each, more in (
                ('one', {'portal.twin': twin, 'portal.scheduler': 'true',
                         'portal.scheduler_seconds': '1'}), ('two', {}))]
        return verdict(_rows(environment, sites, staff, portals, twin))


def _rows(environment, sites, staff, portals, twin):
    portal, registry = environment.portal, environment.registry
    transaction.begin()  # the scheduler has written since
    watch = Watch(portals, twin, [each.__name__ for each in sites])
    item = published(staff['editor'], staff['member'], portal[SECTION], TITLE)
    head = crossing_of(registry, portal, staff['head'])
    made = head.offering.offer(item, sites, RECOMMENDED, 'Tin chung', '', head.id)
    name = portal.__objectmap__.object_for(made[0].reference).__name__
    ends = f'/{SECTION}/{name}', f'/{SECTION}', f'/{SECTION}/feed.json', '/atom.xml'
    copies = f'{SECTION}/{name}@.html', f'{SECTION}@.html'
    transaction.commit()
    shown, looked = watch.stale(ends, TITLE, True)
    rows = [at_most('offer: last page without it', shown, PAGES, 's'),
            Row('offer: all pages asked', f'{looked:.1f} s'),
            at_most('offer: the twin has it', looked + watch.twin(copies, TITLE, True), ALL, 's')]
    if TITLE not in portals[0].get(SEARCH)[2].decode():
        raise AssertionError('the search does not find what is to be recalled')
    transaction.begin()
    staff['head'].publishing.withdraw(item, head.id, why='Sai')
    transaction.commit()
    shown, looked = watch.stale((*ends, SEARCH), TITLE, False)
    gone = watch.twin(('**/*.html',), TITLE, False)
    rows += [at_most('recall: last page with it', shown, PAGES, 's'),
             Row('recall: all pages asked', f'{looked:.1f} s'),
             at_most('recall: the twin is without it', looked + gone, ALL, 's')]
    transaction.begin()
    storm = staff['editor'].add(portal[SECTION], STORM, summary='Ở trong nhà từ 18 giờ.')
    notices = EmergencyNotices(
        registry, portal, staff['head'].allowed, staff['head'].reviewing)
    notices.raise_notice(storm, environment.clock.now() + datetime.timedelta(hours=5),
                         'Bão đổi hướng', CHECKED.checks, head.id)
    transaction.commit()
    shown, looked = watch.stale(('/', '/atom.xml'), STORM, True)
    told = looked + watch.twin(('@.html',), STORM, True)
    return [*rows, at_most('emergency: last page without it', shown, ALL, 's'),
            at_most('emergency: all pages asked', looked, ALL, 's'),
            at_most('emergency: home pages of the twin', told, ALL, 's')]


if __name__ == '__main__':
    sys.exit(main())
