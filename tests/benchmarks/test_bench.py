"""The bench itself: its corpus is importable and always the same, its gates hold or do not."""
from collections import Counter

import pytest
from hanoiportal.base.permissions import REVIEW
from hanoiportal.discovery.catalog.interfaces import Wanted
from hanoiportal.discovery.catalog.rolesbyplace import measured
from hanoiportal.discovery.catalog.work import Reach, WorkCatalog
from hanoiportal.shells.commands.environment import opened
from support.transfer import imported

from benchmarks.bench import corpus, filling, publishing, searching, staff
from benchmarks.bench.comparing import grown, save
from benchmarks.bench.load import Rate, together
from benchmarks.bench.serving import write_ini
from benchmarks.bench.table import at_least, at_most, printed, rate
from benchmarks.bench.weight import weights

SECTIONS = {'nhieu': 30, 'vua': 10}


def test_the_corpus_is_the_same_every_time_and_of_the_size_it_says():
    one, two = list(corpus.records(SECTIONS)), list(corpus.records(SECTIONS))

    items = [record for record in one if record['type'] == 'news']
    assert one == two
    assert Counter(item['path'].split('/')[1] for item in items) == {**SECTIONS, **corpus.CITY}
    assert all(3000 <= len(item['body'].encode()) < 5000 for item in items)


def test_the_corpus_can_be_imported(portal_in, tmp_path):
    file = tmp_path / 'corpus.jsonl'
    corpus.write(file, SECTIONS)

    with portal_in(tmp_path / 'portal') as environment:
        status = imported(environment, file)

        sites = environment.portal['sites']
        assert status == 0
        assert {name: len(sites[name]['tin-tuc']) for name in sites} == SECTIONS
    content = filling.content_of(file)
    assert content.places == {'/sites/nhieu/tin-tuc': 30, '/sites/vua/tin-tuc': 10}
    assert (content.large, content.small) == tuple(content.places)
    assert len(content.paths) == 60


def test_a_gate_is_kept_or_missed():
    bare = Rate(1000, 0.2)

    rows = [rate('page', (Rate(100, 2), bare), 1 / 8), rate('page', (Rate(125, 2), bare), 1 / 8),
            rate('page', (Rate(1, 2), bare)), at_least('items', 299, 300, '/s'),
            at_most('start', 3.0, 3, 's')]

    assert [row.passed for row in rows] == [False, True, None, False, True]
    assert printed(rows).count('**missed**') == 2


def test_a_cost_that_grew_by_more_than_a_tenth_is_missed(tmp_path):
    baseline, bare = tmp_path / 'baseline.json', Rate(1000, 0.2)

    def rows(page, size, start):
        return [rate('page', (Rate(100, page), bare)), at_most('start', start, 3, 's'),
                at_most('heaviest page (/a, of 9)', size, 60, 'KB')]

    save(rows(2, 50, 1), baseline, 8)

    assert [row.passed for row in grown(rows(2.19, 54, 2), baseline)] == [None]
    assert [row.what for row in grown(rows(2.21, 54, 2), baseline)][:-1] == ['grown: page']
    assert [row.passed for row in grown(rows(2.21, 55.1, 2), baseline)] == [False, False, None]


def test_seconds_count_by_their_requests():
    assert together([Rate(100, 2), Rate(300, 1)]) == Rate(200, 1.25)


class Pages:
    """A server of a page with a style sheet, and of another that it links to."""

    def get(self, path):
        """Return what ``serving.Server.get`` does."""
        if path == '/style.css':
            return 200, {'Content-Type': 'text/css'}, b'c' * 100
        html = b'<link rel="stylesheet" href="/style.css"><a href="/long#x">x</a>'
        text = b'a' * 40_000 if path == '/long' else b''
        return 200, {'Content-Type': 'text/html; charset=UTF-8'}, html + text


def test_a_page_weighs_with_its_style_sheet_and_a_long_text_is_told_apart():
    found = weights(Pages(), starts=('/',))

    assert found == {'/': (164, False), '/long': (40_164, True)}


@pytest.fixture(scope='module')
def var(tmp_path_factory):
    """A folder with a portal of four sites and 80 items."""
    folder = tmp_path_factory.mktemp('desk')
    file, var = folder / 'corpus.jsonl', folder / 'var'
    corpus.write(file, staff.sections(4, 80))
    filling.command(var, 'seed', '--bare')
    filling.command(var, 'import', str(file), '--names-basis', 'Bộ dữ liệu đo')
    return var


def test_what_is_measured_as_published_becomes_public(var, monkeypatch):
    monkeypatch.setattr(publishing, 'ITEMS', 2)
    monkeypatch.setattr(publishing, 'ARCHIVED', 2)

    rows = publishing.measure(var, '/sites/don-vi-001/tin-tuc')

    assert [row.passed is None for row in rows] == [False, True, True, True, True]
    assert all(row.measured[0] != '0' for row in rows)


def test_the_editor_that_is_measured_holds_their_roles_and_finds_work(var):
    staff.employ(var, 10)

    with opened(str(write_ini(var, 0)), str(var)) as environment:
        portal = environment.portal
        standing = measured(
            portal, portal['accounts'][staff.LOGIN], environment.clock.now())
        waiting = WorkCatalog(portal, Reach(portal, standing)).count(
            Wanted(states=('submitted', 'editing'), permission=REVIEW))
    assert len(standing.held) == 10
    assert waiting == 4
    assert [row.measured.endswith(' ms') for row in searching.rows(var)] == [True] * 3
