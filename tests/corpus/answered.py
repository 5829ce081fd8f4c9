"""Answered questions that nobody looks for: made by patterns, of matters beside those of
``tests/data/similar_pairs.csv``.
"""
from itertools import count, islice, product
from pathlib import Path

import yaml

FILE = Path(__file__).parents[1] / 'data/similar_others.yaml'


def distractors():
    """Yield ``(title, text)`` of as many answered questions as there are, without end: after the
    first ones, for one ward after the other.
    """
    made = yaml.safe_load(FILE.read_text(encoding='utf-8'))
    for ward in count():
        where = f' tại phường số {ward}' if ward else ''
        for number, (matter, said) in enumerate(product(made['matters'], made['aspects'])):
            yield (said['title'].format(matter) + where,
                   said['answer'].format(matter, days=number % 37 + 2))


def some(number):
    """Return the first ``number`` of ``distractors``."""
    return list(islice(distractors(), number))
