"""Running the programs that make renditions: each alone, with an end to its time."""
import os
import subprocess
import sys
from contextlib import suppress
from logging import getLogger
from pathlib import Path

MOST_SECONDS = 120
_GRADE, _MANY, _LENGTH = Path(__file__).parent / 'grade.py', 'many', 8

_log = getLogger(__name__)


def output_of(arguments, given, what, environment=None):
    """Return what the Python program ``arguments`` writes, ``None`` if it fails or takes too long.

    ``given``: bytes for its standard input.  ``what``: what it makes, for the log.
    ``environment``: its variables; those of this process if ``None``.
    """
    try:
        done = subprocess.run(
            [sys.executable, *arguments], input=given, check=False, capture_output=True,
            env=environment, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        _log.error('no %s after %s seconds', what, MOST_SECONDS)
        return None
    if done.returncode:
        _log.error('no %s: %s', what, done.stderr.decode(errors='replace'))
        return None
    return done.stdout


def isolated(program, content, *arguments):
    """Return what the file ``program``, which may import the portal, writes of the bytes
    ``content``; ``None`` as ``output_of``.
    """
    return output_of([program, *arguments], content,
                     f'{program.name} of {len(content)} bytes', _importing())


def _importing():
    """Return the variables with which a program may import the portal."""
    return {**os.environ, 'PYTHONPATH': os.pathsep.join(filter(None, sys.path))}


class Grading:
    """Context manager in which the program ``grade.py`` waits for PDFs: to start it for each
    takes half a second of the processor.

    It looks at each in a process of its own, with the same limits as ever.
    """

    def __enter__(self):
        self._program = subprocess.Popen(
            [sys.executable, _GRADE, _MANY], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=_importing())
        return self

    def __exit__(self, *error):
        with suppress(BrokenPipeError):  # what it was sent when it had ended is still to be told
            self._program.stdin.close()
        self._program.stdout.close()
        self._program.wait()

    def graded(self, content):
        """Return the JSON of what is known of the PDF ``content``, ``None`` if nothing is."""
        try:
            self._program.stdin.write(len(content).to_bytes(_LENGTH, 'big') + content)
            self._program.stdin.flush()
            length = int.from_bytes(self._program.stdout.read(_LENGTH), 'big')
            return self._program.stdout.read(length) or None
        except BrokenPipeError:
            return None
