"""A page of every kind: it links what styles it, and is light."""
import datetime
import re
import shutil

import pytest
import transaction
from hanoiportal.oversight.compliance.public import SITES
from hanoiportal.oversight.compliance.resource import Snapshot, StoredValue
from hanoiportal.oversight.compliance.values import ACTIVE, DutyCount, Month, MonthRow, Row
from hanoiportal.shells.commands.environment import opened as furnishing
from hanoiportal.shells.public.page.stylesheet import WHOLE
from servers.portal import serving, write_ini
from support.stylesheet_rules import classes_of, unstyled

from benchmarks.accessibility.measure import PAGES, furnish
from benchmarks.bench.weight import MOST, PASTED, parts_of

#: As a whole decision is: it weighs what its text weighs.
LONG = '/van-ban-hanh-chinh/4263-qd-ubnd'
#: Results with pages before and behind, of queries as long as they may be.
BETWEEN = tuple(f'{path}&page=2' for path in PASTED[-2:])
#: Of all sites in figures.
FIGURES = ('/tuan-thu', '/english/tuan-thu')
PATHS = sorted({*FIGURES, *PAGES, *(f'/english{path}' for path in PAGES), *PASTED, *BETWEEN})
_SHEET = re.compile(r'<link rel="stylesheet" href="/static/([\w-]+)[.]css[?]')


def know_shares(var):
    """Keep a snapshot in which each share of every site of the portal in ``var`` is known.

    Nobody has decided on hours, so no window counts; the duties are of one rule.
    """
    month = '2026-11'
    with furnishing(str(write_ini(var, {})), str(var)) as environment:
        portal, kept = environment.portal, Snapshot()
        oids = [site.__oid__ for site in (portal, *portal['sites'].values())]
        kept.rows.value = tuple(
            Row(oid, 'agency', ACTIVE, (17, 32), (12, 15), (19, 21)) for oid in oids)
        kept.month_rows[month] = StoredValue(tuple(
            MonthRow(oid, (0, 0), (123, 132), (123, 5, 4, 3, 2)) for oid in oids))
        kept.months[0, month] = StoredValue(Month(
            (), (DutyCount('13.1.c1', 18450, 750, 600, 450, 300),)))
        kept.moment = datetime.datetime(2026, 11, 30, 9, tzinfo=datetime.timezone.utc)
        portal.compliance = kept
        transaction.commit()


@pytest.fixture(scope='module')
def pages(seeded_var, tmp_path_factory):
    """``{path: (HTML, bytes with what it links)}`` of a page of every kind."""
    var = tmp_path_factory.mktemp('weighed') / 'var'
    shutil.copytree(seeded_var, var)
    furnish(var)
    know_shares(var)
    sizes, found = {}, {}
    with serving(var) as portal:
        for path in PATHS:
            html = portal.get(path or '/')[2].decode()
            for part in parts_of(html):
                if part not in sizes:
                    sizes[part] = len(portal.get(part)[2])
            found[path] = html, len(html.encode()) + sum(sizes[each] for each in parts_of(html))
    return found


def test_a_page_links_the_sheets_that_style_what_is_in_it(pages):
    wrong = {path: unstyled(classes_of(html), _SHEET.findall(html))
             for path, (html, _weight) in pages.items()}

    assert {path: rules for path, rules in wrong.items() if rules} == {}


def test_a_page_says_of_which_kind_it_is(pages):
    assert [path for path, (html, _weight) in pages.items() if WHOLE.address in html] == []


def test_what_visitors_paste_finds_a_full_page(pages):
    paths = PASTED + BETWEEN

    assert [pages[path][0].count('<a class="title"') for path in paths] == [20] * len(paths)


def test_the_table_of_all_sites_is_weighed_with_its_links(pages):
    assert [pages[path][0].count('tuan-thu-chi-tiet?') > 4 * SITES for path in FIGURES] == [
        True, True]


def test_a_page_weighs_at_most_71_kilobytes(pages):
    heavy = {path: weight for path, (_html, weight) in pages.items() if weight > MOST * 1024}

    assert {path: weight for path, weight in heavy.items() if not path.endswith(LONG)} == {}
