"""The portal of many items itself: made in parts it is what it would be made at once."""
import pytest
from hanoiportal.base.i18n import DEFAULT
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.shells.commands.environment import opened

from benchmarks.bench.expectations import BadLoad
from benchmarks.bench.serving import write_ini
from benchmarks.scale import lines, measuring, recovery, standing, visiting

ITEMS = 12


def test_a_portal_that_was_stopped_half_made_goes_on(tmp_path, monkeypatch):
    for module, name, value in ((lines, 'SITES', 2), (lines, 'SECTIONS', 2),
                                (lines, '_PARAGRAPHS', 20), (standing, 'BATCH', 5)):
        monkeypatch.setattr(module, name, value)

    assert standing.make(tmp_path, ITEMS // 2) and standing.make(tmp_path, ITEMS)
    assert standing.make(tmp_path, ITEMS) == []

    with opened(str(write_ini(tmp_path, 0)), str(tmp_path)) as environment:
        portal, news = environment.portal, lines.News()
        listed = CatalogService(portal).latest(portal, DEFAULT, 0, 100)
        titles = {news.line(number)['title'] for number in range(ITEMS)}
        assert (listed.total, {item.title for item in listed.items}) == (ITEMS, titles)
        assert all(item.body.count('<p>') > 3 for item in listed.items)
    assert len(measuring._asked(tmp_path)) == 6


def test_what_was_published_before_the_last_backup_is_back_after_the_loss(tmp_path, monkeypatch):
    for module, name, value in ((lines, 'SITES', 1), (lines, 'SECTIONS', 1),
                                (lines, '_PARAGRAPHS', 20), (recovery, 'EVERY', 0),
                                (recovery, 'INCREMENTS', 1), (recovery, 'PAUSE', 0.1)):
        monkeypatch.setattr(module, name, value)
    standing.make(tmp_path / 'var', ITEMS)

    rows = recovery.measured(tmp_path / 'var', tmp_path / 'target', ['--same-device'], False)

    assert [row.passed for row in rows if row.gate] == [True, True]
    assert int(rows[-2].measured.split(',')[0]) > 0


def test_visitors_of_every_kind_of_page_get_it(tmp_path, monkeypatch):
    for module, name, value in ((lines, 'SITES', 2), (visiting, 'SITES', 2),
                                (lines, 'SECTIONS', 2), (visiting, 'SECTIONS', 2),
                                (lines, '_PARAGRAPHS', 20),
                                (visiting, 'WARM', 1), (visiting, 'MOST', 60_000)):
        monkeypatch.setattr(module, name, value)
    standing.make(tmp_path, ITEMS)
    short = {kind: share for kind, share in visiting.SHARES.items() if 'further' not in kind}

    monkeypatch.setattr(visiting, 'SHARES', short)
    rows = visiting.measured(tmp_path, 40, 2)

    assert sum(int(row.what.partition(': ')[2]) for row in rows[:-2]) == 80
    assert {row.what.partition(':')[0] for row in rows[:-2]} == {*short}
    monkeypatch.setattr(visiting, 'SHARES', {'further page of the longest section': 1})
    with pytest.raises(BadLoad):
        visiting.measured(tmp_path, 40, 1)
