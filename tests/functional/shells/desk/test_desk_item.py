"""The record of a text in the desk: each takes the steps of their role, and sees what was done."""
import pytest
import transaction
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.security.authorization.grants import Grant, grant

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
CHECKS = ('origin', 'quality', 'content')
CHECKED_WITH_REASON = Details(checks=CHECKS, note='Bão số 9')


@pytest.fixture
def item(at_work, ward, small_portal):
    writer = at_work('bavi-contributor')
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa <Tết>', 'body': '<p>Mở từ 15 tháng Chạp.</p>'}, writer.id)
    transaction.commit()
    return item


def step_form(page, name):
    return next(form for form in page.forms.values()
                if 'step' in form.fields and form['step'].value == name)


def steps(page):
    return [form['step'].value for form in page.forms.values() if 'step' in form.fields]


def taken(page, name, status=303, **said):
    """Send the form of the step ``name`` and return the answer."""
    form = step_form(page, name)
    for field, value in said.items():
        if isinstance(value, tuple):
            for box in form.fields[field]:
                box.checked = box._value in value
        else:
            form[field] = value
    return form.submit(status=status)


@pytest.fixture
def awaiting(item, visit):
    taken(visit('bavi-contributor').get(ITEM), 'submit', note='Mời biên tập')
    editor = visit('bavi-editor')
    taken(editor.get(ITEM), 'take')
    taken(editor.get(ITEM), 'pass_on')
    return item


def test_a_piece_is_handed_on_and_approved_page_by_page(awaiting, visit, app):
    assert app.get('/sites/bavi/tin-tuc-su-kien/cho-hoa', status=404)
    member = visit('bavi-member')
    answer = taken(member.get(ITEM), 'approve', checks=CHECKS)

    page = answer.follow()
    assert 'Đã phê duyệt. Bài đã có trên Cổng.' in page
    assert 'Chợ hoa &lt;Tết&gt;' in app.get('/sites/bavi/tin-tuc-su-kien/cho-hoa')
    assert 'Chợ hoa &lt;Tết&gt;' in app.get('/sites/bavi/tin-tuc-su-kien')


def test_what_was_done_is_told_with_its_notes_and_no_log_in_name(awaiting, visit):
    page = visit('bavi-head').get(ITEM)

    assert 'Mời biên tập' in page and 'Người bavi-contributor' in page
    assert steps(page) == ['approve', 'give_back', 'reject', 'emergency']


def test_an_approval_without_the_checklist_shows_what_was_typed(awaiting, visit):
    answer = taken(visit('bavi-member').get(ITEM), 'approve', 422, checks=('origin',),
                   note='Được đấy')

    assert 'Hãy xác nhận đủ nguồn gốc' in answer and 'Được đấy' in answer
    form = step_form(answer, 'approve')
    assert [box._value for box in form.fields['checks'] if box.checked] == ['origin']


@pytest.mark.clause('14.3.d')
def test_a_rejection_without_a_ground_is_refused(awaiting, visit):
    member = visit('bavi-member')
    answer = taken(member.get(ITEM), 'reject', 422, note='Không rõ')
    assert 'Hãy chọn một căn cứ từ chối' in answer

    taken(answer, 'reject', ground='d', note='Không rõ nguồn')
    page = visit('bavi-contributor').get(ITEM)
    assert 'Không rõ xuất xứ, không bảo đảm chất lượng' in page and 'Không rõ nguồn' in page


def test_a_time_of_publication_is_hanoi_time(awaiting, visit):
    member = visit('bavi-member')
    taken(member.get(ITEM), 'approve', checks=CHECKS, then='hold')
    answer = taken(member.get(ITEM), 'schedule', moment='2027-02-06T07:30').follow()

    assert '06/02/2027 07:30' in answer and 'Hẹn giờ xuất bản' in answer
    assert 'Đã hẹn giờ. Bài sẽ được xuất bản lúc 07:30 ngày 06/02/2027.' in answer


