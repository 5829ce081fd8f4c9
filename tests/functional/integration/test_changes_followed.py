"""Who follows the changes ends equal to the portal: killed at any instant, over undoing, erasing,
packing and restoring.

``EXACT=30 bin/pytest tests/functional/integration/test_changes_followed.py`` tells as many
stories, each with some kills; ``make follow`` plays more than 300 kills of each machine.
"""
import base64
import itertools
import os
import shutil
import threading
from contextlib import ExitStack, contextmanager
from wsgiref.simple_server import make_server

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.interfaces import CONTENT
from hanoiportal.kernel.tree.events import Change, send
from hanoiportal.kernel.tree.lookup import find_site, walk
from hanoiportal.platform.ledger.resource import Ledger
from hanoiportal.platform.ledger.undoing import OverUndo
from hanoiportal.platform.reconciling.services import reconcile
from hanoiportal.safekeeping.audit.undolog import keep_over_undo
from hanoiportal.shells.console import transactions
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from ZODB.POSException import POSError, UndoError

from ...support.application import CarryingIn, copy_content, working
from ...support.following_copy import Copy, Killed, Source, public
from ...support.following_script import Script, Silent

STORIES = how(
    max_examples=int(os.environ.get('EXACT', '10')), deadline=None,
    suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
    database=None, derandomize='EXACT' not in os.environ)
#: Of those in which the machine is the script of the documents, a process that asks by HTTP.
BY_SCRIPT = how(STORIES, phases=(Phase.generate,),
                max_examples=STORIES.max_examples // 2 if 'EXACT' in os.environ else 2)
#: How Hypothesis tells of what it found.
FOUND = (AssertionError, Flaky)
#: Those that stand twice come twice as often.
DEEDS = (
    *('writes',) * 6, *('publishes',) * 2, 'translates', *('corrects',) * 3, *('withdraws',) * 2,
    *('renames',) * 2, *('moves',) * 2, 'renames_a_section', 'describes_a_section',
    'suspends_or_resumes', *('discards',) * 2, *('undoes',) * 4, 'erases', 'packs', 'backs_up',
    'restores', *('is_killed',) * 8, *('is_killed_later',) * 2, *('is_equal',) * 2)
#: A story of every run: what is read is lost by a restore, and its numbers come again.
FIRST = [('writes', 3), ('backs_up', 0), ('writes', 1), ('writes', 5), ('is_equal', 0),
         ('restores', 0), *(('writes', number) for number in (7, 9, 11)), ('is_equal', 0)]
STORY = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 10**6)), min_size=40,
                 max_size=40)


class Portal:
    """A portal in files, with what is done to it; ``restore`` puts back its last backup."""

    def __init__(self, lender, folder):
        self._lender, self._folder, self._stack = lender, folder, ExitStack()
        self.copy, self.kills, self.made, self.undone = Copy(), 0, 0, 0
        self.sections, self.told = None, []
        self.open()
        self._begun = content_database(self.registry).lastTransaction()
        self.backup()

    def open(self):
        self.application = self._stack.enter_context(self._lender.lent(self._folder))
        self.registry = self.application.registry
        self.environment = self._stack.enter_context(working(self.registry))
        self.publishing = CarryingIn(self.environment.publishing)
        self.editing = self.environment.editing
        portal = self.environment.portal
        if self.sections is None:
            self.sections = [place.__oid__ for site in (portal, portal['sites']['bavi'])
                             for place in site.values() if 'NewsItem' in getattr(
                                 place, 'allowed_types', ())]
            assert len(self.sections) > 3

    def close(self):
        self._stack.close()

    @property
    def portal(self):
        return self.environment.portal

    @property
    def source(self):
        return Source(self.environment)

    def items(self, state=None):
        """Return the items of the sections, in order of ids."""
        found = [each for section in self.places() for each in walk(section)
                 if each is not section and state in (None, each.state == 'published')]
        return sorted(found, key=lambda each: each.__oid__)

    def places(self):
        found = map(self.portal.__objectmap__.object_for, self.sections)
        return [each for each in found if each is not None]

    @contextmanager
    def deed(self):
        """Commit what is done; what is refused has not happened."""
        try:
            yield
            transaction.commit()
        except Refused:
            transaction.abort()
        transaction.begin()

    def backup(self):
        shutil.copy(self._folder / 'content.fs', self._folder / 'backup')

    def restore(self):
        self.close()
        shutil.copy(self._folder / 'backup', self._folder / 'content.fs')
        (self._folder / 'content.fs.index').unlink(missing_ok=True)
        (self._folder / 'restored').touch()
        self.open()
        assert [*reconcile(self.environment)]
        transaction.begin()

    def undo(self, number):
        database = content_database(self.registry)
        known = [each for each in transactions.latest(database, 3)
                 if base64.decodebytes(each.id.encode()) > self._begun]
        if not known:
            return
        asked = known[number % len(known)].id
        connection = self.portal._p_jar
        manager = transaction.get()
        contradict = OverUndo(self.registry).keep(connection, asked)
        transactions.undo(database, asked, manager)
        keep_over_undo(connection, manager, asked, 'uban', self.registry, '', contradict)
        try:
            transaction.commit()
            self.undone += 1
        except (UndoError, POSError):
            transaction.abort()
        transaction.begin()

    def erase(self, resource):
        gone = Erased(frozenset(each.__oid__ for each in walk(resource)))
        for _twice in range(2):
            with self.deed():
                self.registry.getUtility(IErasers).run(
                    CONTENT, self.portal, gone, self.registry)
        self.pack()

    def pack(self):
        content_database(self.registry).pack()
        transaction.begin()

    def follow(self, lives, size):
        """Let the machine follow, and be killed after ``lives`` steps."""
        self.copy.lives = lives
        try:
            self.copy.follow(self.source, size)
        except Killed:
            self.kills += 1
        self.copy.lives = None

    def check(self):
        """The machine follows to the end, and is equal."""
        self.copy.follow(self.source, 100)
        assert self.copy.records == public(self.portal), self.told


