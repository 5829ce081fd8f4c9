"""The tree of the desk: what is listed to whom, filters, pages, and actions on many at once."""
import pytest
import transaction
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR, EDITOR
from support.desk_forms import listed, seated, titles, unnonced, written
from support.editorial_staff import ward

NEWS = '/desk/sites/bavi/tin-tuc-su-kien/@@contents'
SITE = '/desk/sites/bavi/@@contents'

section = ward


@pytest.fixture
def editor(visit, people, small_portal):
    """A browser of an editor of Ba Vì."""
    seated(small_portal['sites']['bavi'], people['khach'], EDITOR)
    return visit('khach')


def test_a_place_is_opened_as_its_list(editor):
    assert editor.get('/desk/sites/bavi').location.endswith(SITE)


def test_a_list_holds_what_is_below_a_place_the_last_change_first(editor, editing, section):
    written(editing, section, 'Bài cũ', hours=5)
    written(editing, section, 'Bài mới', hours=1)

    assert listed(editor.get(SITE)) == ['Bài mới', 'Bài cũ']
    assert listed(editor.get(NEWS)) == ['Bài mới', 'Bài cũ']


def test_an_empty_place_says_what_to_do_next(editor):
    assert 'Viết tin, bài mới' in editor.get(NEWS).text
    assert 'Viết bài mới' in editor.get(SITE).text


def test_filters_leave_what_passes_all_of_them(editor, editing, section, people):
    mine = people['khach'].id
    written(editing, section, 'Cấp nước sạch', actor=mine)
    written(editing, section, 'Cấp điện', actor=mine, state='submitted')
    written(editing, section, 'Nước ngập', state='submitted')

    def found(**query):
        return set(listed(editor.get(SITE, query)))

    assert found(q='nuoc') == {'Cấp nước sạch', 'Nước ngập'}
    assert found(state='submitted') == {'Cấp điện', 'Nước ngập'}
    assert found(mine='yes', state='submitted') == {'Cấp điện'}
    assert found(type='Page') == set()
    assert found(language='en') == set()


def test_nothing_that_is_typed_into_an_address_is_an_error(editor, editing, section):
    written(editing, section, 'Một bài')

    for query in [
            'page=0', 'page=x', 'page=99999999999', 'page=7', 'state=khong', 'type=<b>',
            'q=%22%27(',
            'language=xx', 'mine=1', 'q=' + 'a' * 3000]:
        assert editor.get(f'{SITE}?{query}').status_int == 200


def test_a_long_list_comes_in_pages_that_keep_the_filters(editor, editing, section):
    for number in range(23):
        written(editing, section, f'Bài số {number}', hours=number)

    second = editor.get(SITE, {'q': 'bài số'}).click('Trang sau')

    assert listed(second) == ['Bài số 20', 'Bài số 21', 'Bài số 22']
    assert second.html.select_one('#l-q')['value'] == 'bài số'


def test_an_editor_of_one_site_finds_no_trace_of_another(
        editor, editing, small_portal, section):
    other = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    asked = (SITE, '/desk/@@go')
    before = [unnonced(editor.get(path, {'q': 'mật'})) for path in asked]

    hidden = written(editing, other, 'Dự án mật', state='submitted')

    assert [unnonced(editor.get(path, {'q': 'mật'})) for path in asked] == before
    assert 'mật' not in editor.get('/desk').text
    editor.get('/desk/sites/soxaydung/@@contents', status=404)
    bulk = editor.get('/desk/sites/bavi/@@bulk', {'act': 'submit', 'id': hidden.__oid__})
    assert bulk.status_int == 303


def test_a_contributor_sees_their_own_drafts_and_what_is_public(
        visit, people, small_portal, editing, publishing, section):
    seated(small_portal['sites']['bavi'], people['khach'], CONTRIBUTOR)
    written(editing, section, 'Của tôi', actor=people['khach'].id)
    written(editing, section, 'Của người khác')
    publishing.publish(written(editing, section, 'Công khai'), 'lan')
    transaction.commit()

    assert set(listed(visit('khach').get(SITE))) == {'Của tôi', 'Công khai'}


def test_a_role_ends_at_once(editor, editing, small_portal, people, section):
    written(editing, section, 'Một bài')
    assert listed(editor.get(SITE)) == ['Một bài']

    del small_portal['sites']['bavi'].local_roles[people['khach'].id]
    transaction.commit()

    editor.get(SITE, status=404)


