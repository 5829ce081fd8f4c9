"""Adding, editing, translating and renaming, as one actor."""
from io import BytesIO
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.permissions import ADD, EDIT, MANAGE_SITE, TRANSLATE, WITHDRAW
from hanoiportal.content.versions.interfaces import IEditing
from hanoiportal.content.versions.services import EditingService, editing_service
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.events import Action, ObjectModified, WorkEnded, send
from support.application import bare_section
from support.factories import PDF
from support.refusals import reasons
from zope.interface.verify import verifyObject

section = bare_section


@pytest.fixture
def news(section, editing):
    return editing.add(section, 'a', 'NewsItem', {
        'title': 'Thông báo', 'body': '<p>Thân bài</p>', 'keywords': ['giao thông', 'xã, phường'],
        'genre': 'bai'}, 'lan')


def only(registry, *permissions):
    """Return ``IEditing`` for somebody who may do nothing else."""
    return EditingService(registry, lambda permission, resource: permission in permissions,
                          registry.getUtility(IClock), send(registry))


def test_what_is_added_says_who_made_it_and_when(news, registry):
    assert news.created_by == 'lan'
    assert news.created_at <= registry.getUtility(IClock).now()
    assert (news.state, news.modified_at, news.history) == ('draft', None, ())


def test_an_edit_touches_the_fields_that_are_given_alone(editing, news):
    editing.edit(news, {'title': 'Thông báo mới'}, 'lan')

    assert news.title == 'Thông báo mới'
    assert (news.body, news.keywords, news.genre) == (
        '<p>Thân bài</p>', ('giao thông', 'xã, phường'), 'bai')


def test_a_field_that_is_given_empty_is_emptied(editing, news):
    editing.edit(news, {'body': '', 'keywords': ''}, 'lan')

    assert (news.body, news.keywords, news.genre) == ('', (), 'bai')


@pytest.mark.clause('11.2')
def test_what_is_typed_is_kept_precomposed(editing, news):
    editing.edit(news, {'title': 'Tho\u0302ng ba\u0301o', 'keywords': 'Ba Vi\u0300'}, 'lan')

    assert (news.title, news.keywords) == ('Thông báo', ('Ba Vì',))


def test_every_wrong_field_is_named_and_nothing_changes(editing, news):
    found = reasons(editing.edit, news, {
        'title': '', 'genre': 'thơ', 'body': '<script>x</script>', 'source_agency': 'mới'}, 'lan')

    assert set(found) == {'title', 'genre', 'body'}
    assert (news.title, news.source_agency, news.history) == ('Thông báo', '', ())


def test_what_was_accepted_once_does_not_stand_in_the_way_of_an_edit(editing, news):
    news.body = '<script>nội dung cũ</script>'

    assert editing.edit(news, {'title': 'Tiêu đề khác'}, 'lan')

    assert reasons(editing.edit, news, {'body': news.body}, 'lan')


def test_dates_and_choices_are_edited_as_a_form_gives_them(editing, section):
    page = editing.add(section, 'p', 'Page', {
        'title': 'Giới thiệu', 'owner_unit': 'Văn phòng', 'next_review': '2026-12-01'}, 'lan')

    editing.edit(page, {'next_review': '2027-06-01'}, 'lan')
    kept = page.next_review.isoformat()
    editing.edit(page, {'next_review': ''}, 'lan')

    assert kept == '2027-06-01' and page.next_review is None
    assert [str(version.values['next_review']) for version in page.history] == [
        '2026-12-01', '2027-06-01']


@pytest.mark.clause('17.1')
def test_standing_information_names_its_unit_and_next_review(editing, section):
    page = editing.add(section, 'p', 'Page', {
        'title': 'Giới thiệu', 'owner_unit': 'Văn phòng', 'next_review': '2026-12-01'}, 'lan')

    assert (page.owner_unit, page.next_review.isoformat()) == ('Văn phòng', '2026-12-01')
    assert 'owner_unit' in reasons(
        editing.add, section, 'q', 'Page', {'title': 'Không ai phụ trách'}, 'lan')


def test_a_new_upload_leaves_the_old_file_in_the_history(editing, section):
    item = editing.add(section, 'f', 'File', {
        'title': 'Tệp', 'file': Incoming('a.pdf', BytesIO(PDF))}, 'lan')
    transaction.commit()

    editing.edit(item, {'file': Incoming('b.pdf', BytesIO(PDF + b'\n'))}, 'lan')
    transaction.commit()

    [version] = item.history
    with version.values['file'].open() as old, item.file.open() as new:
        assert (old.read(), new.read()) == (PDF, PDF + b'\n')


