"""``bin/portal reindex`` makes indexes anew beside those in use, batch by batch."""
from argparse import Namespace

import pytest
import transaction
from hanoiportal.discovery.catalog import rebuilding
from hanoiportal.discovery.catalog.indexes import FACETS
from hanoiportal.discovery.catalog.services import entries_of
from hanoiportal.platform.provisioning.services import DECISION
from hanoiportal.shells.commands import reindex
from support.pages import hit_titles

GO_ON, AFRESH = Namespace(afresh=False), Namespace(afresh=True)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(reindex, 'BATCH', 7)


@pytest.fixture
def news(small_portal, editing, publishing):
    """``news(name, title)``: a public news item, committed."""
    def make(name, title):
        item = editing.add(small_portal['tin-tuc-su-kien'], name, 'NewsItem', {
            'title': title, 'keywords': ['đê điều']}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return make


def told(portal):
    """Return all that the indexes of ``portal`` say."""
    transaction.abort()
    indexes = portal.indexes
    text = indexes.catalog['text']
    return {
        **{name: {docid: indexes.catalog[name].values_of(docid) for docid in text.indexed()}
           for name in FACETS},
        'text': dict(text._known),
        'changed': dict(indexes.changed.known), 'latest': dict(indexes.latest.known),
        'newest': [list(indexes.latest.ids(portal.__oid__, 'vi'))]}


def test_what_was_published_before_an_index_is_found_after_it_ran(
        app, small_portal, steps, environment, capsys):
    steps.decision(small_portal)
    indexes = small_portal.indexes
    indexes.details = None
    del indexes.catalog['month']
    transaction.commit()
    finder = '/tra-cuu-van-ban?so=4263'
    assert DECISION not in app.get(finder).text

    reindex.run(environment, GO_ON)

    assert DECISION in app.get(finder).text
    assert list(indexes.catalog['month'].counts(indexes.catalog['state'].bitmap('public')))
    assert 'documents indexed' in capsys.readouterr().out


def test_the_new_indexes_say_what_the_old_ones_said(small_portal, steps, environment, news):
    steps.decision(small_portal)
    news('mot', 'Thủy lợi một')
    before, old = told(small_portal), small_portal.indexes.catalog

    reindex.run(environment, GO_ON)

    assert told(small_portal) == before
    assert small_portal.indexes.catalog is not old
    assert small_portal.indexes.coming is None


class Stop(Exception):
    """Somebody has ended the command."""


def stopped_after(batches, environment, monkeypatch):
    """Run the command until so many batches are in, and end it; return their sizes."""
    fill, filled = rebuilding.fill, []

    def counting(*arguments):
        if len(filled) == batches:
            raise Stop
        filled.append(fill(*arguments))
        return filled[-1]

    with monkeypatch.context() as patched:
        patched.setattr(rebuilding, 'fill', counting)
        with pytest.raises(Stop):
            reindex.run(environment, GO_ON)
    return filled


def test_a_run_that_was_stopped_leaves_the_search_whole_and_is_gone_on_with(
        app, small_portal, environment, news, monkeypatch):
    news('mot', 'Thủy lợi một')
    before = told(small_portal)
    filled = stopped_after(3, environment, monkeypatch)
    assert filled == [7, 7, 7]
    assert hit_titles(app, 'thuy loi') == ['Thủy lợi một'] and told(small_portal) == before
    upto = small_portal.indexes.coming.upto

    began = []
    monkeypatch.setattr(rebuilding, 'fill', lambda portal, *rest, fill=rebuilding.fill: (
        began.append(portal.indexes.coming.upto) or fill(portal, *rest)))
    reindex.run(environment, GO_ON)

    assert began[0] == upto
    assert told(small_portal) == before


def test_a_run_may_begin_again(small_portal, environment, news, monkeypatch):
    news('mot', 'Thủy lợi một')
    before = told(small_portal)
    stopped_after(3, environment, monkeypatch)
    small_portal.indexes.coming.catalog['state'].clear()
    transaction.commit()

    reindex.run(environment, AFRESH)

    assert told(small_portal) == before


@pytest.mark.parametrize('step', ['fill', 'fold', 'finish'])
def test_what_happens_meanwhile_is_found_before_and_after_the_change_of_indexes(
        app, small_portal, environment, news, publishing, recycling, monkeypatch, step):
    gone, changed = news('bo', 'Thủy lợi bỏ'), news('rut', 'Thủy lợi rút')
    with monkeypatch.context() as patched:
        patched.setattr(rebuilding, step, _stop)
        with pytest.raises(Stop):
            reindex.run(environment, GO_ON)
    news('moi', 'Thủy lợi mới')
    publishing.withdraw(changed, 'test')
    recycling().discard(gone, 'test', '')
    transaction.commit()
    assert hit_titles(app, 'thuy loi') == ['Thủy lợi mới']
    before = told(small_portal)

    reindex.run(environment, GO_ON)

    assert hit_titles(app, 'thuy loi') == ['Thủy lợi mới']
    assert told(small_portal) == before


def _stop(*_arguments):
    raise Stop


def test_what_was_filled_in_while_it_was_removed_is_not_found(
        small_portal, environment, news, monkeypatch):
    item = news('mot', 'Thủy lợi một')
    stopped_after(1, environment, monkeypatch)
    coming, docid = small_portal.indexes.coming, 2_000_000_000
    coming.index(type('Ghost', (), {'__oid__': docid, 'published_at': item.published_at,
                                    'created_at': item.created_at})(),
                 _entry(item, environment), ())
    transaction.commit()

    reindex.run(environment, GO_ON)

    assert docid not in small_portal.indexes.catalog['text'].indexed()
    assert item.__oid__ in small_portal.indexes.catalog['text'].indexed()


def _entry(item, environment):
    return next(entries_of(item, environment.registry))[1]
