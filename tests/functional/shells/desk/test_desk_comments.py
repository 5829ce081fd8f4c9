"""Remarks of the staff on a field or a passage of what is not public."""
import pytest
import transaction
from hanoiportal.editorial.review.interfaces import Details
from support.editorial_staff import CHECKED

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
COMMENTS = f'{ITEM}/@@comments'
BODY = '<p>Chợ mở ngày 15 tháng Chạp.</p><p>Địa điểm: phố Hàng Lược.</p>'


@pytest.fixture
def item(at_work, ward):
    writer = at_work('bavi-contributor')
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa', 'body': BODY}, writer.id)
    transaction.commit()
    return item


def form(page, action, number=None):
    return next(form for form in page.forms.values() if f'@@{action}' in form.action and (
        number is None or form['number'].value == str(number)))


def remark(browser, text, at=0, field='body', **more):
    """Remark as ``browser`` by the links and forms of the page; return the page after it."""
    page = browser.get(COMMENTS)
    page = page.click(href=rf'field={field}(&language=vi)?&at={at}#' if at is not None
                      else rf'field={field}&language=vi#')
    found = form(page, 'add-comment')
    found['text'] = text
    for name, value in more.items():
        found[name] = value
    return found.submit().follow()


def threads(page):
    return page.html.select('.thread:not(.writing)')


@pytest.fixture
def remarked(item, visit):
    remark(visit('bavi-editor'), 'Có chắc <15> không?', quote='ngày 15')
    return item


def test_a_passage_is_remarked_on_answered_settled_and_opened_again(remarked, visit):
    editor, writer = visit('bavi-editor'), visit('bavi-contributor')
    page = writer.get(COMMENTS)
    [thread] = threads(page)
    assert 'Có chắc <15> không?' in thread.text and 'Người bavi-editor' in thread.text
    assert page.html.select_one('.passage mark').text == 'ngày 15'
    answer = form(page, 'reply-comment')
    answer['text'] = 'Theo thông báo số 5'
    assert 'Theo thông báo số 5' in answer.submit().follow()

    done = form(editor.get(COMMENTS), 'resolve-comment').submit().follow()
    assert 'đã xử lý' in threads(done)[0].text and not done.html.select('.passage mark')
    again = form(writer.get(COMMENTS), 'reopen-comment').submit().follow()
    assert 'done' not in threads(again)[0]['class']


def test_all_of_a_field_is_remarked_on_too(item, visit):
    page = remark(visit('bavi-editor'), 'Nên chọn thể loại khác', None, 'genre')

    assert 'Nên chọn thể loại khác' in threads(page)[0].text
    assert page.request.url.startswith('http://localhost' + COMMENTS)


def test_the_tab_counts_what_is_open(remarked, visit):
    editor = visit('bavi-editor')
    remark(editor, 'Nữa', 1)
    def count():
        return editor.get(ITEM).html.select_one('.tabs a[href$="@@comments"] .count')

    assert count().text.strip(': ') == '2'
    form(editor.get(COMMENTS), 'resolve-comment', 1).submit()
    assert count().text.strip(': ') == '1'


def test_a_remark_survives_edits_around_it_and_says_when_its_passage_changed(
        remarked, visit, at_work):
    writer = at_work('bavi-contributor')
    transaction.begin()
    writer.edit(remarked, body='<p>Đoạn mới.</p>' + BODY.replace('tháng Chạp', 'tháng Giêng'))
    transaction.commit()
    page = visit('bavi-editor').get(COMMENTS)
    assert page.html.select('.talked .passage p')[0].text.startswith('Chợ mở ngày 15 tháng Giêng')
    assert 'đoạn đã thay đổi' not in page

    transaction.begin()
    writer.edit(remarked, body=BODY.replace('ngày 15', 'ngày 16'))
    transaction.commit()
    page = visit('bavi-editor').get(COMMENTS)
    assert 'đoạn đã thay đổi' in page and page.html.select_one('.thread q').text == 'ngày 15'

    transaction.begin()
    writer.edit(remarked, body='')
    transaction.commit()
    page = visit('bavi-editor').get(COMMENTS)
    assert 'đoạn không còn' in page and page.html.select_one('.thread q').text == 'ngày 15'


def test_a_passage_that_changed_while_somebody_wrote_is_not_mixed_up(item, visit, at_work):
    editor = visit('bavi-editor')
    typed = form(editor.get(f'{COMMENTS}?field=body&at=0'), 'add-comment')
    transaction.begin()
    at_work('bavi-contributor').edit(item, body=BODY.replace('15', '16'))
    transaction.commit()
    typed['text'] = 'Ngày nào?'

    answer = typed.submit(status=422)
    assert 'Đoạn này vừa được sửa' in answer and 'Ngày nào?' in answer
    assert not threads(editor.get(COMMENTS))


