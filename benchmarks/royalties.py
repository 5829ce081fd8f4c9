"""Do royalties add up?  ``make royalties`` counts WORKS=100000 made-up works twice.

They have one to six authors and lie on days over three base salaries.  Σ of the parts of each is
its sum to the đồng, no part is negative, each sum is the exact fraction rounded half up, and the
second run is the first.  Prints what it took of a processor; ends with 1 if anything is wrong.
"""
import os
import sys
from time import process_time

from hanoiportal.editorial.royalties.counting import count
from hanoiportal.editorial.royalties.tables import read_tables
from support.royalty_works import CONFIG, faults, works_of

NUMBER = int(os.environ.get('WORKS', '100000'))
SEED = int(os.environ.get('SEED', '18'))


def run():
    """Count; print what is wrong, and how long it took."""
    tables, works = read_tables(CONFIG), works_of(SEED, NUMBER)
    start = process_time()
    total = sum(count(tables, *each).amount for each in works)
    took = process_time() - start
    found = faults(tables, works)
    print(f'{NUMBER:,} works, seed {SEED}: {total:,} đồng, {took:.1f} s of a processor')
    print('\n'.join(f'work {at}: {why}' for at, why in found[:20]) or 'no fault')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(run())
