"""Similar answers among many: ``make similar``, or
``PYTHONPATH=.:tests bin/py -m benchmarks.scale.similar 100000``.

Makes an index of so many short answers and the pairs of ``similar_pairs.csv``, asks each
query as somebody types it, with and without marks, and prints CPU time of the process (median,
95th of 100, most) and how many answers are among the first five.  Fails if 5 of 100 take more
than ``MILLISECONDS``.
"""
import argparse
import sys
import time
from statistics import quantiles

import transaction
import ZODB
from corpus.similar import Answers
from hanoiportal.base.text import fold

#: What it must reach.
MILLISECONDS = 10


def main(number):
    """Measure among ``number`` answers, and print; return 1 if the gate is missed."""
    answers = Answers(number)
    database = ZODB.DB(None)
    database.open().root()['index'] = answers.index
    transaction.commit()
    failed = 0
    for way in (str, fold):
        spent, found = [], 0
        for row in answers.rows:
            started = time.process_time()
            titles = answers.titles(way(row['query']))
            spent.append(1000 * (time.process_time() - started))
            found += row['title'] in titles
        parts = quantiles(spent, n=20)
        failed |= parts[18] > MILLISECONDS
        print(f'{number:,} answers, {"as typed" if way is str else "without marks"}: '
              f'median {parts[9]:.1f} ms, 95th {parts[18]:.1f} ms, most {max(spent):.1f} ms; '
              f'at most {MILLISECONDS} ms are wanted; '
              f'{found} of {len(spent)} among the first five', flush=True)
    return int(failed)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(prog='similar', description=__doc__.splitlines()[0])
    parser.add_argument('number', type=int, help='so many answers')
    sys.exit(main(parser.parse_args().number))
