"""Similar answers among many: ``PYTHONPATH=tests bin/py -m benchmarks.scale.similar 100000``.

Makes an index of so many short answers and the pairs of ``similar_pairs.csv``, asks each
query as somebody types it, with and without marks, and prints CPU time of the process (median,
95th of 100, most) and how many answers are among the first five.
"""
import sys
import time
from pathlib import Path
from statistics import quantiles

import transaction
import ZODB
from corpus.similar import corpus, found_by
from hanoiportal.base.text import fold
from hanoiportal.discovery.similar.everyday import read_everyday


def main(number):
    """Measure among ``number`` answers, and print."""
    rows, index = corpus(number)
    database = ZODB.DB(None)
    database.open().root()['index'] = index
    transaction.commit()
    among = index.indexed()
    everyday = read_everyday(Path('config/hanoi'))
    for way in (str, fold):
        spent, found = [], 0
        for row in rows:
            started = time.process_time()
            best = found_by(index, among, way(row['query']), everyday, 5)
            spent.append(1000 * (time.process_time() - started))
            found += row['number'] in best
        parts = quantiles(spent, n=20)
        print(f'{number:,} answers, {"as typed" if way is str else "without marks"}: '
              f'median {parts[9]:.1f} ms, 95th {parts[18]:.1f} ms, most {max(spent):.1f} ms; '
              f'{found} of {len(rows)} among the first five', flush=True)


if __name__ == '__main__':
    main(int(sys.argv[1]))