def test_what_is_wrong_is_said_and_kept(item, visit):
    for changes, said in (
            ({'text': '  '}, 'Chưa nhập nội dung.'), ({'text': 'x' * 5001}, 'Dài quá 5000 ký tự.'),
            ({'quote': 'không có chữ này'}, 'Đoạn này không có những chữ đó.'),
            ({'text': 'a\x00b'}, 'ký tự điều khiển'),
            ({'field': 'nothing'}, 'Không có trường đó.'),
            ({'at': '99', 'key': 'zz'}, 'Đoạn này vừa được sửa')):
        typed = form(visit('bavi-editor').get(f'{COMMENTS}?field=body&at=0'), 'add-comment')
        typed['text'] = 'Nhận xét'
        for name, value in changes.items():
            typed[name].force_value(value)

        assert said in typed.submit(status=422), changes


def test_a_settled_remark_is_not_settled_or_answered_again(remarked, visit):
    editor = visit('bavi-editor')
    page = editor.get(COMMENTS)
    form(page, 'resolve-comment').submit()

    answer = form(page, 'reply-comment')
    answer['text'] = 'Muộn'
    for late in (form(page, 'resolve-comment'), answer):
        assert 'hãy tải lại trang' in late.submit(status=422)


def test_only_the_people_concerned_are_told(remarked, visit):
    editor, writer = visit('bavi-editor'), visit('bavi-contributor')
    told = '/desk/@@notifications'
    assert 'Có nhận xét mới về tin, bài' in writer.get(told)
    assert 'Có nhận xét mới' not in editor.get(told)
    answer = form(writer.get(COMMENTS), 'reply-comment')
    answer['text'] = 'Bí mật'
    answer.submit()

    page = editor.get(told)
    assert 'Nhận xét về tin, bài đã có trả lời' in page and 'Bí mật' not in page
    form(editor.get(COMMENTS), 'resolve-comment').submit()
    assert 'Nhận xét về tin, bài đã được xử lý' in writer.get(told)
    assert 'Nhận xét' not in visit('bavi-member').get(told).html.main.text


def test_what_becomes_of_a_remark_is_told_to_the_log_without_its_words(remarked, visit):
    editor = visit('bavi-editor')
    form(editor.get(COMMENTS), 'resolve-comment').submit()
    form(editor.get(COMMENTS), 'reopen-comment').submit()

    page = visit('quantri').get('/desk/@@audit')
    assert all(each in page for each in (
        'Nhận xét bản thảo', 'Đánh dấu nhận xét đã xử lý', 'Mở lại nhận xét'))
    assert 'Có chắc' not in page


def give(page, name, **fields):
    """Give the task to settle the remark on ``page`` to the person called ``name``."""
    found = form(page, 'remark-task')
    found['to'].select(text=name) if name else None
    for field, value in fields.items():
        found[field].force_value(value)
    return found.submit().follow()


def test_a_remark_is_given_to_a_person_who_settles_it_and_all_is_logged(
        remarked, visit, at_work, clock):
    head, writer = visit('bavi-head'), visit('bavi-contributor')
    given = give(head.get(COMMENTS), 'Người bavi-contributor', days='3')
    assert 'Giao xử lý: Người bavi-contributor, ' in ' '.join(threads(given)[0].text.split())
    assert not [each for each in given.forms.values() if '@@remark-task' in each.action]
    assert 'Người bavi-contributor, ' in head.get(ITEM).html.select_one('.aside .thread').text

    transaction.begin()
    at_work('bavi-contributor').edit(remarked, body='<p>Đoạn mới.</p>' + BODY)
    transaction.commit()
    work = ' '.join(writer.get('/desk/').html.main.text.split())
    assert 'Việc được giao' in work and 'Nhận xét 1' in work and 'Hạn ' in work

    done = form(writer.get(f'{ITEM}/@@tasks'), 'task')
    done['said'] = 'Đã sửa theo thông báo số 5'
    page = done.submit('act', value='finish').follow()
    assert 'đã xong' in page
    assert 'đã xử lý' in threads(head.get(COMMENTS))[0].text

    form(head.get(COMMENTS), 'reopen-comment').submit()
    assert 'Nhận xét 1' in writer.get('/desk/') and 'Giao xử lý:' in head.get(COMMENTS)
    form(head.get(COMMENTS), 'resolve-comment').submit()
    assert 'Nhận xét 1' not in writer.get('/desk/')
    log = [row.text for row in visit('quantri').get('/desk/sites/bavi/@@audit').html.select(
        'main tbody tr')]
    for action, times in (('Giao việc', 1), ('Làm xong việc được giao', 2), (
            'Mở lại việc đã xong', 1), ('Đánh dấu nhận xét đã xử lý', 2), ('Mở lại nhận xét', 1)):
        assert sum(action in row for row in log) == times, action


def test_a_task_of_a_remark_that_cannot_be_given_is_refused(remarked, visit):
    head = visit('bavi-head')

    for name, fields, said in (
            ('', {}, 'Hãy chọn người hoặc vai trò được giao việc.'),
            ('', {'to': 'soxaydung-head'}, 'Có người không xem được bài này'),
            ('Người bavi-contributor', {'days': '-1'}, 'Số ngày làm việc từ 1 đến 250.'),
            ('Người bavi-contributor',
             {'number': '7'}, 'Nhận xét này đã được giao hoặc đã xử lý.'),
            ('Người bavi-contributor',
             {'number': 'x'}, 'Nhận xét này đã được giao hoặc đã xử lý.')):
        assert said in give(head.get(COMMENTS), name, **fields)
        assert 'Giao xử lý:' not in head.get(COMMENTS), name


