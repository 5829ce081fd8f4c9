"""Texts as recordings: spoken one at a time, by programs of their own, and kept."""
from hashlib import sha256
from pathlib import Path
from shutil import which
from threading import Lock

from zope.interface import implementer

from .interfaces import ISpeaker
from .program import output_of

PROGRAM = Path(__file__).with_name('speak.py')
#: What it runs, from the operating system.
PROGRAMS = ('espeak-ng', 'lame')
#: Languages with a voice.
VOICES = frozenset({'vi', 'en'})
#: Characters, some 25 minutes; longer texts are not tried: half a text would mislead.
LONGEST = 20_000
#: To eSpeak NG, "[[" begins phonemes, and a control character a command.
_PLAIN = {ord('['): '(', ord(']'): ')', **dict.fromkeys((*range(10), *range(11, 32), 127), ' ')}


@implementer(ISpeaker)
class Speaker:
    """Speaks texts; what was spoken before is on the ``Shelf``.  Thread-safe."""

    longest = LONGEST

    def __init__(self, shelf):
        self._shelf = shelf
        self._lock = Lock()
        self.available = all(map(which, PROGRAMS))

    def takes(self, text, language):
        return self.available and language in VOICES and 0 < len(text) <= LONGEST

    def recording(self, text, language):
        name = f'{sha256(f"{language} {text}".encode(errors="replace")).hexdigest()}.mp3'
        found = self._shelf.get(name)
        if found is None and self._lock.acquire(blocking=False):
            try:
                found = _spoken(text, language)
            finally:
                self._lock.release()
            if found is not None:
                self._shelf.put(name, found)
        return found


def _spoken(text, language):
    """Return the MP3 that the program makes of ``text``, or ``None`` if it could not."""
    return output_of(
        ['-I', PROGRAM, language], text.translate(_PLAIN).encode(errors='replace'),
        f'recording of {len(text)} characters')
