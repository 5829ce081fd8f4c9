"""What programs read at ``/api/v1``: an item, a list, a search."""
import json
import re
from pathlib import Path
from urllib.parse import quote_plus

from . import corpus, serving
from .expectations import PAGE_SIZE, Page, Part
from .filling import Content
from .load import Paired
from .progress import say
from .table import Row, rate

API = '/api/v1'


def measure(var: Path, content: Content, paired: Paired) -> list[Row]:
    """Return the rows of the API of the portal in ``var``, anew and from the page cache."""
    with serving.portal(var, 0) as server:
        item = _item(server, content)
        listed = Page(f'the newest {PAGE_SIZE} by the API, anew',
                      f'{API}/items?limit={PAGE_SIZE}', (_ids(PAGE_SIZE),))
        words = ' '.join(corpus.SOUGHT)
        found = Page('search for two words by the API, anew',
                     f'{API}/search?q={quote_plus(words)}', (
                         _ids(PAGE_SIZE), Part('total', rf'"total":{content.holding(words)}\b')))
        rows = [_row(server, paired, page, gate) for page, gate in (
            (item, 1 / 6), (listed, 1 / 8), (found, 1 / 12))]
    with serving.portal(var, serving.CACHE) as server:
        cached = item._replace(row='item by the API from the page cache')
        return [*rows, _row(server, paired, cached, 0.8)]


def _row(server: serving.Server, paired: Paired, page: Page, gate: float) -> Row:
    say(page.row)
    return rate(page.row, paired.load(server, page), gate)


def _item(server: serving.Server, content: Content) -> Page:
    """Return the page of the newest item of the corpus."""
    _status, _headers, body = server.get(f'{API}/items?type=NewsItem&limit=1')
    [found] = json.loads(body)['items']
    return Page('item by the API, anew', f'{API}/items/{found["id"]}', (
        Part('title', re.escape(f'"title":"{content.newest()}"')),))


def _ids(number: int) -> Part:
    """Return ``number`` objects of a list."""
    return Part('object', r'"id":"(\d+)"', number)