def test_a_time_that_is_none_is_said_so(awaiting, visit):
    member = visit('bavi-member')
    taken(member.get(ITEM), 'approve', checks=CHECKS, then='hold')

    answer = taken(member.get(ITEM), 'schedule', 422, moment='hôm qua')
    assert 'Hãy nhập ngày, giờ.' in answer


def test_a_step_that_is_not_offered_is_refused_in_words(item, visit):
    for step in ('approve', 'publish', 'emergency', 'nothing', ''):
        writer = visit('bavi-contributor')
        form = step_form(writer.get(ITEM), 'submit')
        form['step'].force_value(step)

        answer = form.submit(status=422)
        assert 'Không có quyền' in answer or 'không có bước đó' in answer, step


@pytest.mark.clause('8.8')
def test_to_those_of_other_sites_there_is_nothing(item, visit):
    for login in ('soxaydung-head', 'hanoi-head', 'soxaydung-editor', 'khach'):
        stranger = visit(login)
        there = stranger.get(ITEM, status=404)
        nowhere = stranger.get(ITEM + '-khong-co', status=404)

        assert there.text.replace('cho-hoa', '') == nowhere.text.replace('cho-hoa-khong-co', '')
        assert 'Chợ hoa' not in there, login
        assert ('Tài khoản không có vai trò nào' in there) is (login == 'khach')


def test_another_contributor_of_the_site_does_not_see_a_draft(item, visit, staff, small_portal,
                                                              registry, password_hash):
    other = small_portal['accounts'].create('bavi-khac', 'Người khác', registry=registry)
    other.password_hash = password_hash
    grant(small_portal['sites']['bavi'], other.id, 'contributor', Grant('QĐ 3'))
    transaction.commit()

    assert visit('bavi-khac').get(ITEM, status=404)


def test_a_post_without_the_token_changes_nothing(item, visit):
    visit('bavi-contributor').post(ITEM + '/@@step', {'step': 'submit'}, status=403)

    assert 'Bản nháp' in visit('bavi-contributor').get(ITEM)


def test_an_emergency_waits_on_the_board_until_another_has_looked(item, visit):
    head = visit('bavi-head')
    taken(head.get(ITEM), 'emergency', checks=CHECKS, note='Bão số 9 đổ bộ')
    page = head.get(ITEM)
    assert 'Bài đã xuất bản khẩn' in page and 'Phải do một thành viên khác' in page

    member = visit('bavi-member')
    form = next(form for form in member.get(ITEM).forms.values() if form.action.endswith('look'))
    form['note'] = 'Đã đối chiếu'
    assert 'Đã ghi nhận việc xem lại.' in form.submit().follow()
    assert 'Bài đã xuất bản khẩn' not in member.get(ITEM)


def test_the_pages_are_in_english_too(awaiting, visit):
    page = visit('bavi-member').get('/english' + ITEM)

    assert page.html.html['lang'] == 'en'


def test_before_a_text_is_withdrawn_the_board_sees_who_refers_to_it(item, at_work, ward, visit):
    writer = at_work('bavi-contributor')
    writer.editing.add(ward, 'tin-hai', 'NewsItem', {
        'title': 'Tin hai',
        'body': '<p><a href="/tin-tuc-su-kien/cho-hoa">Chợ</a></p>'}, writer.id)
    at_work('bavi-head').take(item, 'emergency', CHECKED_WITH_REASON)
    transaction.commit()

    page = visit('bavi-member').get(ITEM)
    assert 'Có 1 mục dẫn đến bài này' in page


def test_what_came_with_the_installation_waits_for_the_board(item, publishing, visit):
    publishing.publish(item, 'test')
    transaction.commit()
    member = visit('bavi-member')
    assert 'Nội dung khởi tạo, Ban Biên tập chưa rà soát' in member.get('/desk')

    form = next(form for form in member.get(ITEM).forms.values() if form.action.endswith('look'))
    form.submit()
    assert 'Nội dung khởi tạo, Ban Biên tập chưa rà soát' not in member.get('/desk')
