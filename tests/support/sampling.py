"""What CI plays of much that is alike: a part by a fixed rule; with ``WHOLE=1`` all of it."""
import itertools
import os
import zlib
from collections import Counter

WHOLE = bool(os.environ.get('WHOLE'))


def dealt(cases, *choices, whole=WHOLE):
    """Return ``[(case, *variant)]``, where a variant is one of each of ``choices``.

    The variants are dealt out over the cases in turn, so that each case has one and each variant
    occurs; those of one variant stand together.  ``whole``: each case has all of them.
    """
    variants, cases = [*itertools.product(*choices)], [*cases]
    assert whole or len(cases) >= len(variants), 'a variant would never occur'
    return [(case, *variant) for at, variant in enumerate(variants)
            for case in (cases if whole else cases[at::len(variants)])]


def some(cases, seed, share, whole=WHOLE):
    """Return a ``share``-th of ``cases``, texts, chosen by themselves and ``seed``; or all."""
    return [each for each in cases
            if whole or zlib.crc32(f'{seed} {each}'.encode()) % share == 0]


def share_of(cases, seed, share, whole=WHOLE):
    """Return every ``share``-th of ``cases``, at least one, begun where ``seed`` says; or all."""
    if whole or len(cases) < 2:
        return [*cases]
    return cases[zlib.crc32(seed.encode()) % min(share, len(cases))::share]


_asked = Counter()


def in_turn(variants, whole=WHOLE):
    """Return one of ``variants`` in a list: the next one each time that a test asks; or all.

    The name of the test decides with which it begins.
    """
    if whole:
        return [*variants]
    test = os.environ.get('PYTEST_CURRENT_TEST', '')
    _asked[test] += 1
    return [variants[(zlib.crc32(test.encode()) + _asked[test]) % len(variants)]]


def is_turn(what, whole=WHOLE):
    """Return whether a test asks for ``what`` the first time, the third and so on; or ``True``."""
    asked = os.environ.get('PYTEST_CURRENT_TEST', ''), what
    _asked[asked] += 1
    return whole or _asked[asked] % 2 == 1
