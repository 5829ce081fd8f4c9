"""Importing, exporting, and the way there and back."""
import json
import unicodedata
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import transaction
from hanoiportal.base.clock import UTC, parse
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.workflow.interfaces import TITLES as STATES
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sampling import WHOLE
from support.transfer import described, differences, exported, imported, indexed, written

PORTAL = {'type': 'portal', 'path': 'cong', 'title': 'Cổng', 'summary': 'Của thành phố'}
SITE = {'type': 'site', 'path': 'cong/dv-01', 'title': 'Đơn vị 01', 'summary': 'Một đơn vị'}
SECTION = {'type': 'section', 'path': 'cong/dv-01/cm-01', 'title': 'Chuyên mục', 'summary': ''}
NEWS = {
    'type': 'news', 'path': 'cong/dv-01/cm-01/tin-000001', 'title': 'Chợ đêm', 'summary': 'Mở cửa',
    'body': '<p>Chợ đêm <strong>mở cửa</strong> từ 18 giờ.</p>', 'keywords': ['chợ', 'du lịch'],
    'date': '2025-08-16T08:00:00+07:00', 'state': 'published', 'topic': 'chợ đêm'}
TREE = (PORTAL, SITE, SECTION)


def news(number, **changes):
    return {**NEWS, 'path': f'cong/dv-01/cm-01/tin-{number:06d}', **changes}


@pytest.fixture
def empty(portal_in, tmp_path):
    """A database in which nothing has been seeded."""
    with portal_in(tmp_path / 'empty') as environment:
        yield environment


@pytest.fixture
def full(make, editing, publishing, portal, environment):
    """A portal with one of everything, changed, translated and in every state; committed."""
    registry = environment.registry
    made = [make(name, name=f'mau-{name.lower()}') for name in types_of(registry)
            if name not in ('Portal', 'Sites', 'Reference')]  # one shows an item by its oid
    lan = portal['accounts'].create('lan', 'Nguyễn Thị Lan', registry=registry)
    lan.set_password('Cho-Dong-Xuan-9')
    minh = portal['accounts'].create('minh', 'Minh', registry=registry)
    minh.suspended, minh.workplace = True, portal.__oid__
    for day, resource in enumerate(made, 1):
        text = editing.translate(resource, 'en', {'title': 'First'}, lan.id)
        editing.translate(resource, 'en', {'title': 'Second'}, lan.id)
        editing.edit(resource, {'title': 'Tên khác'}, lan.id, note='Sửa tên')
        editing.edit(resource, {'title': 'Tên khác nữa'}, minh.id)
        if not resource.is_public:
            publishing.publish(resource, lan.id, parse(f'2024-02-{day:02d}T23:59:59.5'))
        publishing.publish(text, lan.id)
        resource.updated_at = parse('2024-05-01')
        resource.changes = ((parse('2024-04-01'), 'Sửa giờ'), (parse('2024-05-01'), 'Sửa «ngày»'))
    for number, state in enumerate(('draft', 'submitted', 'withdrawn', 'archived')):
        make('NewsItem', name=f'tin-{number}', body='<p>Nội dung</p>').state = state
    grant(portal, lan.id, 'administrator', Grant('QĐ 1', parse('2025-01-01'), None))
    grant(portal['sites'], minh.id, 'inspector')
    grant(portal['accounts'], minh.id, 'operator', Grant(ends=parse('2026-01-01T12:30')))
    grant(made[-1], lan.id, 'operator')
    section = portal['chuyen-muc']
    section.set_order(sorted(section.keys(), reverse=True), reorderable=True)
    transaction.commit()
    return environment