def test_an_edit_without_an_upload_keeps_the_file(editing, section):
    item = editing.add(section, 'f', 'File', {
        'title': 'Tệp', 'file': Incoming('a.pdf', BytesIO(PDF))}, 'lan')
    kept = item.file

    editing.edit(item, {'title': 'Tệp khác'}, 'lan')

    assert item.file is kept
    assert 'file' in reasons(editing.edit, item, {'file': b''}, 'lan')


def test_versions_are_numbered_and_say_who_ended_them(editing, news):
    for number, actor in enumerate(('lan', 'minh', 'hoa')):
        editing.edit(news, {'title': f'Bản {number}'}, actor)

    assert [(each.number, each.actor, each.values['title']) for each in news.history] == [
        (1, 'lan', 'Thông báo'), (2, 'minh', 'Bản 0'), (3, 'hoa', 'Bản 1')]


def test_what_is_public_is_corrected_in_a_working_version(editing, publishing, news):
    publishing.publish(news, 'test')

    editing.edit(news, {'title': 'Thông báo (đã sửa)'}, 'lan')

    working = news.working
    assert (news.title, news.modified_at, news.state) == ('Thông báo', None, 'published')
    assert (working.title, working.state) == ('Thông báo (đã sửa)', 'draft')
    assert news.published_at < working.modified_at
    assert [version.values['title'] for version in working.history] == ['Thông báo']
    assert not news.history


@pytest.mark.parametrize('language', ['vi', 'xx', 'EN', 'fr', '', None, 'en\0'])
def test_a_language_that_the_portal_has_not_is_refused(editing, news, language):
    assert 'language' in reasons(editing.translate, news, language, {'title': 'x'}, 'lan')
    assert not news.translations


def test_a_translation_has_no_fields_but_those_each_language_has(editing, news):
    assert set(reasons(editing.translate, news, 'en', {'title': 'x', 'genre': 'tin'}, 'lan')) == {
        'genre'}
    assert 'title' in reasons(editing.translate, news, 'en', {'body': '<p>x</p>'}, 'lan')
    assert not news.translations


def test_a_translation_is_edited_like_an_item(editing, news):
    translation = editing.translate(
        news, 'en', {'title': 'Notice', 'body': '<p>Body</p>', 'keywords': 'traffic'}, 'lan')

    again = editing.translate(news, 'en', {'title': 'A notice'}, 'minh')

    assert again is translation
    assert (translation.title, translation.body, translation.keywords) == (
        'A notice', '<p>Body</p>', ('traffic',))
    assert translation.created_by == 'lan' and translation.modified_at
    assert translation.history[0].values['title'] == 'Notice'


def test_sections_and_sites_are_translated_too_and_approved_as_items_are(
        editing, portal, section):
    editing.translate(section, 'mtq', {'title': 'Tin Mường'}, 'lan')
    english = editing.translate(portal, 'en', {'short_title': 'Hanoi'}, 'lan')

    assert section.translations['mtq'].title == 'Tin Mường'
    assert section.translations['mtq'].state == 'draft'
    assert english is portal.translations['en']
    assert (english.working.short_title, english.working.title) == ('Hanoi', 'Hanoi City Portal')
    assert english.short_title == 'Hanoi Portal'


@pytest.mark.parametrize('name', [
    '..', 'a/b', 'a\0', 'Tin', 'tin-tức', 'thong bao', '@@edit', 'tho\u0302ng-bao'])
def test_a_name_that_no_address_can_have_is_refused(editing, section, name):
    assert list(reasons(editing.add, section, name, 'NewsItem', {'title': 'Tin'}, 'lan')) == [
        'name']
    assert not len(section)


def test_a_name_is_taken_once(editing, section, news):
    assert set(reasons(editing.add, section, 'a', 'NewsItem', {'title': 'x'}, 'lan')) == {'name'}
    assert section['a'] is news


def test_a_name_is_made_of_the_title_and_never_meets_another(editing, section):
    names = [editing.add(section, '', 'NewsItem', {'title': 'Thông báo số 1!'}, 'lan').__name__
             for _ in range(3)]

    assert names == ['thong-bao-so-1', 'thong-bao-so-1-2', 'thong-bao-so-1-3']


@pytest.mark.parametrize('segment', [
    'english', 'mtq', 'ium', 'mji', 'tyz', 'nut', 'blt', 'twh', 'hmn', 'hnj', 'mlc'])
