"""Applications of a process, lent to test after test.

To make one takes longer than most tests.  Who borrows it gets it on databases and in a folder of
their own; when it comes back it is put in order (``app_state``).  An application that cannot be
is thrown away.
"""
import gc
import sys
from collections import defaultdict
from contextlib import contextmanager
from functools import cache, partial
from types import SimpleNamespace

import pyramid_zodbconn
import transaction
from hanoiportal import main
from hanoiportal.kernel.storage.databases import opened
from hanoiportal.shells.commands.environment import close
from zodburi import resolve_uri

from .app_state import Changed, State, made


class Lender:
    """Lends applications.

    ``place``: folder for what they need between two borrowers.
    ``settings``: as ``application.settings``, of the folder and of changes.
    """

    def __init__(self, place, settings):
        self._place, self._settings = place, settings
        self._free, self._many, self._out = defaultdict(list), 0, []

    @contextmanager
    def lent(self, folder, beside=None, **changes):
        """Give an application while the block runs, with its files in ``folder``, made if missing.

        ``changes``: settings besides the usual ones; those that name ``folder``, or another one
        ``beside`` it, may.
        """
        folder.mkdir(exist_ok=True)
        kind = tuple((name, value.replace(str(beside), '{beside}').replace(str(folder), '{}'))
                     for name, value in sorted(changes.items()))
        one = self._free[kind].pop() if self._free[kind] else self._new(kind)
        with one.on(folder, beside):
            yield one.application
        if one.is_as_before:
            self._free[kind].append(one)

    def handed_out(self, folder, beside=None, **changes):
        """Return an application as ``lent`` gives; it has come back when the next one is handed
        out after its databases were closed, as a command does at its end.
        """
        self.take_back()
        borrowing = self.lent(folder, beside, **changes)
        application = borrowing.__enter__()
        self._out.append((application.registry, borrowing))
        return application

    def take_back(self, unclosed=False):
        """Put in order what was handed out and is closed, or is ``unclosed``, too."""
        closed = [each for each in self._out if unclosed or is_closed(each[0])]
        self._out = [each for each in self._out if each not in closed]
        for _registry, borrowing in closed:
            borrowing.__exit__(None, None, None)

    def _new(self, kind):
        self._many += 1
        place = self._place / str(self._many)
        return Lent(place, self._settings(place, **{
            name: value.replace('{beside}', str(beside_of(place))).replace('{}', str(place))
            for name, value in kind}))


def is_closed(registry):
    """Return whether the databases of ``registry`` are closed: each has then nothing to close."""
    return all('close' in vars(each) for each in registry._zodb_databases.values())


def beside_of(place):
    """Return the path that settings name for a folder beside that to which ``place`` leads."""
    return place.with_name(f'{place.name}-beside')


class Lent:
    """One application.

    ``place``: path that its ``settings`` name; it leads to the folder of whoever borrows it, and
    ``beside_of(place)`` to the other one.
    """

    def __init__(self, place, settings):
        self._place = place
        first = place.with_name(f'{place.name}-first')
        for name in ('filestorage', 'blobstorage'):
            (first / name).mkdir(parents=True)
        self._lead_to(first, first)
        known = len(sys.modules)
        objects = self._make(settings)
        if len(sys.modules) > known:  # what was imported meanwhile is no part of it
            objects.clear()
            objects = self._make(settings)
        self._state = State(self._registry, objects)
        self._secret = (first / 'secret').read_bytes()
        gc.freeze()

    def _make(self, settings):
        """Make the application; return the objects that came to be with it."""
        self.application = self._registry = None
        with made() as objects:
            self.application = main({}, **settings)
            self._registry = self.application.registry
            self._close()
        return objects

    def _lead_to(self, folder, beside):
        for place, target in ((self._place, folder), (beside_of(self._place), beside or folder)):
            place.unlink(missing_ok=True)
            place.symlink_to(target, target_is_directory=True)

    @contextmanager
    def on(self, folder, beside):
        """Open databases in ``folder``, or the one ``beside`` it, while the block runs."""
        self._lead_to(folder, beside)
        (folder / 'secret').write_bytes(self._secret)
        pyramid_zodbconn.includeme(
            SimpleNamespace(registry=self._registry),
            db_from_uri=partial(opened, resolve=_resolve))
        try:
            yield
        finally:
            transaction.abort()
            self._close()
            self.is_as_before = self._restore()

    def _close(self):
        close(self._registry)
        self._registry._zodb_databases = {}

    def _restore(self):
        """Put everything back; return whether that can be."""
        try:
            self._state.restore()
        except Changed:
            return False
        return True


_resolve = cache(resolve_uri)