def test_the_form_of_the_issue_becomes_a_tree(empty, tmp_path):
    path = written(tmp_path / 'in.jsonl', *TREE, NEWS)

    status = imported(empty, path)

    item = empty.portal['sites']['dv-01']['cm-01']['tin-000001']
    assert status == 0
    assert (item.title, item.state, item.published_at) == (
        'Chợ đêm', 'published', parse('2025-08-16T01:00:00+00:00'))
    assert item.keywords == ('chợ', 'du lịch', 'chợ đêm')
    assert empty.portal['sites']['dv-01'].owner == 'Đơn vị 01'
    assert indexed(empty) == ['/sites/dv-01/cm-01/tin-000001']


def test_states_are_those_of_the_workflow(empty, tmp_path):
    states = ('published', 'pending', 'private')
    path = written(tmp_path / 'in.jsonl', *TREE, *(
        news(number, state=state) for number, state in enumerate(states)))

    imported(empty, path)

    items = empty.portal['sites']['dv-01']['cm-01'].values()
    assert [item.state for item in items] == ['published', 'submitted', 'draft']
    assert indexed(empty) == ['/sites/dv-01/cm-01/tin-000000']


def test_a_portal_that_is_there_takes_the_title_and_keeps_its_sections(
        environment, small_portal, tmp_path):
    section = {'type': 'section', 'path': 'cong/soxaydung/tin-tuc', 'title': 'Khác', 'summary': ''}
    name = next(iter(small_portal['sites']['soxaydung']))
    before = small_portal['sites']['soxaydung'][name].title
    path = written(tmp_path / 'in.jsonl', PORTAL, {
        **section, 'path': f'cong/soxaydung/{name}'}, {
        **NEWS, 'path': f'cong/soxaydung/{name}/tin-1'})

    status = imported(environment, path)

    assert status == 0
    assert small_portal.title == 'Cổng'
    assert small_portal.owner != 'Cổng'
    assert small_portal['sites']['soxaydung'][name].title == before
    assert 'tin-1' in small_portal['sites']['soxaydung'][name]


def test_an_export_imported_into_an_empty_portal_gives_the_same_tree(portal_in, full, tmp_path):
    first = exported(full, tmp_path / 'first.jsonl', with_passwords=True)
    before = described(full)

    with portal_in(tmp_path / 'second') as other:
        status = imported(other, tmp_path / 'first.jsonl')

        assert status == 0
        assert differences(described(other), before) == []
        assert indexed(other) == indexed(full)
        assert exported(other, tmp_path / 'second.jsonl', with_passwords=True) == first


def test_passwords_stay_where_they_are_unless_asked_for(full, tmp_path):
    secret = full.portal['accounts']['lan'].password_hash

    without = exported(full, tmp_path / 'without.jsonl')
    asked = exported(full, tmp_path / 'asked.jsonl', with_passwords=True)

    assert json.dumps(secret).encode() not in without
    assert json.dumps(secret).encode() in asked


def test_a_part_of_the_tree_brings_the_accounts_that_it_names_and_no_others(full, tmp_path):
    full.portal['accounts'].create('hoa', registry=full.registry)

    lines = exported(full, tmp_path / 'part.jsonl', at='/chuyen-muc').splitlines()

    found = [json.loads(line) for line in lines]
    assert {each['login'] for each in found if each['type'] == 'account'} == {'lan', 'minh'}
    assert {each['path'].split('/')[1] for each in found if 'path' in each} == {'chuyen-muc'}


def test_an_account_that_is_there_is_known_under_its_own_id(portal_in, full, tmp_path):
    exported(full, tmp_path / 'all.jsonl')

    with portal_in(tmp_path / 'second') as other:
        imported(other, written(tmp_path / 'bare.jsonl', PORTAL))
        lan = other.portal['accounts'].create('lan', registry=other.registry)
        transaction.commit()
        imported(other, tmp_path / 'all.jsonl')

        assert set(other.portal.local_roles) == {lan.id}


