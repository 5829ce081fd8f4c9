"""Fifty editors at once and the heads of their boards: nobody meets a conflict, no word is lost.

``bin/py tests/servers/soak.py [EDITORS] [SECONDS]``, after it ``zeo`` in place of PostgreSQL.  Two
portals serve one database.  Two editors write in each text, one its summary and one its body, keep
drafts and save; now and then they begin another text and pass it on, which the head of that site
approves and publishes.  Whatever is refused is a complaint, and so is a word that is not there.
"""
import argparse
import os
import queue
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanoiportal.kernel.security.authorization.grants import seat
from hanoiportal.kernel.security.authorization.roles import HEAD
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import opened
from hanoiportal.web.login.throttle import LIMITS
from lxml import html

from servers import CONFIG
from servers.editors import (
    FORM,
    PASSWORD,
    Editor,
    account_of,
    added,
    begun,
    employ,
    fields,
    found,
    said_in,
    words_in,
)
from servers.person import Person
from servers.portal import serving, write_ini
from servers.postgres import cluster, storage
from servers.zeo import zeo

#: Saves of an editor to a text that is begun and passed on; seconds between two saves at most.
SAVES_FOR_EACH_TEXT, PAUSE = 4, 6
#: Everybody here asks from one address.
ONE_ADDRESS = {'portal.throttles': ' '.join(f'{name}:0/60' for name in LIMITS)}
#: The way of a text to the board, as far as its editor goes.
ONWARDS = ('submit', 'take', 'pass_on')


class Site:
    """One site with two editors and a head.

    ``passed``: addresses of texts that wait for the head.  ``published``: of those published.
    ``wrong``: complaints.
    """

    def __init__(self, portals, name):
        path = begun(portals[0], name, 'cung-viet')
        self.name, self.passed, self.wrong, self.published = name, queue.Queue(), [], []
        self.editors = [Editor(portal, f'{name}-{which}', path, field) for portal, which, field
                        in zip(portals, ('mot', 'hai'), ('summary', 'body'), strict=True)]
        self.head, self._reader = Person(portals[1]), Person(portals[0])
        assert self.head.log_in(f'{name}-truong', PASSWORD) == 200

    def write(self, editor, end, chance):
        """Let ``editor`` write until ``end``, a moment of the monotonic clock."""
        while time.monotonic() < end:
            editor.write(SAVES_FOR_EACH_TEXT, chance, PAUSE)
            name = f'tin-{editor.login}-{len(editor.words)}'
            _status, path, said = added(editor.person, self.name, name)
            if all(self._take(editor.person, path, each) for each in ONWARDS):
                self.passed.put(path)
            else:
                self.wrong.append(f'{editor.login} cannot pass {path} on: {said[:300]}')

    def approve(self):
        """Let the head publish what is passed on, until ``None`` is."""
        while path := self.passed.get():
            if self._take(self.head, path, 'approve', then='now', override='thử'):
                self.published.append(path)
            else:
                self.wrong.append(f'the head cannot publish {path}')

    def _take(self, person, path, name, **said):
        """Take the step ``name`` of the text at ``path``; return whether it was taken."""
        _status, body = person.open(path)
        form = _step(body, name)
        if form is None:
            return False
        status, body = person.open(form.get('action'), urlencode(
            {**fields(form), **said, 'checks': _checks(form)}, doseq=True).encode(), FORM)
        if status == 200 and _step(body, name) is None:
            return True
        self.wrong.append(f'{name} of {path}: {status} {said_in(body)[:300]}')
        return False

    def complaints(self):
        """Return what went wrong, with the words that are lost."""
        for editor in self.editors:
            self.wrong += [f'{editor.login} met a conflict: {each.mine}' for each in editor.asked]
            self.wrong += [f'{editor.login} was refused: {each}' for each in editor.refused]
            if words_in(editor) != editor.words:
                self.wrong.append(f'{editor.login} lost words')
        self.wrong += [f'{path} is not published' for path in self.published
                       if self._reader.open(path.removeprefix('/desk'))[0] != 200]
        return self.wrong