def test_a_working_version_and_a_translation_stand_for_themselves(
        editor, editing, publishing, section):
    item = written(editing, section, 'Bài gốc')
    publishing.publish(item, 'lan')
    editing.edit(item, {'title': 'Bài sửa'}, 'lan')
    editing.translate(item, 'en', {'title': 'The article'}, 'lan')
    transaction.commit()

    page = editor.get(SITE)

    assert set(listed(page)) == {'Bài gốc', 'Bài sửa', 'The article'}
    assert 'Bản đang sửa' in page.text
    assert listed(editor.get(SITE, {'state': 'published'})) == ['Bài gốc']
    assert listed(editor.get(SITE, {'language': 'en'})) == ['The article']


def test_many_are_handed_in_at_once_and_each_says_why_not(editor, editing, section, people):
    me = people['khach'].id
    written(editing, section, 'Xong', actor=me)
    written(editing, section, 'Đã gửi rồi', actor=me, state='submitted')
    form = editor.get(NEWS).forms_by('many')
    for box in form.fields['id']:
        box.checked = True
    form['act'] = 'submit'

    preview = form.submit()
    outcome = preview.forms_by('actions').submit()

    assert titles(preview, '.card:not(.refused)') == ['Xong']
    assert 'Không làm được khi mục ở trạng thái “Đã gửi, chờ biên tập”.' in preview.text
    assert titles(outcome, '.card:not(.refused)') == ['Xong']
    transaction.begin()
    assert {item.title: item.state for item in section.values()} == {
        'Xong': 'submitted', 'Đã gửi rồi': 'submitted'}


def test_many_go_into_the_bin_but_for_what_is_public(
        editor, editing, publishing, section, people):
    written(editing, section, 'Bỏ đi')
    publishing.publish(written(editing, section, 'Giữ lại'), 'lan')
    transaction.commit()
    form = editor.get(NEWS).forms_by('many')
    for box in form.fields['id']:
        box.checked = True
    form['act'] = 'discard'

    preview = form.submit()
    refused = preview.forms_by('actions').submit(status=422)
    assert 'Hãy ghi lý do xóa.' in refused and len(section) == 2
    form = refused.forms_by('actions')
    form['why'] = 'Trùng nội dung'
    form.submit()

    assert titles(preview, '.refused') == ['Giữ lại']
    assert 'Trùng nội dung' in editor.get('/desk/sites/bavi/@@trash')
    transaction.begin()
    assert [item.title for item in section.values()] == ['Giữ lại']


def test_many_are_moved_to_another_section_at_once(editor, editing, section, small_portal):
    item = written(editing, section, 'Chuyển đi')
    other = small_portal['sites']['bavi']['gioi-thieu']
    other.allowed_types = section.allowed_types
    transaction.commit()
    form = editor.get(NEWS).forms_by('many')
    form.fields['id'][0].checked = True
    form['act'] = 'move'

    choice = form.submit().forms_by('actions')
    assert str(section.__oid__) not in [value for value, *_rest in choice['place'].options]
    choice['place'] = str(other.__oid__)
    outcome = choice.submit()

    assert titles(outcome, '.card:not(.refused)') == ['Chuyển đi']
    transaction.begin()
    assert item.__parent__ is other


def test_nothing_is_moved_to_where_the_asker_may_not(editor, editing, section, small_portal):
    item = written(editing, section, 'Ở lại')
    foreign = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    form = editor.get(NEWS).forms_by('many')
    form.fields['id'][0].checked = True
    form['act'] = 'move'
    choice = form.submit().forms_by('actions')
    choice['place'].force_value(str(foreign.__oid__))

    refused = choice.submit()

    assert 'Hãy chọn nơi chuyển đến.' in refused.text
    transaction.begin()
    assert item.__parent__ is section


def test_looking_at_what_an_action_would_do_does_nothing(editor, editing, section, people):
    item = written(editing, section, 'Xong', actor=people['khach'].id)

    editor.get('/desk/sites/bavi/@@bulk', {'act': 'submit', 'id': item.__oid__})
    editor.post('/desk/sites/bavi/@@bulk', {'act': 'submit', 'id': item.__oid__}, status='*')

    transaction.begin()
    assert item.state == 'draft'


def test_an_action_on_nothing_leads_back_to_the_list(editor):
    for query in (
            {}, {'act': 'submit'}, {'act': 'khong', 'id': '1'}, {'act': 'submit', 'id': 'x'},
            {'act': 'submit', 'id': '99999999999999'}):
        answer = editor.get('/desk/sites/bavi/@@bulk', query)

        assert answer.status_int == 303, query
        assert 'Hãy chọn việc cần làm' in answer.follow().text, query
