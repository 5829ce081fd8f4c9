"""What an index is asked, and how the answers are timed."""
import random
import time

from hanoiportal.discovery.catalog.facetedsearch import FacetedSearch
from hanoiportal.discovery.catalog.interfaces import Narrowing
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search import parse

VERY_COMMON = ('cong', 'và', 'của', 'dan', 'hành', 'các', 'trinh', 'công')
PHRASES_OF_TWO = ('thủ tục', 'ủy ban', 'nhân dân', 'doanh nghiệp', 'ngân sách', 'môi trường')
PHRASES_OF_FOUR = ('ủy ban nhân dân', 'hội đồng nhân dân', 'thủ tục hành chính',
                   'dịch vụ công trực', 'cải cách hành chính', 'phòng cháy chữa cháy')
ROUNDS = 60


def two_words(vocabulary, count=ROUNDS, seed=7):
    """Return ``count`` pairs of words, as what people type: one common, one of the rest."""
    chance = random.Random(seed)
    single = [word for word in vocabulary if ' ' not in word]
    return [f'{chance.choice(single[:300])} {chance.choice(single[:1500])}'
            for _each in range(count)]


class Asker:
    """Asks the indexes of ``portal`` as a search of the whole city does: for public items."""

    def __init__(self, portal):
        self._portal, self._catalog = portal, CatalogService(portal)
        self._text = portal.indexes.catalog['text']
        self._first = portal.indexes.latest.first

    def hits(self, query):
        """Return all that is found, a bitmap."""
        return self._text.match(parse(query)) & self._catalog.public(self._portal, 'vi')

    def newest(self, query):
        """Return the newest 20, and how many there are."""
        found = self.hits(query)
        return self._in_order(found, 20), len(found)

    def best(self, query):
        """Return the best 20, and how many there are."""
        asking = self._text.asking(parse(query))
        found = asking.found() & self._catalog.public(self._portal, 'vi')
        return asking.ranked(found, self._in_order, 20), len(found)

    def counts(self, found):
        """Return the ``Counts`` of all choices over the hits ``found``."""
        return FacetedSearch(self._portal, self._portal, Narrowing()).apply(found)[1]

    def _in_order(self, docids, number):
        return self._first(docids, number, self._portal.__oid__, 'vi')


def timed(ask, queries):
    """Return median, 95th percentile and the greatest of ``ask(query)``, ms of CPU time, each
    query once after a first time that does not count.
    """
    took = []
    for query in queries:
        ask(query)
        started = time.process_time()
        ask(query)
        took.append(1000 * (time.process_time() - started))
    return spread(took)


def spread(took):
    """Return median, 95th percentile and maximum of the list ``took``."""
    took = sorted(took)
    return took[len(took) // 2], took[min(len(took) - 1, int(len(took) * .95))], took[-1]


def told(name, numbers):
    """Return one line of the table."""
    return (f'{name:50} median {numbers[0]:8.2f}  p95 {numbers[1]:8.2f}  '
            f'max {numbers[2]:8.2f} ms')
