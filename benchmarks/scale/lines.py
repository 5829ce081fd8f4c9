"""The lines of a portal of any number of items; each follows from its number alone."""
import datetime
import random

from hanoiportal.kernel.tree.schema import Cleaned, accepted

from ..bench import corpus

SITES, SECTIONS = 150, 20
#: Paragraphs that bodies are put together from: as many words as a language has, near enough.
_PARAGRAPHS = 4000
#: The years over which the items are spread.
_YEARS = 20


def first_lines():
    """Yield the lines of the portal, its sites and their sections."""
    yield {'type': 'portal', 'path': 'cong', 'title': 'Cổng đo', 'summary': ''}
    for site in range(SITES):
        yield {'type': 'site', 'path': f'cong/{site_name(site)}', 'title': f'Đơn vị {site}',
               'summary': ''}
        for section in range(SECTIONS):
            yield {'type': 'section', 'path': f'cong/{site_name(site)}/muc-{section:02d}',
                   'title': f'Chuyên mục {section}', 'summary': ''}


def site_name(number):
    """Return the name of a site.  A third of all items lies in the first, half of them in one
    section: the longest list of the portal.
    """
    return f'don-vi-{number:03d}'


def path_of(number, chance):
    """Return where item ``number`` lies below ``/sites``; ``chance``: its own, freshly begun."""
    site = 0 if number % 3 == 0 else chance.randrange(SITES)
    section = 0 if number % 6 == 0 else chance.randrange(SECTIONS)
    return f'{site_name(site)}/muc-{section:02d}/tin-{number}'


class News:
    """Makes the line of each item; the paragraphs of its body have been cleaned once."""

    def __init__(self):
        chance = random.Random(4263)
        self._paragraphs = [accepted(
            f'<p>{" ".join(corpus.sentence(chance) for _each in range(3))}</p>')
            for _paragraph in range(_PARAGRAPHS)]

    def line(self, number):
        """Return the line of item ``number``, from 0."""
        chance = random.Random(number)
        path = path_of(number, chance)
        moment = corpus.END - datetime.timedelta(
            minutes=chance.randrange(_YEARS * 365 * 24 * 60))
        return {
            'type': 'news',
            'path': f'cong/{path}',
            'title': f'{corpus.sentence(chance)[:-1]} (số {number})',
            'summary': corpus.sentence(chance), 'body': self._body(chance),
            'keywords': chance.sample(corpus.PHRASES, 3), 'date': moment.isoformat(),
            'state': 'published'}

    def _body(self, chance):
        parts, size = [], 0
        while size < corpus.BYTES:
            parts.append(chance.choice(self._paragraphs))
            size += len(parts[-1].encode())
        return Cleaned('\n'.join(parts))
