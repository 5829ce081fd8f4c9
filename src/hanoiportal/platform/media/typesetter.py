"""Pages as tagged PDF: set one at a time, by a program of its own, and kept."""
import os
import sys
from ctypes.util import find_library
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore, Lock

from zope.interface import implementer

from .interfaces import ITypesetter
from .program import output_of

PROGRAM = Path(__file__).with_name('typeset.py')
#: What WeasyPrint loads from the operating system.
LIBRARIES = ('pango-1.0', 'pangoft2-1.0', 'harfbuzz-subset')
#: Characters of HTML, with its pictures; longer ones are not tried.
LONGEST = 6_000_000
#: Seconds to wait for another one to be done.
PATIENCE = 15
#: Threads that one may be set in and waited for in: a process has four, and pages need the others.
MOST_THREADS = 2


@implementer(ITypesetter)
class Typesetter:
    """Sets HTML as PDF; what was set before is on the ``Shelf``.  Thread-safe."""

    def __init__(self, shelf):
        self._shelf = shelf
        self._lock = Lock()
        self._threads = BoundedSemaphore(MOST_THREADS)
        self.available = find_spec('weasyprint') is not None and all(
            map(find_library, LIBRARIES))

    def pdf(self, html, base, keep):
        name = f'{sha256(f"{base} {html}".encode()).hexdigest()}.pdf'
        found = self._shelf.get(name) if keep else None
        if found is None:
            found = self._set(html, base, name)
            if found is not None and keep:
                self._shelf.put(name, found)
        return found

    def _set(self, html, base, name):
        if len(html) > LONGEST or not self._threads.acquire(blocking=False):
            return None
        try:
            return self._in_turn(html, base, name)
        finally:
            self._threads.release()

    def _in_turn(self, html, base, name):
        if not self._lock.acquire(timeout=PATIENCE):
            return None
        try:
            return _printed(html, base, name)
        finally:
            self._lock.release()


def _printed(html, base, name):
    """Return the PDF that the program makes of ``html``, or ``None`` if it could not."""
    environment = {**os.environ, 'PYTHONPATH': os.pathsep.join(filter(None, sys.path))}
    return output_of(
        [PROGRAM, base, name[:32]], html.encode(), f'PDF of a page of {base}', environment)
