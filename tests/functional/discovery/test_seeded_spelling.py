"""On the portal of Hanoi as it is seeded: no right query is corrected, and misspelt names are."""
import re
from urllib.parse import quote

from corpus.library import rows
from corpus.misspelling import MISSPELT, RIGHT, stored
from support.sampling import some

_MEANT = re.compile(r'<p class="meant">.*?<a [^>]*>(.*?)</a>', re.DOTALL)
#: CI types one in so many.
SHARE = 3
#: What the seeded portal has besides the names of units: agencies and procedures.
_NAMES = {row['name'] for name in ('agencies', 'procedures') for row in rows(f'{name}.csv')}


def searched(portal, typed):
    """Return the page of results, and the other spelling that it suggests or ``None``."""
    status, _headers, body = portal.get(f'/search?q={quote(typed)}')
    assert status == 200
    found = _MEANT.search(body.decode())
    return body.decode(), found and found[1]


def test_right_queries_bring_no_suggestion(seeded_portal):
    brought = {typed: searched(seeded_portal, typed)[1]
               for typed in some(stored(RIGHT), 'right', SHARE)}

    assert {typed: meant for typed, meant in brought.items() if meant} == {}


def test_misspelt_names_bring_the_right_one_or_are_answered_at_once(seeded_portal):
    known = {each['typed']: each['meant'] for each in stored(MISSPELT) if each['meant'] in _NAMES}
    pages = {known[typed]: searched(seeded_portal, typed)
             for typed in some(known, 'misspelt', SHARE)}

    assert len(known) > 60 and len(pages) > 10
    for name, (page, meant) in pages.items():
        assert meant == name.lower() or meant is None and f'lang="vi">{name}</a>' in page, name