def test_the_segments_of_languages_are_no_names_where_an_address_begins(
        editing, portal, section, segment):
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', {
        'title': 'Ba Vì', 'owner': 'a', 'managing_body': 'b', 'operating_unit': 'c'}, 'lan')

    for place in (portal, site):
        assert 'name' in reasons(editing.add, place, segment, 'Section', {'title': 'x'}, 'lan')
    assert editing.add(portal, '', 'Section', {'title': segment}, 'lan').__name__ != segment
    assert editing.add(section, segment, 'NewsItem', {'title': 'x'}, 'lan').__name__ == segment


def test_a_type_is_added_only_where_it_may_be(editing, portal, section, news):
    for place, type_name in ((portal, 'NewsItem'), (section, 'Section'), (news, 'File'),
                             (portal['accounts'], 'NewsItem'),
                             (portal['sites'], 'Section')):
        assert '' in reasons(editing.add, place, 'b', type_name, {'title': 'x'}, 'lan')
    assert 'type' in reasons(editing.add, section, 'b', 'Không có', {'title': 'x'}, 'lan')


def test_the_portal_and_its_parts_are_neither_renamed_nor_removed(editing, recycling, portal):
    for part in (portal, portal['sites'], portal['accounts'], portal['interactions']):
        assert '' in reasons(recycling().discard, part, 'lan')
        assert '' in reasons(editing.rename, part, 'khac', 'lan')
    assert {'sites', 'accounts', 'interactions', 'drafts'} <= set(portal)


def test_what_is_renamed_is_found_under_its_new_name(editing, section, news):
    editing.rename(news, 'b', 'lan')

    assert list(section) == ['b'] and section['b'] is news
    assert 'name' in reasons(editing.rename, news, 'B', 'lan')


@pytest.mark.parametrize('verb, needed', [
    ('add', ADD), ('edit', EDIT), ('translate', TRANSLATE), ('rename', EDIT)])
def test_each_verb_asks_for_its_permission(registry, section, news, verb, needed):
    arguments = {
        'add': (section, 'b', 'NewsItem', {'title': 'x'}, 'lan'),
        'edit': (news, {'title': 'x'}, 'lan'), 'translate': (news, 'en', {'title': 'x'}, 'lan'),
        'rename': (news, 'c', 'lan')}[verb]
    others = {ADD, EDIT, TRANSLATE} - {needed}

    assert '' in reasons(getattr(only(registry, *others), verb), *arguments)
    assert list(section) == ['a'] and news.title == 'Thông báo' and not news.translations
    getattr(only(registry, needed), verb)(*arguments)


def test_a_working_version_is_thrown_away_by_who_may_change_it_alone(
        registry, editing, publishing, news):
    publishing.publish(news, 'test')
    editing.edit(news, {'title': 'Khác'}, 'lan')

    assert '' in reasons(only(registry, ADD, TRANSLATE).discard, news, 'minh')
    assert news.working.title == 'Khác'
    only(registry, EDIT).discard(news, 'minh')
    assert news.working is None
    assert '' in reasons(editing.discard, news, 'minh')


@pytest.mark.parametrize(('state', 'may'), [
    ('draft', True), ('rejected', True), ('withdrawn', True), ('submitted', False),
    ('editing', False), ('awaiting', False), ('approved', False), ('scheduled', False)])
def test_a_translator_changes_no_translation_that_others_have_in_hand(
        registry, editing, news, state, may):
    editing.translate(news, 'en', {'title': 'Notice'}, 'lan').state = state
    translator = only(registry, TRANSLATE)

    if may:
        assert translator.translate(news, 'en', {'title': 'A notice'}, 'hoa')
    else:
        assert '' in reasons(translator.translate, news, 'en', {'title': 'A notice'}, 'hoa')
    assert news.translations['en'].title == ('A notice' if may else 'Notice')
    assert only(registry, EDIT).translate(news, 'en', {'title': 'The notice'}, 'lan')


def test_a_translator_changes_nothing_in_the_language_of_the_portal(registry, news):
    assert '' in reasons(only(registry, TRANSLATE).edit, news, {'title': 'Khác'}, 'hoa')


@pytest.fixture
def sent():
    return []


@pytest.fixture
def telling(registry, sent):
    """``IEditing`` of somebody who may do everything, which tells its events to ``sent`` alone."""
    return EditingService(
        registry, lambda permission, resource: True, registry.getUtility(IClock), sent.append)


def told(sent):
    """Return the events: their class, and of an action what it says."""
    return [(each.action, each.actor, each.before, each.after, each.why)
            if isinstance(each, Action) else (type(each), each.object) for each in sent]


def test_what_is_edited_is_told_once_and_what_stays_as_it_is_is_not(telling, sent, news):
    assert telling.edit(news, {'title': 'Khác'}, 'lan') is True
    assert told(sent) == [(ObjectModified, news)]

    assert telling.edit(news, {'title': 'Khác'}, 'lan') is False
    assert len(sent) == len(news.history) == 1


