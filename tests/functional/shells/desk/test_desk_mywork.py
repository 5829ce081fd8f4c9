"""My work: every list holds what the asker can do next, and says so truly."""
import pytest
import transaction
from hanoiportal.base.clock import SystemClock, moment
from hanoiportal.editorial.tasks.resource import Task, Wish
from hanoiportal.kernel.security.authorization.roles import (
    BOARD_MEMBER,
    CONTRIBUTOR,
    EDITOR,
    HEAD,
    MANAGER,
    TRANSLATOR,
)
from hanoiportal.kernel.workflow.records import Approval, Event, review_of
from support.desk_forms import BASIS, changed, listed, seated, written
from support.editorial_staff import ward

section = ward


def queues(page):
    """Return ``{name: (number, titles)}`` of the lists on a page of "My work"."""
    return {part['id']: (int(part.select_one('h2 .count').get_text()),
                         [link.get_text() for link in part.select('a.title')])
            for part in page.html.select('section.queue[id]')}


def test_what_was_handed_in_says_where_it_is_with_whom_and_since_when(
        visit, people, bavi, section, editing):
    me, editor = people['khach'].id, people['vanhanh']
    seated(bavi, people['khach'], CONTRIBUTOR)
    taken = written(editing, section, 'Đã nhận', actor=me, state='editing')
    at = SystemClock().now()
    review_of(taken).events = (Event(at, editor.id, 'take', 'submitted', 'editing'),)
    changed(editing, taken)
    written(editing, section, 'Chờ Ban', actor=me, state='awaiting', hours=1)
    written(editing, section, 'Đã lên Cổng', actor=me, state='published', hours=2)
    written(editing, section, 'Của người khác', state='awaiting', hours=3)

    page = visit('khach').get('/desk')

    assert queues(page)['sent'] == (2, ['Đã nhận', 'Chờ Ban'])
    told = [each.get_text() for each in page.html.select('#sent .told')]
    assert told == [f'Đang ở: {editor.full_name}, từ {moment(at)}',
                    'Đang ở: Ban Biên tập, chờ phê duyệt']


def test_an_editor_has_what_they_edit_in_one_list(visit, people, bavi, section, editing):
    seated(bavi, people['khach'], EDITOR)
    for state in ('editing', 'awaiting'):
        written(editing, section, state, actor=people['khach'].id, state=state)

    found = queues(visit('khach').get('/desk'))

    assert (found['edit'][1], found['sent'][1]) == (['editing'], ['awaiting'])


def test_who_has_nothing_to_do_is_told_where_to_begin(visit, people, bavi):
    seated(bavi['tuyen-dung'], people['khach'], CONTRIBUTOR)

    page = visit('khach').get('/desk')

    assert 'Không có việc chờ xử lý.' in page.text
    assert page.click('Tuyển dụng', index=0).location.endswith('@@add?type=NewsItem')


def test_a_translator_finds_what_is_public_and_has_no_translation(
        visit, people, bavi, section, editing, publishing):
    seated(bavi, people['khach'], TRANSLATOR)
    written(editing, section, 'Chưa công khai')
    news = written(editing, section, 'Chợ hoa')
    publishing.publish(news, 'test')
    minutes = written(editing, bavi['chi-dao-dieu-hanh'], 'Không phải dịch')
    publishing.publish(minutes, 'test')
    transaction.commit()
    assert queues(visit('khach').get('/desk'))['untranslated'] == (1, ['Chợ hoa'])

    transaction.begin()
    editing.translate(news, 'en', {'title': 'Flower market'}, people['khach'].id)
    transaction.commit()
    assert 'untranslated' not in queues(visit('khach').get('/desk'))


@pytest.mark.clause('6.2')
@pytest.mark.clause('6.3')
def test_who_manages_a_site_declares_its_bodies_first(visit, people, bavi):
    seated(bavi, people['khach'], MANAGER)
    manager = visit('khach')
    first, place = manager.get('/desk'), manager.get('/desk/sites/bavi/@@contents')
    for page in (first, place):
        assert page.html.select_one('#h-declare').text == 'Việc đầu tiên: khai báo trang'
    assert 'Không có việc chờ xử lý.' not in first.text

    form = next(form for form in first.click(bavi.title, index=0).forms.values()
                if 'managing_body' in form.fields)
    assert form['managing_body'].value == form['operating_unit'].value == 'Chưa khai báo'
    form['managing_body'], form['operating_unit'] = 'Văn phòng HĐND và UBND xã', 'Tổ công nghệ'
    form.submit()

    for path in ('/desk', '/desk/sites/bavi/@@contents'):
        assert not manager.get(path).html.select('#h-declare')
    transaction.begin()
    assert (bavi.managing_body, bavi.undeclared) == ('Văn phòng HĐND và UBND xã', ())


