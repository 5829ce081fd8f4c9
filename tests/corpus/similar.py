"""How often what somebody asks finds the answer that it should: ``similar_pairs.csv``."""
import csv
from types import SimpleNamespace

from hanoiportal.base.text import words
from hanoiportal.base.values import TextQuery
from hanoiportal.discovery.catalog.interfaces import Weighed
from hanoiportal.discovery.catalog.textindex.index import TextIndex
from hanoiportal.discovery.catalog.textindex.scoring import weighed
from hanoiportal.discovery.search.data import SearchData
from hanoiportal.discovery.similar.everyday import read_everyday
from hanoiportal.discovery.similar.fillers import FILLERS
from hanoiportal.discovery.similar.services import SimilarService

from .answered import some
from .library import HANOI

PAIRS = HANOI.parents[1] / 'tests/data/similar_pairs.csv'


def pairs():
    """Return the rows of the file, dictionaries."""
    with open(PAIRS, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def shared(pair):
    """Return which part of the content words of a query its answer has, title and text."""
    content = {*words(pair['query'])[0]} - FILLERS
    return len(content & {*words(f'{pair["title"]} {pair["answer"]}')[0]}) / len(content)


def _itself(text, _default):
    return text


def indexed(texts):
    """Return a ``TextIndex`` of ``texts``, pairs of title and text, by their number from 1."""
    index = TextIndex(_itself)
    for number, (title, body) in enumerate(texts, 1):
        index.index_doc(number, SimpleNamespace(title=title, body=body))
    index.fold_in()
    return index


class Answers:
    """A catalog of answers alone: the pairs, and ``number`` others that nobody looks for.

    ``rows``: of the pairs.  ``index``: the ``TextIndex``; ``among``: the ids of all.
    """

    def __init__(self, number):
        self.rows = pairs()
        self._texts = [(row['title'], row['answer']) for row in self.rows] + some(number)
        self.index = indexed(self._texts)
        self.among = self.index.indexed()
        self.service = SimilarService(self, SearchData(HANOI), read_everyday(HANOI))

    def weighed(self, sought, place, language, types, size):
        """See ``ICatalog``."""
        if 'Question' not in types:
            return []
        best = weighed(self.index.asking(TextQuery()), self.among, sought, size)
        return [Weighed(SimpleNamespace(title=self._texts[docid - 1][0]), share)
                for docid, share in best]

    def titles(self, query):
        """Return the titles that ``query`` is shown, as the page of the form shows them."""
        return [each.title for each in self.service.to(query, None, 'vi')]

    def found(self, rows, way=str):
        """Return how many of ``rows`` find their answer, each query typed in that ``way``."""
        return sum(row['title'] in self.titles(way(row['query'])) for row in rows)
