"""Texts that look like news in Vietnamese, quickly made: the same for the same number.

Words follow Zipf's law: set phrases of administration lead, some thousand made-up syllables of
Vietnamese build follow, so that there are very common words, common ones and rare ones.
"""
import datetime
import random
import unicodedata
from itertools import accumulate, islice
from typing import NamedTuple

from ..bench.corpus import END, PHRASES, VERBS

WORDS = 250          # drawn for a body: some 560 syllables, 3 KB of plain text
SITES, SECTIONS = 150, 25
KINDS = ('NewsItem', 'NewsItem', 'NewsItem', 'LegalDocument', 'Page')
#: Of so many texts all but the last are public.
PUBLIC_OF = 25
YEARS = 5.3
ONSETS = ('', *'b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x'.split())
RIMES = ('a ac ai am an ang anh ao ăm ăn ăng âm ân âng âu ây e en ê ên êu i ia ich iên iêu inh '
         'o oa oai oan oc oi om on ong ô ôi ôn ông ơ ơi ơn u ua ui un ung uôi ư ưa ưng ươi ương y'
         ).split()
TONES = ('', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323')


class Made(NamedTuple):
    """One text.  ``site`` and ``section``: their numbers.  ``moment``: aware ``datetime``."""

    title: str
    body: str
    site: int
    section: int
    kind: str
    is_public: bool
    moment: datetime.datetime


def vocabulary(chance):
    """Return the words, the most common first: phrases of several syllables, and syllables."""
    made = [unicodedata.normalize('NFC', onset + rime + tone)
            for onset in ONSETS for rime in RIMES for tone in TONES]
    chance.shuffle(made)
    single, double = made[:2500], zip(made[2500:5000], made[5000:7500], strict=False)
    further = [*single, *map(' '.join, double)]
    chance.shuffle(further)
    return ['và', 'của', 'các', *PHRASES, *VERBS, *further]


def texts(count, seed=4263):
    """Yield ``count`` of ``Made``; the first of more are the same as those of fewer."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 60) for rank in range(len(words))))
    span = YEARS * 365.25 * 86400
    while count:
        count -= 1
        drawn = iter(chance.choices(words, cum_weights=weights, k=WORDS + 8))
        yield Made(
            ' '.join(islice(drawn, 8)), ' '.join(drawn),
            int(SITES * chance.random() ** 2), chance.randrange(SECTIONS), chance.choice(KINDS),
            chance.randrange(PUBLIC_OF) > 0,
            END - datetime.timedelta(seconds=int(span * chance.random())))
