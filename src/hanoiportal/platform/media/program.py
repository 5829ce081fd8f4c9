"""Running the programs that make renditions: each alone, with an end to its time."""
import os
import subprocess
import sys
from logging import getLogger

MOST_SECONDS = 120

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
    environment = {**os.environ, 'PYTHONPATH': os.pathsep.join(filter(None, sys.path))}
    return output_of([program, *arguments], content,
                     f'{program.name} of {len(content)} bytes', environment)
