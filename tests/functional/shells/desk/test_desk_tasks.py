"""Giving and doing tasks in the desk; My work shows them with their terms."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import SystemClock, local, moment
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.base.deadlines.owndays import in_working_days
from hanoiportal.editorial.tasks.reminding import waiting as reminders
from hanoiportal.editorial.tasks.terms import due_of
from hanoiportal.kernel.workflow.records import review_of
from hanoiportal.platform.calendar.interfaces import ICalendars
from hanoiportal.platform.calendar.resource import add_row
from support.clocks import real_clock
from support.pages import form_with

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
PAGE = ITEM + '/@@tasks'


@pytest.fixture
def item(at_work, ward):
    writer = at_work('bavi-contributor')
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {'title': 'Chợ hoa'}, writer.id)
    writer.take(item, 'submit')
    transaction.commit()
    return item


clock = real_clock


def give(browser, status=303, people=(), **said):
    form = form_with(browser.get(PAGE), 'kind')
    for box in form.fields.get('people', ()):
        box.checked = box._value in people
    for name, value in said.items():
        form[name] = value
    return form.submit(status=status)


def do(browser, action, **said):
    form = next(form for form in browser.get(PAGE).forms.values()
                if action in [button._value for button in form.fields.get('act', ())])
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=action)


def waiting(browser, name='tasks'):
    """Return the texts of the rows of that list of My work."""
    return [' '.join(row.get_text(' ').split())
            for row in browser.get('/desk').html.select(f'#{name} tbody tr')]


def test_a_day_off_that_an_operator_has_entered_moves_the_term_of_a_task(
        item, visit, staff, small_portal, registry):
    now = SystemClock().now()
    before = in_working_days(
        1, now, registry.getUtility(ICalendars)(small_portal).known_on()).due
    add_row(small_portal, DayRow(date=local(before).date(), kind='holiday', name_vi='Nghỉ',
                                 basis='Thông báo 1/TB'), 'u1', now)
    transaction.commit()
    give(visit('bavi-deputy'), people=[staff['bavi-editor'].id], kind='edit', days='1')
    transaction.begin()

    assert review_of(item).tasks[0].wish.due > before


def test_a_deputy_gives_a_task_and_the_editor_does_it(item, visit, staff):
    deputy, editor = visit('bavi-deputy'), visit('bavi-editor')
    page = give(deputy, people=[staff['bavi-editor'].id], kind='edit', days='2', note='Sửa <tít>',
                priority='high').follow()
    assert 'Đã giao việc.' in page and 'Sửa &lt;tít&gt;' in page and 'Gấp' in page

    [row] = waiting(editor)
    assert 'Chợ hoa' in row and 'Biên tập' in row and 'Hạn ' in row
    for browser, path, is_there in (
            (editor, '/desk/@@my-duties', True), (deputy, '/desk/sites/bavi/@@duties', True),
            (visit('bavi-member'), '/desk/@@my-duties', False)):
        terms = browser.get(path).html.main.get_text(' ', strip=True)
        assert ('Việc khác có hạn' in terms and 'Chợ hoa' in terms) is is_there, path
    card = editor.get(ITEM).html.select_one('[aria-labelledby=h-tasks]')
    assert 'Người bavi-editor' in card.text
    assert 'Còn việc biên tập bắt buộc chưa xong.' in editor.get(ITEM)
    do(editor, 'finish', said='Xong rồi')
    assert waiting(editor) == []
    assert 'Xong rồi' in deputy.get(PAGE) and 'đã xong' in deputy.get(PAGE)
    assert 'Còn việc biên tập bắt buộc chưa xong.' not in editor.get(ITEM)


def test_who_may_claim_finds_it_and_nobody_else_does(item, visit):
    give(visit('bavi-deputy'), kind='check', role='board', copies='2', quorum='1')

    assert waiting(visit('bavi-member'), 'claim-board')
    for login in ('bavi-editor', 'bavi-contributor', 'soxaydung-member', 'hanoi-head', 'kiemtra',
                  'bavi-translator'):
        assert waiting(visit(login), 'claim-board') == []
    member = visit('bavi-member')
    do(member, 'claim')
    assert len(waiting(member)) == 1
    assert len(waiting(visit('bavi-head'), 'claim-board')) == 1
    do(member, 'finish')
    assert waiting(visit('bavi-head'), 'claim-board') == []


def test_what_is_late_is_said_to_be(item, visit, staff, registry):
    give(visit('bavi-deputy'), people=[staff['bavi-editor'].id], kind='edit', days='1')
    transaction.begin()
    [task] = review_of(item).tasks
    task.assigned_at -= datetime.timedelta(days=30)
    transaction.commit()

    assert 'Quá hạn' in waiting(visit('bavi-editor'))[0]
    assert 'quá hạn' in visit('bavi-editor').get(PAGE)


def test_a_day_off_that_is_entered_later_moves_a_term_and_both_days_are_told(
        item, visit, staff, registry, small_portal):
    give(visit('bavi-deputy'), people=[staff['bavi-editor'].id], kind='edit', days='3')
    transaction.begin()
    [task] = review_of(item).tasks
    before = task.wish.due
    assert 'khi giao việc' not in visit('bavi-editor').get(PAGE)
    [[reminded, _task]] = reminders(registry, item)
    add_row(small_portal, DayRow(
        date=local(before).date(), kind='holiday', name_vi='Ngày nghỉ', basis='Thông báo 12/TB'),
        'u1', SystemClock().now())
    transaction.commit()

    after = due_of(task, small_portal, registry)
    assert after > before
    told = visit('bavi-editor').get(PAGE).html.main.get_text()
    assert f'Hạn: {moment(after)}' in told and f'khi giao việc: {moment(before)}' in told
    assert f'{local(after):%d/%m/%Y}' in waiting(visit('bavi-editor'))[0]
    assert next(reminders(registry, item))[0] - reminded == after - before


def test_a_substitute_finds_the_tasks_of_who_is_absent(item, visit, staff):
    give(visit('bavi-deputy'), people=[staff['bavi-editor'].id], kind='edit')
    editor, today = visit('bavi-editor'), SystemClock().now().date().isoformat()
    form = form_with(editor.get('/desk/@@substitute'), 'substitute')
    form['substitute'], form['starts'], form['ends'] = staff['bavi-member'].id, today, today
    refused = form.submit(status=422) if today < '2000' else None
    form['ends'] = (SystemClock().now() + datetime.timedelta(days=2)).date().isoformat()
    page = form.submit().follow()

    assert refused is None and 'Đã ghi người làm thay.' in page and 'Người bavi-member' in page
    member = visit('bavi-member')
    assert 'thay Người bavi-editor' in waiting(member)[0] and len(waiting(editor)) == 1
    assert 'Người bavi-editor' in member.get('/desk/@@substitute').html.select_one('.notice').text
    do(member, 'finish')
    assert waiting(editor) == waiting(member) == []


def test_colleagues_alone_can_be_named(item, visit, staff):
    form = form_with(visit('bavi-editor').get('/desk/@@substitute'), 'substitute')
    offered = [value for value, _on, _text in form['substitute'].options]

    assert staff['bavi-head'].id in offered and staff['soxaydung-head'].id not in offered
    form['substitute'].force_value(staff['soxaydung-head'].id)
    form['starts'], form['ends'] = '2099-01-01', '2099-02-01'
    assert 'Hãy chọn một người trong danh sách.' in form.submit(status=422)
    form['starts'] = 'hôm nay'
    assert 'Hãy nhập một ngày.' in form.submit(status=422)


def test_what_is_wrong_is_said_and_what_was_typed_stays(item, visit):
    for said, problem in (
            ({'role': ''}, 'Hãy chọn người hoặc vai trò'),
            ({'role': 'board', 'days': '999'}, 'Số ngày làm việc từ 1'),
            ({'role': 'board', 'order': 'hai'}, 'Thứ tự là số'),
            ({'role': 'board', 'copies': '-3'}, 'Từ 1 đến')):
        page = give(visit('bavi-deputy'), 422, kind='check', note='Nhớ kỹ', **said)

        assert problem in page and 'Nhớ kỹ' in page, said


def test_who_may_not_give_tasks_is_shown_no_form(item, visit):
    page = visit('bavi-editor').get(PAGE)

    assert not [form for form in page.forms.values() if 'kind' in form.fields]
    answer = visit('bavi-editor').post(PAGE, {'kind': 'edit'}, status=403)
    assert answer
    assert visit('soxaydung-head').get(PAGE, status=404)


def test_a_task_that_is_not_there_is_no_error(item, visit):
    deputy = visit('bavi-deputy')
    give(deputy, kind='check', role='board')
    form = next(form for form in deputy.get(PAGE).forms.values() if 'said' in form.fields)

    for number in ('', '0', '7', 'x', '9' * 40):
        form['number'].force_value(number)

        assert 'không còn chờ ai làm' in form.submit('act', value='cancel').follow(), number


def test_the_page_is_in_english_too(item, visit):
    assert visit('bavi-deputy').get('/english' + PAGE).html.html['lang'] == 'en'
