"""The fields of a pattern, filled with words."""
from collections.abc import Mapping
from html import escape
from random import Random

from .material import CONTROLS
from .patterns import Words


def first_paragraphs(values: Mapping[str, object]) -> set[str]:
    """Return what an item's line begins with: its summary, and the first paragraph of its text."""
    body = str(values.get('body', '')).partition('</p>')[0]
    return {text for text in (str(values.get('summary', '')), body) if text}


def filled(pattern: Mapping[str, object], words: Words, chance: Random,
           tag: str = 'vi') -> dict[str, object]:
    """Return the fields of ``pattern``, each filled with ``words`` in the language ``tag``."""
    return {name: _value(name, said, words, chance, tag) for name, said in pattern.items()
            if name not in CONTROLS}


def _value(name: str, said: object, words: Words, chance: Random, tag: str) -> object:
    if name in ('body', 'biography', 'duties', 'functions', 'analysis'):
        paragraphs = said if isinstance(said, list) else [said]
        return ''.join(_paragraph(words.fill(_one(each, chance), tag)) for each in paragraphs)
    if name in ('keywords', 'images', 'who', 'based_on') and isinstance(said, list):
        return [words.fill(str(each), tag) for each in said]
    if isinstance(said, int):
        return said
    text = words.fill(_one(said, chance), tag).strip()
    return int(text) if name in ('funding', 'order') or (
        name in ('year', 'begins', 'ends') and text.isdigit()) else text


def _one(said: object, chance: Random) -> str:
    return str(chance.choice(said) if isinstance(said, list) else said).strip()


def _paragraph(text: str) -> str:
    """Return the HTML of a paragraph; ``## `` begins a heading, ``- `` each point of a list."""
    if text.startswith('## '):
        return f'<h2>{escape(text[3:], quote=False)}</h2>'
    if text.startswith('- '):
        points = (line.removeprefix('- ') for line in text.splitlines())
        return f'<ul>{"".join(f"<li>{escape(each, quote=False)}</li>" for each in points)}</ul>'
    return f'<p>{escape(" ".join(text.split()), quote=False)}</p>'