def test_a_section_of_the_portal_and_a_site_may_have_one_name(
        portal_in, environment, small_portal, editing, tmp_path):
    for place in (small_portal, small_portal['sites']['bavi']):
        section = editing.add(place, 'bavi', 'Section', {'title': 'Ba'}, 'test')
        editing.add(section, 'tin', 'NewsItem', {'title': 'Một tin'}, 'test')
    transaction.commit()
    exported(environment, tmp_path / 'all.jsonl')
    before = described(environment)

    with portal_in(tmp_path / 'second') as other:
        assert imported(other, tmp_path / 'all.jsonl') == 0
        assert differences(described(other), before) == []


def test_a_file_that_was_changed_on_the_way_is_refused(portal_in, full, tmp_path, capsys):
    exported(full, tmp_path / 'all.jsonl')
    for path in (tmp_path / 'all.jsonl.blobs').iterdir():
        path.write_bytes(path.read_bytes() + b' ')

    with portal_in(tmp_path / 'second') as other:
        status = imported(other, tmp_path / 'all.jsonl')

        assert status == 1
        assert described(other) == {}
    assert 'không khớp mã SHA-256' in capsys.readouterr().err


def test_an_export_that_cannot_be_written_leaves_the_old_one(full, tmp_path):
    path = tmp_path / 'all.jsonl'
    path.write_bytes(b'old')
    full.portal['chuyen-muc']['tin-0'].published_at = 'no moment'

    with pytest.raises(AttributeError):
        exported(full, path)

    assert path.read_bytes() == b'old'


TITLES = st.text(st.characters(exclude_categories=('Cs', 'Cc')), min_size=1, max_size=20).filter(
    lambda text: unicodedata.normalize('NFC', text).strip())
NAMES = st.from_regex(r'[a-z0-9]{1,8}', fullmatch=True)
MOMENTS = st.datetimes(  # hypothesis takes naive bounds and adds the zone
    datetime(1970, 1, 2), datetime(2025, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
ITEMS = st.fixed_dictionaries({
    'kind': st.sampled_from(('NewsItem', 'Page')), 'title': TITLES, 'english': TITLES,
    'words': st.lists(TITLES, max_size=3), 'state': st.sampled_from(sorted(STATES)),
    'moment': MOMENTS, 'edits': st.lists(TITLES, max_size=3)})
TREES = st.dictionaries(NAMES, st.dictionaries(NAMES, ITEMS, max_size=3), max_size=3)


def plant(environment, tree):
    """Build a portal of ``{section: {name: item}}`` and commit it."""
    editing, portal = environment.editing, environment.portal
    for section, items in tree.items():
        place = editing.add(portal, section, 'Section', {'title': section}, 'test')
        if len(items) > 1:
            place.set_order((), reorderable=True)
        for name, item in items.items():
            values = {'title': item['title'], 'summary': item['title']}
            values |= {'keywords': item['words']} if item['kind'] == 'NewsItem' else {
                'owner_unit': item['title'], 'next_review': '2026-08-16'}
            made = editing.add(place, name, item['kind'], values, 'test', {
                'state': item['state'], 'published_at': item['moment']})
            editing.translate(made, 'en', {'title': item['english']}, 'test', {
                'state': item['state'], 'published_at': item['moment']})
            state, made.state = made.state, 'draft'
            for title in item['edits']:
                editing.edit(made, {'title': title}, 'test', note=title)
            made.state = state
    transaction.commit()


@settings(max_examples=25 if WHOLE else 10, deadline=None)
@given(tree=TREES)
def test_any_tree_comes_back_as_it_was(portal_in, tree):
    with TemporaryDirectory() as folder:
        with portal_in(Path(folder, 'one')) as one:
            imported(one, written(Path(folder, 'bare.jsonl'), PORTAL))
            plant(one, tree)
            first = exported(one, Path(folder, 'first.jsonl'))
            before = described(one)
        with portal_in(Path(folder, 'two')) as two:
            assert imported(two, Path(folder, 'first.jsonl')) == 0
            assert differences(described(two), before) == []
            assert exported(two, Path(folder, 'second.jsonl')) == first