def _step(body, name):
    """Return the form of the step ``name`` in the page of the bytes ``body``, or ``None``."""
    return next((form for form in html.document_fromstring(body.decode()).iter('form')
                 if form.fields.get('step') == name), None)


def _checks(form):
    return [box.get('value') for box in form.iter('input') if box.name == 'checks']


def work(sites, seconds):
    """Let everybody of ``sites`` work at once for so many ``seconds``."""
    end = time.monotonic() + seconds
    heads = [threading.Thread(target=site.approve) for site in sites]
    for head in heads:
        head.start()
    try:
        with ThreadPoolExecutor(2 * len(sites)) as pool:
            done = [pool.submit(site.write, editor, end, random.Random(f'{editor.login}'))
                    for site in sites for editor in site.editors]
            for each in done:
                each.result()
    finally:
        for site in sites:
            site.passed.put(None)
        for head in heads:
            head.join()


def retries(portal):
    """Return how many requests the ``Portal`` ran again because two writers met."""
    lines = portal.get('/metrics')[2].decode().splitlines()
    return sum(int(float(line.split()[1])) for line in lines
               if line.startswith('portal_retries_total'))


@contextmanager
def on_postgres(folder):
    """Give the settings of two portals on one PostgreSQL."""
    with cluster() as postgres, storage(postgres, folder) as settings:
        yield [settings, settings]


@contextmanager
def on_zeo(folder):
    """Give the settings of two portals on one ZEO server."""
    with zeo(folder / 'zeo') as server:
        yield [server.settings(name) for name in ('first', 'second')]


STORAGES = {'postgres': on_postgres, 'zeo': on_zeo}


@contextmanager
def portals_of(folder, storages, names):
    """Serve the sites of these ``names`` by two portals; give both."""
    with storages(folder) as settings, ExitStack() as stack:
        ini = write_ini(folder / 'setup', settings[0])
        with opened(str(ini), str(folder / 'setup')) as environment:
            environment.in_transaction(lambda: found(environment, names))
            environment.in_transaction(lambda: employ(environment, names))
            environment.in_transaction(lambda: _seat(environment, names))
        yield [stack.enter_context(serving(folder / name, {**each, **ONE_ADDRESS}))
               for name, each in zip(('first', 'second'), settings, strict=True)]


def _seat(environment, names):
    for name in names:
        account_of(environment, f'{name}-truong', name, seat, HEAD)
        environment.boards.found(environment.portal['sites'][name], 'thử',
                                 environment.clock.now(), None, 'soak')


def trial(folder, editors, seconds, storages):
    """Let so many ``editors`` work; return the complaints, and in words how it went."""
    names = [label for label, values, _english in Data(CONFIG / 'hanoi').sites
             if values['level'] == 'commune'][:editors // 2]
    with portals_of(folder, STORAGES[storages], names) as portals:
        sites = [Site(portals, name) for name in names]
        work(sites, seconds)
        wrong = [each for site in sites for each in site.complaints()]
        again = sum(map(retries, portals))
    saves = sum(len(editor.words) for site in sites for editor in site.editors)
    published = sum(len(site.published) for site in sites)
    return wrong, (
        f'{2 * len(names)} editors, {len(names)} heads, {seconds} s on {storages}: {saves} saves, '
        f'{published} texts published, {again} requests run again, {len(wrong)} complaints')


def main(argv=None):
    """Run a trial and say what came of it; return 1 if there are complaints."""
    parser = argparse.ArgumentParser(prog='soak', description=__doc__.splitlines()[0])
    parser.add_argument('editors', type=int, nargs='?', default=50)
    parser.add_argument('seconds', type=int, nargs='?', default=300)
    parser.add_argument('storages', choices=STORAGES, nargs='?', default='postgres')
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix='soak-') as folder:
        wrong, said = trial(
            Path(folder), options.editors, options.seconds, options.storages)
    sys.stdout.write('\n'.join([*wrong, f'{said}; load {os.getloadavg()[0]:.1f}\n']))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
