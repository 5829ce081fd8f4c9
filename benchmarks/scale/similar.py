"""Similar answers among many: ``PYTHONPATH=tests bin/py -m benchmarks.scale.similar 100000``.

Makes an index of so many short answers and the pairs of ``similar_pairs.csv``, asks each
query as somebody types it, with and without marks, and prints CPU time of the process (median,
95th of 100, most) and how many answers are among the first five.
"""
import sys
import time
from statistics import quantiles

import transaction
import ZODB
from corpus.similar import Answers
from hanoiportal.base.text import fold


def main(number):
    """Measure among ``number`` answers, and print."""
    answers = Answers(number)
    database = ZODB.DB(None)
    database.open().root()['index'] = answers.index
    transaction.commit()
    for way in (str, fold):
        spent, found = [], 0
        for row in answers.rows:
            started = time.process_time()
            titles = answers.titles(way(row['query']))
            spent.append(1000 * (time.process_time() - started))
            found += row['title'] in titles
        parts = quantiles(spent, n=20)
        print(f'{number:,} answers, {"as typed" if way is str else "without marks"}: '
              f'median {parts[9]:.1f} ms, 95th {parts[18]:.1f} ms, most {max(spent):.1f} ms; '
              f'{found} of {len(spent)} among the first five', flush=True)


if __name__ == '__main__':
    main(int(sys.argv[1]))
