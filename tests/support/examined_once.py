"""What is known of a document is found out once a process: to look at one is half a second of CPU,
and hundreds of tests store the same short PDF.

Tests of the looking itself have the real one (``tests/unit/platform/media``).
"""
from hanoiportal.platform.media import examiner
from hanoiportal.platform.media.program import isolated

_KNOWN = {}


def looked_at_once(program, content, *arguments):
    """Return what ``isolated`` returns; what it has returned before, without the program."""
    asked = program, content, arguments
    known = _KNOWN.get(asked)
    if known is None:
        known = _KNOWN[asked] = isolated(program, content, *arguments)
    return known


examiner.isolated = looked_at_once
