"""What commands that measure have in common: how much they are asked for, and what they say."""
import argparse
import os
from collections import Counter

from .bench.table import printed


def size_asked(name, doc, size, argv):
    """Return ``size``, a named tuple of numbers, as ``argv`` says; ``doc``: of the module."""
    parser = argparse.ArgumentParser(prog=name, description=doc.splitlines()[0])
    for each, number in size._asdict().items():
        parser.add_argument(f'--{each}', type=int, default=number)
    return type(size)(**vars(parser.parse_args(argv)))


def verdict(rows, wrong=()):
    """Print what was ``wrong``, the most frequent first, and the table; return 1 if a gate is
    missed, else 0.
    """
    told = ''.join(f'{number} × {each}\n' for each, number in Counter(wrong).most_common(9))
    load = ', '.join(f'{each:.1f}' for each in os.getloadavg())
    print(f'{told}load {load}\n\n{printed(rows)}')
    return 1 if any(row.passed is False for row in rows) else 0
