"""The public pages that are measured, and what each shows."""
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote_plus

from . import asking, corpus, filling, serving
from .expectations import (
    NO_BODY,
    PAGE_SIZE,
    Page,
    Part,
    blocks,
    heading,
    items,
    rows,
    total,
    words,
)
from .filling import Content
from .load import Pair, Paired
from .progress import say
from .table import Row, at_least, at_most, rate

#: The feed of the whole city, and how many entries it has (``portal.feed_size``).
FEED, ENTRIES = '/rss.xml', 30
_ENTRIES = Part('entry', r'<item><title>([^<]+)', ENTRIES)


def news(content: Content, path: str, row: str) -> Page:
    """Return the page of the item at ``path``."""
    return Page(row, path, (heading(content.titles[path]),))


def section(content: Content, place: str, row: str) -> Page:
    """Return the first page of the section at ``place``."""
    return Page(row, place, (
        heading(corpus.SECTION_TITLE), items(PAGE_SIZE), words(content.newest(place))))


def home(row: str) -> Page:
    """Return the home page of the corpus."""
    return Page(row, '/', (blocks(len(corpus.BLOCKS)), items(sum(corpus.BLOCKS.values()))))


def feed(content: Content, row: str) -> Page:
    """Return the newest of the whole city."""
    return Page(row, FEED, (_ENTRIES, words(content.newest())))


def search(query: str, row: str, *parts: Part) -> Page:
    """Return a full page of results for ``query``; ``parts``: what else it shows."""
    return Page(row, f'/search?q={quote_plus(query)}', (rows(PAGE_SIZE), *parts))


def measure(var: Path, content: Content, paired: Paired) -> list[Row]:
    """Return the rows of the pages of the portal in ``var``, anew, cold and from the cache."""
    with serving.portal(var, 0) as server:
        anew = _anew(server, content, paired)
        memory = server.memory()
        cold = _cold(server, content, paired, var)
    with serving.portal(var, serving.CACHE) as server:
        cached = _cached(server, content, paired)
    return [*anew, *cold, *cached,
            at_most('memory of the serving process', memory / 2 ** 20, 600, 'MB')]


def _anew(server: serving.Server, content: Content, paired: Paired) -> list[Row]:
    large, small = content.large, content.small
    many, few = content.places[large], content.places[small]
    pages = {
        'item': news(content, content.paths[0], 'news page, anew'),
        'few': section(content, small, f'latest {PAGE_SIZE} of {few:,}, anew'),
        'many': section(content, large, f'latest {PAGE_SIZE} of {many:,}, anew'),
        'home': home(f'home page, {sum(corpus.BLOCKS.values())} items in '
                     f'{len(corpus.BLOCKS)} blocks, anew'),
        'search': search(' '.join(corpus.SOUGHT), 'search for two words, anew', total(
            content.holding(' '.join(corpus.SOUGHT)))),
        'first': asking.FIRST, 'second': asking.SECOND,
    }
    found: dict[str, Pair] = {}
    for name, page in pages.items():
        say(page.row)
        found[name] = paired.load(server, page)
    gates = {'item': 1 / 5, 'many': 1 / 15, 'search': 1 / 12, 'first': 1 / 12, 'second': 1 / 12}
    lines = {name: rate(page.row, found[name], gates.get(name)) for name, page in pages.items()}
    return [lines['item'], lines['home'], lines['few'], lines['many'],
            among_more(found['few'], found['many'], 'section'), lines['search'],
            lines['first'], lines['second']]


def _cold(server: serving.Server, content: Content, paired: Paired, var: Path) -> list[Row]:
    """Return the rows of pages that nobody has requested since ``server`` started."""
    row = 'news page that nobody has requested before'
    pages = [news(content, path, row) for path in content.paths[1:]]
    say(row)
    found = [rate(row, paired.load_once(server, pages, var))]
    row = 'search for two words that nobody has searched for before'
    say(row)
    searches = [search(pair, row) for pair in corpus.pairs()]
    return [*found, rate(row, paired.load_once(server, searches, var))]


def _cached(server: serving.Server, content: Content, paired: Paired) -> list[Row]:
    page = news(content, content.paths[0], 'news page from the page cache')
    say(page.row)
    found = paired.load(server, page)
    tag = server.get(page.path)[1]['ETag']
    unchanged = Page('the same, answered 304', page.path, (NO_BODY,), 304, {'If-None-Match': tag})
    return [rate(page.row, found, 0.8), rate(unchanged.row, paired.load(server, unchanged))]


def measure_city(portals: Sequence[tuple[Path, Content]], paired: Paired) -> list[Row]:
    """Return the rows of the newest of the whole city, in two portals: one has ten times more."""
    pages = [feed(content, f'feed of the newest {ENTRIES} of the whole city of '
                           f'{len(content.titles):,}, anew') for _var, content in portals]
    found = []
    for (var, _content), page in zip(portals, pages, strict=True):
        with serving.portal(var, 0) as server:
            say(page.row)
            found.append(paired.load(server, page))
    return [*(rate(page.row, pair) for page, pair in zip(pages, found, strict=True)),
            among_more(*found, 'whole city')]


def tenth(var: Path, sections: dict[str, int]) -> tuple[Path, Content]:
    """Fill a portal in ``var`` with a corpus of ``sections``; return ``var`` and its content."""
    file = var.with_suffix('.jsonl')
    corpus.write(file, sections)
    filling.command(var, 'seed', '--bare')
    filling.command(var, 'import', str(file), '--names-basis', 'Bộ dữ liệu đo')
    return var, filling.content_of(file)


def among_more(few: Pair, many: Pair, what: str) -> Row:
    """Return the row that compares the rates of a list with those of one ten times longer."""
    return at_least(f'rate among ten times as many items by CPU, {what}',
                    few[0].cpu / many[0].cpu, 0.8, '×', 2)
