"""A portal all of whose data are files of the test, from which something is to be erased."""
import gc
from contextlib import contextmanager

import pytest
import transaction
from hanoiportal.content.erasure import command as erase
from hanoiportal.content.erasure.services import Erasing
from hanoiportal.platform.notifications.interfaces import IPost
from hanoiportal.shells.commands import backup
from hanoiportal.shells.commands.environment import Unopened, close, working

from .application import settings
from .plant_secrets import REFERENCE, Planted, TwoPeople

DATABASES = ('content', 'interactions', 'drafts', 'keys')


def file_settings(folder):
    """Return settings of a portal all of whose data are files in ``folder``.

    It has a twin if ``with_twin``: an erasure looks at every page for it, half the time of a test.
    """
    return {
        **{'zodbconn.uri' + ('' if name == 'content' else f'.{name}'):
           f'file://{folder}/{name}.fs?blobstorage_dir='
           f'{folder}/{"blobs" if name == "content" else name + ".blobs"}' for name in DATABASES},
        'portal.backup_key': f'{folder}/key', 'portal.backup_mirror': f'{folder}/mirror',
        'portal.backup_record': f'{folder}/backup.json',
        'portal.erasure_register': f'{folder}/erasures.json',
        'portal.mail_host': '127.0.0.1', 'portal.mail_queue': f'{folder}/mail',
        'portal.twin': f'{folder}/twin' if (folder / 'twin').is_dir() else ''}


@pytest.fixture
def with_twin(tmp_path):
    """Let the portal of the test have a twin; to be used before the others."""
    (tmp_path / 'twin').mkdir()


class Options:
    def __init__(self, **values):
        self.__dict__.update(values)


class Borrowing(Unopened):
    """A portal as commands see it that open nothing: its data lie in ``folder``, and what
    application they open ``lender`` lends.  ``changes``: settings besides ``file_settings``.
    """

    def __init__(self, lender, folder, **changes):
        super().__init__(settings(folder, **file_settings(folder), **changes), str(folder))
        self._lender, self._folder, self._beside = lender, folder, None

    def elsewhere(self, folder):
        """Return an application on the FileStorages in ``folder``."""
        self._beside = folder
        try:
            return super().elsewhere(folder)
        finally:
            self._beside = None

    def application(self, changes):
        """Return the application with ``changes`` of its settings."""
        usual, wanted = settings(self._folder), {**self.mapping, **changes}
        return self._lender.handed_out(self._folder, self._beside, **{
            name: value for name, value in wanted.items() if usual.get(name) != value})

    def but(self, **changes):
        """Return the same with other settings."""
        return Borrowing(self._lender, self._folder, **changes)


@pytest.fixture
def unopened(lender, tmp_path, small_portal):
    """The portal of the test as commands see it that open nothing."""
    (tmp_path / 'target').mkdir()
    yield Borrowing(lender, tmp_path)
    lender.take_back(unclosed=True)


def take(unopened, full=False):
    backup.run(unopened, Options(to=[f'{unopened.var}/target'], full=full, same_device=True,
                                 keep_all=False))


def erased(unopened, **changes):
    erase.run(unopened, Options(**{
        'dry_run': False, 'to': [f'{unopened.var}/target'], 'same_device': True, 'confirm': [],
        **changes}))


@pytest.fixture
def planted(small_portal, registry, editing, publishing):
    assert registry.getUtility(IPost).is_open
    account = small_portal['accounts'].create('bien-tap', 'Biên tập', registry=registry)
    transaction.commit()
    return Planted(small_portal, registry, editing, publishing, account)


@pytest.fixture
def erasing(registry, small_portal, recycling):
    return TwoPeople(registry, small_portal, lambda *asked: True, recycling())


def demand(recycling, erasing, item):
    """Put ``item`` into the bin, then demand its erasure; each is committed."""
    entry = recycling.discard(item, 'test')
    transaction.commit()
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()


@pytest.fixture
def asking(registry, small_portal, recycling):
    """``IErasing`` of one person: what it demands waits for another."""
    return Erasing(registry, small_portal, lambda *asked: True, recycling())


def shut(registry):
    transaction.abort()
    close(registry)


@contextmanager
def again(unopened):
    """Give the portal ``unopened``, opened anew."""
    with working(unopened.application({}).registry) as environment:
        yield environment.portal


@pytest.fixture
def erasure_settings(tmp_path):
    """``file_settings`` of the test, for ``own_settings``; the files are closed at the end.

    What stays is not looked through again after the next test: that took half a second of each.
    """
    yield file_settings(tmp_path)
    gc.collect()
    gc.freeze()
