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


@pytest.fixture
def unopened(tmp_path, small_portal):
    """The portal of the test as commands see it that open nothing."""
    (tmp_path / 'target').mkdir()
    return Unopened(settings(tmp_path, **file_settings(tmp_path)), str(tmp_path))


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
def again(registry, folder):
    """Give the portal whose databases lie in ``folder``, opened anew."""
    made = Unopened(settings(folder, **file_settings(folder)), str(folder))
    with working(made.application({}).registry) as environment:
        yield environment.portal


@pytest.fixture
def erasure_settings(tmp_path):
    """``file_settings`` of the test, for ``own_settings``; the files are closed at the end.

    What stays is not looked through again after the next test: that took half a second of each.
    """
    yield file_settings(tmp_path)
    gc.collect()
    gc.freeze()
