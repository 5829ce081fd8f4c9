"""How a text is read, and the terms it is found by."""
from collections import defaultdict
from itertools import pairwise

from ....base.text import words

WORD, MARKED, PAIR = 'w', 'm', 'p'
TITLE_WORD, TITLE_MARKED, TITLE_PAIR = 'W', 'M', 'P'

_BREAK = '\n'  # between title and body, so that no phrase runs across


def joined(title, body):
    """Return two plain texts as one, from which both can be had again."""
    return f'{title.replace(_BREAK, " ")}{_BREAK}{body}'


class Reading:
    """The words of one document, marked (lower case, NFC, tone marks in place) and folded.

    ``marked`` and ``folded``: two lists of words, of the title and of the body.
    """

    __slots__ = 'folded', 'marked'

    def __init__(self, marked, folded):
        self.marked = marked
        self.folded = folded

    @classmethod
    def of(cls, text):
        """Return the reading of a text that was ``joined``."""
        title, _break, body = text.partition(_BREAK)
        (title, plain_title), (body, plain_body) = words(title), words(body)
        return cls((title, body), (plain_title, plain_body))

    def folded_text(self):
        """Return the folded words as one string, each between two spaces."""
        return f' {f" {_BREAK} ".join(map(" ".join, self.folded))} '


class Inversion:
    """The documents of each term, in memory, while documents are taken in one by one."""

    def __init__(self):
        self._kinds = {kind: defaultdict(list) for kind in (
            WORD, MARKED, PAIR, TITLE_WORD, TITLE_MARKED, TITLE_PAIR)}

    def add(self, docid, reading):
        """Take in the terms of one document."""
        (title, body), (plain_title, plain_body) = reading.marked, reading.folded
        title_words, all_words = {*plain_title}, {*plain_title, *plain_body}
        self._put(WORD, all_words, docid)
        self._put(MARKED, {*title, *body} - all_words, docid)
        self._put(PAIR, pairwise(plain_title), docid)
        self._put(PAIR, pairwise(plain_body), docid)
        self._put(TITLE_WORD, title_words, docid)
        self._put(TITLE_MARKED, {*title} - title_words, docid)
        self._put(TITLE_PAIR, pairwise(plain_title), docid)

    def _put(self, kind, keys, docid):
        # A document comes as often as the pair occurs: a bitmap takes it once, and faster
        # than a set of the pairs would.
        kept = self._kinds[kind]
        for key in keys:
            kept[key].append(docid)

    def get(self, term):
        """Return the list of documents of ``term``."""
        key = tuple(term[1:].split(' ')) if term[0] in (PAIR, TITLE_PAIR) else term[1:]
        return self._kinds[term[0]].get(key, ())

    def starting(self, prefix):
        """Yield the list of documents of each term of words that starts with ``prefix``."""
        for key, docids in self._kinds[prefix[0]].items():
            if key.startswith(prefix[1:]):
                yield docids

    def entries(self):
        """Yield all pairs of a term and its list of documents, terms ascending."""
        found = {}
        for kind, kept in self._kinds.items():
            found |= zip(terms(kind, kept), kept.values(), strict=True)
        for term in sorted(found):
            yield term, found[term]


def terms(kind, values):
    """Return the terms of one kind for ``values``: words, or pairs of words."""
    if kind in (PAIR, TITLE_PAIR):
        return [f'{kind}{first} {second}' for first, second in values]
    return [kind + word for word in values]