class Served(Portal):
    """The same portal, followed by ``follow.sh`` of the documents."""

    def __init__(self, lender, folder, work):
        self._script, self._turn = Script(work), threading.Lock()
        super().__init__(lender, folder)
        server = make_server('127.0.0.1', 0, self._answer, handler_class=Silent)
        self._script.base = f'http://localhost:{server.server_port}'
        thread = threading.Thread(target=server.serve_forever, args=(.01,))
        thread.start()
        self._end = lambda: (server.shutdown(), thread.join(), server.server_close())

    def _answer(self, environ, start_response):
        with self._turn:
            return [b''.join(self.application(environ, start_response))]

    def close(self):
        with self._turn:
            super().close()

    def end(self):
        """End the server, too."""
        self._end()
        self.close()

    def follow(self, lives, size):
        """Let the script run for a share of its time, and kill it with all that it has begun."""
        self.kills += self._script.killed(lives / 150)

    def check(self):
        """The script follows to the end, and has what a list has."""
        self._script.run()
        fresh, address = {}, f'/api/v1/items?limit=100&{Script.FIELDS}'
        while address:
            page = self._script.asked(address)
            fresh.update((each['id'], each) for each in page['items'])
            address = page.get('next')
        assert self._script.copy() == fresh, self.told
        self.copy.begun = 1