def test_who_may_not_change_the_site_is_not_asked_to_declare_it(visit, people, bavi):
    seated(bavi, people['khach'], EDITOR)
    browser = visit('khach')

    for path in ('/desk', '/desk/sites/bavi/@@contents'):
        assert not browser.get(path).html.select('#h-declare')


def test_a_contributor_finds_drafts_and_what_was_returned(
        visit, people, bavi, section, editing):
    me = people['khach'].id
    seated(bavi, people['khach'], CONTRIBUTOR)
    written(editing, section, 'Đang viết', actor=me)
    back = written(editing, section, 'Trả lại', actor=me)
    review_of(back).events = (
        Event(SystemClock().now(), 'hoa', 'give_back', 'submitted', 'draft', 'Thiếu nguồn'),)
    changed(editing, back)
    written(editing, section, 'Bị từ chối', actor=me, state='rejected')
    written(editing, section, 'Của người khác', state='submitted')

    found = queues(visit('khach').get('/desk'))

    assert found['drafts'] == (1, ['Đang viết'])
    assert found['returned'][0] == 2
    assert set(found) == {'drafts', 'returned'}


def test_an_editor_finds_what_was_handed_in(visit, people, bavi, section, editing):
    seated(bavi, people['khach'], EDITOR)
    written(editing, section, 'Vừa gửi', state='submitted')
    written(editing, section, 'Đang sửa', state='editing', hours=1)
    written(editing, section, 'Chờ Ban', state='awaiting')

    found = queues(visit('khach').get('/desk'))

    assert found == {'edit': (2, ['Vừa gửi', 'Đang sửa'])}


def test_a_member_finds_what_to_approve_but_not_what_they_wrote(
        visit, people, bavi, section, editing):
    seated(bavi, people['khach'], BOARD_MEMBER)
    written(editing, section, 'Của người khác', state='awaiting')
    written(editing, section, 'Của tôi', actor=people['khach'].id, state='awaiting')
    written(editing, section, 'Đã duyệt', state='approved')

    found = queues(visit('khach').get('/desk'))

    assert found == {'approve': (1, ['Của người khác']), 'publish': (1, ['Đã duyệt']),
                     'sent': (1, ['Của tôi'])}


def test_a_member_finds_an_emergency_until_another_has_looked(
        visit, people, bavi, section, editing, publishing):
    seated(bavi, people['khach'], BOARD_MEMBER)
    item = written(editing, section, 'Cảnh báo lũ')
    publishing.publish(item, 'lan')
    item.concluded = review_of(item)
    item.concluded.approvals = (Approval('truong', SystemClock().now(), '', 'emergency'),)
    changed(editing, item)
    member = visit('khach')

    assert queues(member.get('/desk')) == {'emergency': (1, ['Cảnh báo lũ'])}
    item.concluded.second_look = Event(SystemClock().now(), 'x', 'look', 'published', 'published')
    changed(editing, item)
    assert queues(member.get('/desk')) == {}


def test_a_page_to_be_reviewed_waits_from_its_day_on(
        visit, people, bavi, section, editing, publishing):
    seated(bavi, people['khach'], EDITOR)
    section.allowed_types = (*section.allowed_types, 'Page')
    for title, day in (('Đến hạn', '2020-01-01'), ('Chưa đến', '2099-01-01')):
        publishing.publish(written(
            editing, section, title, type_name='Page', owner_unit='Văn phòng',
            next_review=day), 'lan')
    transaction.commit()

    assert queues(visit('khach').get('/desk')) == {'review': (1, ['Đến hạn'])}


def test_a_long_list_has_a_page_of_its_own(visit, people, bavi, section, editing):
    seated(bavi, people['khach'], EDITOR)
    for number in range(23):
        written(editing, section, f'Bài {number}', state='submitted', hours=number)
    editor = visit('khach')

    home = editor.get('/desk')
    whole = home.click('Xem tất cả')

    assert queues(home)['edit'] == (23, [f'Bài {number}' for number in range(5)])
    assert len(listed(whole)) == 20
    assert len(listed(whole.click('Trang sau'))) == 3
    editor.get('/desk/@@queue?list=khong', status=404)