def test_a_remark_is_given_once_and_by_the_head_alone(remarked, visit):
    head, editor = visit('bavi-head'), visit('bavi-editor')
    page = head.get(COMMENTS)
    give(page, 'Người bavi-contributor')

    assert 'Nhận xét này đã được giao hoặc đã xử lý.' in give(page, 'Người bavi-editor')
    mine = editor.get(COMMENTS)
    assert not [each for each in mine.forms.values() if '@@remark-task' in each.action]
    answer = editor.post(f'{ITEM}/@@remark-task', {
        'number': '1', 'to': 'x', 'csrf_token': form(mine, 'resolve-comment')['csrf_token'].value})
    assert 'Không có quyền thực hiện việc này ở đây.' in answer.follow()


@pytest.mark.clause('8.8')
def test_to_strangers_there_are_no_remarks(remarked, visit):
    for login in ('soxaydung-head', 'hanoi-editor', 'khach'):
        visit(login).get(COMMENTS, status=404)


def test_who_may_only_look_reads_them_and_says_nothing(remarked, visit):
    inspector = visit('kiemtra')
    page = inspector.get(COMMENTS)

    assert len(threads(page)) == 1 and not page.html.select('main form')
    token = page.forms[1]['csrf_token'].value if len(page.forms) > 1 else page.form[
        'csrf_token'].value
    answer = inspector.post(f'{ITEM}/@@resolve-comment', {'number': '1', 'csrf_token': token},
                            status=422)
    assert 'Không có quyền' in answer


def test_they_stay_when_the_text_is_public_for_the_staff_alone(
        remarked, visit, at_work, app, ward, staff):
    transaction.begin()
    at_work('bavi-head').take(remarked, 'emergency', Details(note='Bão', checks=CHECKED.checks))
    remarked.created_by = staff['bavi-editor'].id
    transaction.commit()

    assert len(threads(visit('bavi-editor').get(COMMENTS))) == 1
    assert 'Có chắc' not in app.get('/sites/bavi/tin-tuc-su-kien/cho-hoa')
    writer = visit('bavi-contributor')
    writer.get(COMMENTS, status=404)
    assert '@@comments' not in writer.get(f'{ITEM}/@@history')


def test_a_translation_has_remarks_of_its_own(remarked, visit, at_work):
    translator = at_work('bavi-translator')
    transaction.begin()
    translator.editing.translate(remarked, 'en', {'title': 'Flowers'}, translator.id)
    transaction.commit()
    browser = visit('bavi-translator')
    page = browser.get(f'{COMMENTS}?language=en')
    assert not threads(page)
    typed = form(page.click(href='field=title.*at=0'), 'add-comment')
    typed['text'] = 'Hoa gì?'
    typed.submit()

    assert len(threads(browser.get(f'{COMMENTS}?language=en'))) == 1
    assert len(threads(browser.get(COMMENTS))) == 1


def test_the_page_is_in_english_too(remarked, visit):
    assert visit('bavi-editor').get('/english' + COMMENTS).html.html['lang'] == 'en'


def test_on_the_record_remarks_stand_beside_the_text_and_lead_back_to_it(remarked, visit):
    editor, writer = visit('bavi-editor'), visit('bavi-contributor')
    record = writer.get(ITEM)
    [thread] = record.html.select('.aside .threads.wide .thread')
    assert 'Có chắc <15> không?' in thread.text
    assert thread.select_one('a[href="#doan-body-0"]').text == 'Đến đoạn này'
    assert [each['href'] for each in record.html.select('.reading .remarked')] == [
        f'{COMMENTS}#nhan-xet-1', '#nhan-xet-1']
    answer = form(record, 'reply-comment', 1)
    answer['text'] = 'Theo thông báo số 5'
    there = answer.submit()
    assert there.location.endswith(f'{ITEM}?language=vi&text=whole#nhan-xet-1')
    assert 'Theo thông báo số 5' in there.follow().html.select_one('.aside .thread').text

    page = editor.get(ITEM).click(href=r'field=body&at=1#viet')
    assert 'Nội dung, đoạn 2: Địa điểm' in page.html.select_one('.aside .hint.wide').text
    found = form(page, 'add-comment')
    found['text'] = 'Phố nào?'
    after = found.submit()
    assert after.location.endswith('text=whole#nhan-xet-2')
    assert [each.select_one('.said').text for each in after.follow().html.select(
        '.aside .thread:not(.writing)')] == ['Có chắc <15> không?', 'Phố nào?']
    settled = form(after.follow(), 'resolve-comment', 2).submit().follow()
    assert 'Phố nào?' not in settled.html.select_one('.aside').text
    for query in ('field=x&at=0', 'field=body&at=99', 'field=body&at=%00', 'field=genre'):
        editor.get(f'{ITEM}?{query}')