def test_a_change_of_name_is_told_and_a_name_that_stays_is_not(telling, sent, news):
    telling.rename(news, 'b', 'lan')
    telling.rename(news, 'b', 'lan')

    assert told(sent) == [('rename', 'lan', 'a', 'b', '')]


def test_a_new_translation_is_told_and_found_by_its_object_id(telling, sent, news, portal):
    translation = telling.translate(news, 'en', {'title': 'Notice'}, 'lan', {'state': 'rejected'})

    assert told(sent) == [(ObjectModified, translation)]
    assert portal.__objectmap__.object_for(translation.__oid__) is translation
    assert (translation.state, translation.created_by) == ('rejected', 'lan')


def test_what_is_known_of_something_added_goes_with_it(telling, section):
    item = telling.add(section, '', 'NewsItem', {'title': 'Tin'}, 'lan', {'state': 'archived'})

    assert item.state == 'archived'


def test_a_working_version_that_is_thrown_away_is_told(telling, sent, publishing, news):
    publishing.publish(news, 'test')
    telling.edit(news, {'title': 'Khác'}, 'lan')
    working = news.working
    del sent[:]
    telling.discard(news, 'lan', 'Nhầm')

    assert told(sent) == [(WorkEnded, working), ('discard', 'lan', 'draft', '', 'Nhầm')]


def test_a_place_is_changed_and_added_by_who_manages_the_site_alone(registry, portal, section):
    staff, manager = only(registry, ADD, EDIT, TRANSLATE, WITHDRAW), only(registry, MANAGE_SITE)

    for verb, more in (('edit', ({'title': 'Khác'}, 'lan')), ('rename', ('khac', 'lan'))):
        assert '' in reasons(getattr(staff, verb), section, *more)
        getattr(manager, verb)(section, *more)
    assert '' in reasons(staff.add, portal, '', 'Section', {'title': 'Mới'}, 'lan')
    assert manager.add(portal, '', 'Section', {'title': 'Mới'}, 'lan').title == 'Mới'


def test_an_item_that_holds_others_is_added_by_the_staff(registry, section):
    album = only(registry, ADD).add(section, '', 'PhotoSet', {'title': 'Tết'}, 'lan')

    assert album.title == 'Tết'
    assert '' in reasons(
        only(registry, MANAGE_SITE).add, section, '', 'NewsItem', {'title': 'Tin'}, 'lan')


def test_what_is_public_is_renamed_by_who_may_withdraw_it(registry, publishing, news):
    publishing.publish(news, 'test')

    assert '' in reasons(only(registry, EDIT).rename, news, 'b', 'lan')
    only(registry, WITHDRAW).rename(news, 'b', 'lan')
    assert news.__name__ == 'b'


def test_who_may_not_translate_changes_no_translation(registry, editing, news):
    editing.translate(news, 'en', {'title': 'Notice'}, 'lan')

    assert '' in reasons(
        only(registry, ADD).translate, news, 'en', {'title': 'A notice'}, 'hoa')


@pytest.mark.parametrize(('permission', 'of'), [(EDIT, 'news'), (MANAGE_SITE, 'section')])
def test_a_version_of_another_portal_is_kept_by_who_may_change_what_is_here(
        registry, news, section, permission, of):
    resource = {'news': news, 'section': section}[of]
    other = {EDIT, MANAGE_SITE} - {permission}
    kept = {'title': 'Bản cũ'}, 'published', registry.getUtility(IClock).now(), 'lan', 'Nạp vào'

    assert '' in reasons(only(registry, *other).keep_version, resource, *kept)
    assert not resource.history
    only(registry, permission).keep_version(resource, *kept)
    assert [each.values['title'] for each in resource.history] == ['Bản cũ']


def test_of_a_language_that_there_is_not_forty_letters_are_said(editing, news):
    said = reasons(editing.translate, news, 'x' * 41, {'title': 'x'}, 'lan')['language']

    assert said.interpolate().count('x') == 40


def test_a_request_has_the_service_of_editing(registry, section):
    request = SimpleNamespace(registry=registry, has_permission=lambda *asked: True)

    assert verifyObject(IEditing, editing_service(request))
    assert editing_service(request).add(section, '', 'NewsItem', {'title': 'Tin'}, 'lan')


def test_values_that_are_no_text_are_refused_not_believed(editing, news):
    for value in (7, ['x'], {'a': 1}, b'x'):
        try:
            editing.edit(news, {'title': value}, 'lan')
        except Refused:
            continue
        assert isinstance(news.title, str)