def test_work_of_all_places_comes_together_and_of_no_other(
        visit, people, bavi, section, editing, small_portal):
    seated(bavi, people['khach'], EDITOR)
    seated(small_portal, people['khach'], HEAD)
    written(editing, section, 'Ở xã', state='submitted')
    written(editing, small_portal['tin-tuc-su-kien'], 'Ở Thành phố', state='submitted', hours=1)
    written(editing, small_portal['sites']['soxaydung']['tin-tuc-su-kien'], 'Ở sở',
            state='submitted')

    assert queues(visit('khach').get('/desk')) == {'edit': (2, ['Ở xã', 'Ở Thành phố'])}


def test_a_role_that_has_ended_shows_nothing(visit, people, bavi, section, editing):
    seated(bavi, people['khach'], CONTRIBUTOR)
    written(editing, section, 'Vừa gửi', state='submitted')
    bavi.local_roles[people['khach'].id] = {
        CONTRIBUTOR: BASIS, EDITOR: type(BASIS)(ends=SystemClock().now())}
    transaction.commit()

    assert queues(visit('khach').get('/desk')) == {}


@pytest.mark.clause('9.6')
def test_a_contributor_sees_their_own_texts_with_each_verdict_and_nobody_elses(
        visit, at_work, ward):
    writer, member = at_work('bavi-contributor'), at_work('bavi-member')
    made = {title: writer.add(ward, title=title) for title in ('Nháp', 'Trả', 'Bác', 'Đăng')}
    at_work('bavi-editor').add(ward, title='Bài của người khác')
    for title in ('Trả', 'Bác', 'Đăng'):
        writer.take(made[title], 'submit')
    at_work('bavi-editor').take(made['Trả'], 'give_back', note='Thiếu nguồn')
    for title in ('Bác', 'Đăng'):
        at_work('bavi-editor').take(made[title], 'pass_on')
    member.take(made['Bác'], 'reject', note='Chưa được phép', ground='b')
    member.approve(made['Đăng'])
    transaction.commit()

    page = visit('bavi-contributor').get('/desk/@@my-texts')
    rows = {row.select_one('a.title').text: row for row in page.html.select('tbody tr')}
    assert set(rows) == set(made)
    assert 'Thiếu nguồn' in rows['Trả'].text
    assert 'bí mật nhà nước' in rows['Bác'].text and 'Chưa được phép' in rows['Bác'].text
    assert 'Được trả lại' not in rows['Bác'].text
    assert rows['Đăng'].select('a')[-1]['href'].endswith(f'/{made["Đăng"].__name__}')
    assert len(rows['Nháp'].select('a')) == 1
    english = visit('bavi-contributor').get('/english/desk/@@my-texts')
    assert 'state secret' in english and 'Refused at' in english and 'Rejected' not in english


def test_a_text_lies_with_who_took_it_and_not_with_its_writer_who_has_a_task_on_it(
        visit, people, bavi, section, editing):
    me, editor, at = people['khach'].id, people['vanhanh'], SystemClock().now()
    seated(bavi, people['khach'], CONTRIBUTOR)
    taken = written(editing, section, 'Đã nhận', actor=me, state='editing')
    sent = written(editing, section, 'Chưa ai nhận', actor=me, state='submitted', hours=1)
    for text in (taken, sent):
        review_of(text).tasks = (Task(1, 1, Wish('edit'), me, '', 'hoa', at),)
    review_of(taken).events = (Event(at, editor.id, 'take', 'submitted', 'editing'),)
    timed = written(editing, section, 'Hẹn giờ', actor=me, state='scheduled', hours=2)
    review_of(timed).publish_at = at
    for text in (taken, sent, timed):
        changed(editing, text)

    told = [each.get_text() for each in visit('khach').get('/desk/@@my-texts').html.select(
        'td[data-label="Kết quả"] p')]

    assert told == [f'Đang ở: {editor.full_name}, từ {moment(at)}',
                    'Đang ở: biên tập viên của trang, chưa ai nhận',
                    f'Sẽ lên Cổng lúc {moment(at)}']
    assert f'To be published at {moment(at).in_language("en")}' in visit('khach').get(
        '/english/desk/@@my-texts')