class Deeds:
    """What happens to a portal.  ``at``: the ``Portal``."""

    def __init__(self, at):
        self.at = at

    def chosen(self, number, state=None):
        found = self.at.items(state)
        return found[number % len(found)] if found else None

    def writes(self, number):
        at = self.at
        at.made += 1
        places = at.places()
        with at.deed():
            made = at.editing.add(places[number % len(places)], f'tin-{at.made}', 'NewsItem', {
                'title': f'Tin {at.made}'}, 'utacgia')
            if number % 2:
                at.publishing.publish(made, 'uban')

    def publishes(self, number):
        item = self.chosen(number, False)
        if item is not None:
            with self.at.deed():
                self.at.publishing.publish(item, 'uban')

    def translates(self, number):
        item = self.chosen(number)
        if item is not None and 'en' not in item.translations:
            with self.at.deed():
                made = self.at.editing.translate(item, 'en', {'title': f'T {number}'}, 'udich')
                self.at.publishing.publish(made, 'uban')

    def corrects(self, number):
        item = self.chosen(number, True)
        if item is not None:
            with self.at.deed():
                item.title, item.state = f'Sửa {number}', 'draft'
                self.at.publishing.publish(item, 'uban')

    def withdraws(self, number):
        item = self.chosen(number, True)
        if item is not None:
            with self.at.deed():
                self.at.publishing.withdraw(item, 'uban', ('error', 'outdated')[number % 2])

    def renames(self, number):
        item = self.chosen(number)
        if item is not None:
            with self.at.deed():
                self.at.editing.rename(item, f'ten-{number}', 'uban')

    def moves(self, number):
        item = self.chosen(number)
        if item is not None:
            places = [each for each in self.at.places() if each is not item.__parent__
                      and find_site(each) is find_site(item) and item.__name__ not in each]
            with self.at.deed():
                for place in places[:1]:
                    item.__parent__.move(item.__name__, place, registry=self.at.registry)

    def renames_a_section(self, number):
        places = self.at.places()
        with self.at.deed():
            section = places[number % len(places)]
            if f'muc-{number}' not in section.__parent__:
                section.__parent__.rename(
                    section.__name__, f'muc-{number}', registry=self.at.registry)

    def describes_a_section(self, number):
        places = self.at.places()
        with self.at.deed():
            self.at.editing.edit(
                places[number % len(places)], {'title': f'Mục {number}'}, 'uban')

    def suspends_or_resumes(self, _number):
        site = self.at.portal['sites']['bavi']
        with self.at.deed():
            site.status = 'suspended' if site.is_active else 'active'
            send(self.at.registry)(Change(site, 'suspend_site', 'uban'))

    def discards(self, number):
        item, at = self.chosen(number), self.at
        if item is not None:
            recycling = RecyclingService(
                at.registry, lambda *_asked: True, at.registry.getUtility(IClock),
                send(at.registry), Naming(at.registry))
            with at.deed():
                entry = recycling.discard(item, 'uban')
            if number % 2:
                with at.deed():
                    recycling.restore(entry, 'uban')

    def undoes(self, number):
        self.at.check()
        self.at.undo(number)

    def erases(self, number):
        item = self.chosen(number)
        if item is not None:
            self.at.erase(item)

    def packs(self, _number):
        self.at.pack()

    def backs_up(self, _number):
        self.at.backup()

    def restores(self, _number):
        self.at.restore()

    def is_killed(self, number):
        self.at.follow(number % 4, 1 + number % 7)

    def is_killed_later(self, number):
        self.at.follow(number % 150, 1 + number % 20)

    def is_equal(self, _number):
        self.at.check()


@pytest.fixture
def portal(lender, tmp_path, small_content):
    copy_content(small_content, tmp_path)
    found = Portal(lender, tmp_path)
    yield found
    found.close()


def tell_stories(portal, stories=STORIES):
    """Let the portal go through stories; it goes on from one to the next."""
    deeds = Deeds(portal)

    @stories
    @given(STORY)
    @example(FIRST)
    def told(story):
        portal.told = story
        for name, number in story:
            getattr(deeds, name)(number)
        portal.check()

    told()


def test_a_machine_that_is_killed_at_random_ends_equal_to_the_portal(portal):
    tell_stories(portal)
    assert portal.undone and portal.copy.begun and portal.items()
    assert portal.kills >= 2 * STORIES.max_examples


def test_the_script_of_the_documents_that_is_killed_at_random_ends_equal_to_the_portal(
        lender, tmp_path, small_content):
    work, folder = tmp_path / 'work', tmp_path / 'portal'
    for each in (work, folder):
        each.mkdir()
    copy_content(small_content, folder)
    served = Served(lender, folder, work)
    try:
        tell_stories(served, BY_SCRIPT)
        assert served.kills >= 2 * BY_SCRIPT.max_examples
    finally:
        served.end()


def losing(append):
    """Return what adds a row as ``append`` does, and forgets every fifth."""
    asked = itertools.count(1)
    return lambda ledger, row, beyond=0: (
        append(ledger, row, beyond) if next(asked) % 5 else ledger.last + 1)


def reserving(append):
    """Return what gives every third row its number at once, and writes it with the next row."""
    asked, waiting = itertools.count(1), {}

    def add(ledger, row, beyond=0):
        if not next(asked) % 3:
            number = max(ledger.last, *waiting, beyond) + 1 if waiting else ledger.last + 1
            waiting[number] = row
            return number
        number = append(ledger, row, max([beyond, *waiting]))
        ledger.kept.update(waiting)
        waiting.clear()
        return number

    return add


@pytest.mark.parametrize('planted', [
    (Ledger, 'append', losing), (Ledger, 'append', reserving),
    (Ledger, 'begin_epoch', lambda _begin: lambda *_given: None),
    (OverUndo, '_contradict', lambda _contradict: lambda *_given: None)])
def test_a_fault_that_is_planted_is_found(portal, monkeypatch, planted):
    owner, name, plant = planted
    monkeypatch.setattr(owner, name, plant(getattr(owner, name)))
    with pytest.raises(FOUND):
        tell_stories(portal)
