"""The text index lies in the database: it is right after a crash, on another machine, from a copy,
and at the next request of the process that has approved a text.
"""
import random
import shutil
from contextlib import closing
from itertools import count
from types import SimpleNamespace

import pytest
import transaction
import ZODB
from hanoiportal.discovery.catalog import folding
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.catalog.textindex import merging, records
from hanoiportal.discovery.catalog.textindex import segmentset as shelf
from hanoiportal.discovery.search import parse
from hanoiportal.kernel.storage.databases import ROOT
from hanoiportal.kernel.tree.lookup import is_listed
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.jobs import Job
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.platform.scheduling.scheduler import Scheduler, run_job
from hanoiportal.shells.commands.seed import provisioning
from servers import CONFIG
from support.application import city_news
from support.pages import hit_titles
from ZODB.FileStorage import FileStorage

WORDS = ('thủy lợi', 'xe buýt', 'tiêm chủng')


section = city_news


@pytest.fixture
def published(section, editing, publishing):
    """``published(name, title)``: a public news item, committed."""
    def make(name, title):
        item = editing.add(section, name, 'NewsItem', {'title': title}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return make


def pending(portal):
    transaction.abort()
    return portal.indexes.catalog['text'].pending()


def test_the_job_folds_in_what_was_published_and_all_of_it_stays_found(
        app, registry, small_portal, published, monkeypatch):
    monkeypatch.setattr(folding, 'ENOUGH', 1)
    published('mot', 'Thủy lợi một')
    assert hit_titles(app, 'thuy loi') == ['Thủy lợi một']
    waiting = pending(small_portal)

    run_job(registry, registry.getUtility(IJob, 'text-index'))

    assert waiting and not pending(small_portal)
    assert hit_titles(app, 'thuy loi') == ['Thủy lợi một']
    published('hai', 'Thủy lợi hai')
    assert hit_titles(app, 'thuy loi') == ['Thủy lợi hai', 'Thủy lợi một']


def test_another_job_that_is_due_runs_between_the_steps_of_a_merge(
        app, registry, small_portal, published, monkeypatch):
    monkeypatch.setattr(folding, 'ENOUGH', 1)
    for name in ('mot', 'hai'):
        published(name, f'Thủy lợi {name}')
        run_job(registry, registry.getUtility(IJob, 'text-index'))
        transaction.begin()
    monkeypatch.setattr(shelf, 'FANOUT', 2)
    monkeypatch.setattr(merging.Merging.step, '__defaults__', (1,))
    monkeypatch.setattr(records, 'BLOCK', 100)
    seen = []

    def other(environment):
        seen.append((len(environment.portal.indexes.catalog['text'].segments),
                     sorted(hit_titles(app, 'thuy loi'))))

    jobs = {'text-index': Job('text-index', 5, folding.fold), 'viec-khac': Job('khac', 5, other)}
    utilities = registry.getUtilitiesFor
    monkeypatch.setattr(registry, 'getUtilitiesFor', lambda provided: (
        jobs.items() if provided is IJob else utilities(provided)))
    scheduler = Scheduler(registry, 1, count(step=5).__next__)
    while not seen or seen[-1][0] > 1:
        scheduler.look()

    assert len(seen) > 3 and {each for each, _titles in seen} == {1, 2}
    assert all(found == ['Thủy lợi hai', 'Thủy lợi mot'] for _segments, found in seen)


def test_little_is_left_pending_for_the_next_time(registry, small_portal, published):
    published('mot', 'Thủy lợi một')
    waiting = pending(small_portal)
    assert 0 < waiting < folding.ENOUGH

    run_job(registry, registry.getUtility(IJob, 'text-index'))

    assert pending(small_portal) == waiting


def test_what_is_approved_and_withdrawn_while_the_job_works_is_right_at_the_next_request(
        app, registry, small_portal, published, publishing, editing, monkeypatch):
    monkeypatch.setattr(folding, 'ENOUGH', 1)
    first = published('mot', 'Thủy lợi một')
    published('hai', 'Thủy lợi hai')
    with opened(registry, 'test') as environment:
        def meanwhile(work):
            publishing.withdraw(first, 'test')
            published('ba', 'Thủy lợi ba')
            return environment.in_transaction(work)

        folding.fold(SimpleNamespace(portal=environment.portal, in_transaction=meanwhile))

    assert hit_titles(app, 'thuy loi') == ['Thủy lợi ba', 'Thủy lợi hai']


def test_a_draft_is_found_by_nobody_before_and_after_it_is_folded_in(
        app, registry, section, editing, publishing, monkeypatch):
    monkeypatch.setattr(folding, 'ENOUGH', 1)
    item = editing.add(section, 'kin', 'NewsItem', {'title': 'Thủy lợi còn là dự thảo'}, 'test')
    transaction.commit()
    before = hit_titles(app, '"thủy lợi còn là"')

    run_job(registry, registry.getUtility(IJob, 'text-index'))

    assert before == hit_titles(app, '"thủy lợi còn là"') == []
    publishing.publish(item, 'test')
    transaction.commit()
    assert hit_titles(app, '"thủy lợi còn là"') == ['Thủy lợi còn là dự thảo']


@pytest.fixture(scope='module')
def history(portal_in, tmp_path_factory):
    """The file of a database in which texts were published, changed, withdrawn and folded in."""
    folder = tmp_path_factory.mktemp('history')
    with portal_in(folder) as environment:
        steps = provisioning(environment, Data(CONFIG / 'hanoi'))
        portal = steps.portal(environment.root)
        steps.sections(portal, 'city')
        transaction.commit()
        for number in range(12):
            _change(environment, portal['tin-tuc-su-kien'], number)
            transaction.commit()
            if number % 3 == 2:
                portal.indexes.catalog['text'].fold_in()
                transaction.commit()
    return folder / 'content.fs'


def _change(environment, section, number):
    item = environment.editing.add(section, f'tin-{number}', 'NewsItem', {
        'title': f'{WORDS[number % 3]} số {number}'}, 'test')
    environment.publishing.publish_imported(item, 'test', 'tests')
    if number % 4 == 3:
        environment.publishing.withdraw(section[f'tin-{number - 1}'], 'test')


def _found_and_listed(path):
    """Return what search finds and what the tree lists in the database at ``path``."""
    with closing(ZODB.DB(FileStorage(str(path)))) as database:
        connection = database.open(transaction.TransactionManager())
        portal = connection.root().get(ROOT)
        if portal is None or 'tin-tuc-su-kien' not in portal:
            return {}, {}
        catalog, items = CatalogService(portal), portal['tin-tuc-su-kien'].values()
        found = {word: {item.title for item in catalog.search(
            parse(f'"{word} số"'), portal, 'vi').items} for word in WORDS}
        listed = {word: {item.title for item in items
                         if is_listed(item) and item.title.startswith(word)} for word in WORDS}
        connection.close()
        return found, listed


def test_wherever_a_crash_cuts_the_file_search_finds_what_is_there(history, tmp_path):
    size, chance = history.stat().st_size, random.Random(4263)
    whole, copy = history.read_bytes(), tmp_path / 'Data.fs'
    seen = set()
    for end in sorted(chance.randrange(size // 4, size) for _cut in range(40)):
        copy.write_bytes(whole[:end])
        found, listed = _found_and_listed(copy)
        assert found == listed
        seen.add(sum(map(len, listed.values())))
        copy.with_suffix('.fs.index').unlink(missing_ok=True)

    assert len(seen) > 4


def test_a_restored_copy_finds_the_same_on_a_machine_that_never_saw_the_database(
        history, tmp_path):
    shutil.copy(history, tmp_path / 'Data.fs')

    found, listed = _found_and_listed(tmp_path / 'Data.fs')

    assert found == listed
    assert sum(map(len, found.values())) == 9


def test_an_older_moment_of_the_database_finds_what_was_there_then(history, tmp_path):
    shutil.copy(history, tmp_path / 'Data.fs')
    with closing(ZODB.DB(FileStorage(str(tmp_path / 'Data.fs')))) as database:
        now = database.open(transaction.TransactionManager())
        text = now.root()[ROOT].indexes.catalog['text']
        assert len(text.match(parse('"thủy lợi số"'))) == 4
        counted = []
        for moment in [each.tid for each in database.storage.iterator()]:
            then = database.open(transaction.TransactionManager(), at=moment)
            portal = then.root().get(ROOT)
            counted.append(0 if portal is None else len(
                portal.indexes.catalog['text'].match(parse('"thủy lợi số"'))))
            then.close()
        now.close()

    assert counted == sorted(counted) and set(counted) == {0, 1, 2, 3, 4}
