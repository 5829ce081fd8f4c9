"""Live dialogues: from the announcement to questions, batches, the page that watches, the archive
(clauses 8.5, 28.11).
"""
import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.participation.batches import effect
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    DIALOGUE,
    NAME,
    ORGANISATION,
    OUT_OF_SCOPE,
    PROCESS,
    PUBLISH,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.dialogues.ending import end_questions
from hanoiportal.participation.dialogues.interfaces import (
    ARCHIVED,
    ASKING,
    COMING,
    OVER,
    RUNNING,
    IDialogueQueue,
)
from hanoiportal.participation.dialogues.reconciling import reconcile
from hanoiportal.participation.dialogues.register import group_questions
from hanoiportal.participation.dialogues.resource import KEY
from hanoiportal.participation.dialogues.telling import tell
from hanoiportal.participation.tracking.consents import end_consent
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.services import Scheduling
from matrix.hardened import faults
from pyramid.request import apply_request_extensions
from support.desk_forms import act
from support.factories import FILES
from support.public_forms import code_and_secret, form_of, opened, send
from support.sample_documents import word
from support.typing_page import UNCLOSED

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

AT = '/sites/bavi/giao-luu-doi-thoai/nuoc-sach'
DESK = f'/desk{AT}'
SECRET = 'Nguyễn Văn Bí Mật'
AGREED = frozenset({PROCESS, PUBLISH})
NOBODY = Sender()


@pytest.fixture
def section(bavi, editing):
    return editing.add(bavi, 'giao-luu-doi-thoai', 'Section', {
        'title': 'Giao lưu, đối thoại', 'listing': 'dialogues', 'allowed_types': 'Event; File'},
        'ub')


@pytest.fixture
def dialogue(section, editing, publishing, clock, staff, request):
    """A dialogue from 10 to 11 o'clock, on the day of the clock, at which it is half past nine;
    committed.  A parameter of the test is its kind.
    """
    day = f'{local(clock.now()):%Y-%m-%d}'
    item = editing.add(section, 'nuoc-sach', 'Event', {
        'title': 'Đối thoại về nước sạch', 'kind': getattr(request, 'param', 'dialogue'),
        'start': f'{day}T10:00', 'end': f'{day}T11:00', 'place': 'Hội trường xã',
        'guests': 'Ông Trần Văn Trả Lời',
        'programme': '<p>Khai mạc, trả lời, bế mạc.</p>'}, 'ub')
    publishing.publish(item, 'ub', clock.now())
    transaction.commit()
    return item


@pytest.fixture
def go_on(clock, environment, dialogue):
    """``go_on(minutes)``: let time pass, and what is due happen."""
    def passed(**time):
        transaction.abort()
        clock.pass_(**time)
        Scheduling(environment).run({'dialogue'})
        transaction.begin()
        dialogue._p_jar.sync()
    return passed


@pytest.fixture
def ask(cases, dialogue, bavi):
    """``ask(text)``: the case of a question, committed."""
    def made(text, sender=NOBODY, consents=AGREED, language='vi'):
        transaction.begin()
        receipt = cases.receive(Submission(
            DIALOGUE, str(bavi.__oid__), text[:40], text, sender=sender, consents=consents,
            language=language,
            details={'dialogue': str(dialogue.__oid__)}))
        transaction.commit()
        return cases.get(receipt.number)
    return made


@pytest.fixture
def rows(registry, small_portal, dialogue):
    """``rows()``: of the queue, by number."""
    def known():
        transaction.abort()
        queue = registry.getAdapter(small_portal, IDialogueQueue)
        return {each.number: each for each in queue.of(str(dialogue.__oid__))}
    return known


@pytest.fixture
def answer(visit):
    """``answer(case, text)``: the page after a responder wrote the answer."""
    def written(case, text, **values):
        page = visit('bavi-responder').get(f'{DESK}/@@dialogue-answer?number={case.number}')
        form = next(each for each in page.forms.values() if 'answer' in each.fields)
        form['answer'], form['by'] = text, 'Ông Trần Văn Trả Lời'
        for name, value in values.items():
            form[name] = value
        return form.submit(status='*')
    return written


@pytest.fixture
def publish(visit):
    """``publish()``: put what is written before the board, which approves."""
    def done():
        act(visit('bavi-responder').get(f'{DESK}/@@dialogue-batch'), 'propose').follow()
        act(visit('bavi-head').get(f'{DESK}/@@dialogue-batch'), 'approve').follow()
        transaction.begin()
    return done


@pytest.mark.clause('8.5')
@pytest.mark.clause('28.11')
def test_a_question_is_asked_before_answered_in_a_batch_and_read_by_those_who_watch(
        app, dialogue, go_on, clock, cases, rows, answer, publish):
    page = app.get(AT)
    assert dialogue.phase == ASKING and 'Trả Lời' in page
    assert page.text.count('Đang nhận câu hỏi') == 1
    form = form_of(page.click('Đặt câu hỏi'))
    page = send(form, text='Bao giờ có nước sạch ở thôn Hạ?', capacity='organisation',
                organisation='Hội Nông dân', name=SECRET)
    clock.pass_(seconds=10)
    receipt = send(form_of(page), consent_process='yes', consent_publish='yes',
                   consent_name='yes')
    case, contents = opened(cases, receipt)
    assert case.kind == DIALOGUE and contents.details == {'dialogue': str(dialogue.__oid__)}

    go_on(minutes=35)
    assert dialogue.phase == RUNNING
    watched = app.get(f'{AT}/truc-tiep')
    assert 'Đang diễn ra' in watched and 'Chưa có câu trả lời' in watched
    assert 'nếu không thì sau khi tải lại trang' in watched
    newest = app.get(f'{AT}/truc-tiep-moi')
    assert len(newest.body) < 1000 and app.get(f'{AT}/truc-tiep-moi', headers={
        'If-None-Match': newest.headers['ETag']}).status_int == 304

    assert answer(case, 'Quý I năm sau.', by='Ông Trần Văn Trả Lời',
                  name='yes').status_int == 303
    assert 'Quý I năm sau.' not in app.get(f'{AT}/truc-tiep-moi')
    publish()
    for path in (f'{AT}/truc-tiep', f'{AT}/truc-tiep-moi', f'/english{AT}/truc-tiep'):
        shown = app.get(path)
        assert 'Quý I năm sau.' in shown and 'Ông Trần Văn Trả Lời' in shown
        assert 'Hội Nông dân' in shown and 'Bí Mật' not in shown
    told = 'Questions and answers are written in Vietnamese.'
    assert told in app.get(f'/english{AT}/truc-tiep')
    assert 'Published at 10:05' in shown
    row = rows()[case.number]
    assert row.outcome == ANSWERED and row.public
    form = form_of(app.get('/sites/bavi/theo-doi'), 'theo-doi')
    form['ma'], form['khoa'] = code_and_secret(receipt)
    assert 'Quý I năm sau.' in form.submit(headers={'Origin': 'http://localhost'}).follow()


@pytest.mark.clause('8.5')
@pytest.mark.parametrize('dialogue', ['hearing', 'press'], indirect=True)
def test_a_hearing_and_a_press_conference_are_opened_asked_answered_and_leave_minutes(
        app, dialogue, go_on, clock, cases, answer, publish, editing, at_work):
    page = app.get(AT)
    assert dialogue.phase == ASKING and 'Đang nhận câu hỏi' in page
    page = send(form_of(page.click('Đặt câu hỏi')), text='Vì sao chậm cấp nước cho thôn Hạ?')
    clock.pass_(seconds=10)
    case, _contents = opened(cases, send(
        form_of(page), consent_process='yes', consent_publish='yes'))

    go_on(minutes=35)
    assert dialogue.phase == RUNNING and 'Đang diễn ra' in app.get(f'{AT}/truc-tiep')
    assert answer(case, 'Nhà thầu chậm, đã bị phạt.').status_int == 303
    publish()
    assert 'Nhà thầu chậm' in app.get(f'{AT}/truc-tiep-moi')

    go_on(minutes=60)
    assert dialogue.phase == OVER and 'không nhận thêm câu hỏi' in app.get(AT)
    editing.edit(dialogue, {'minutes': Incoming('b.docx', BytesIO(word((None, 'Lời'))))}, 'ub')
    for step in ('submit', 'pass_on'):
        at_work('bavi-editor').take(dialogue, step)
    at_work('bavi-head').approve(dialogue)
    transaction.commit()
    page = app.get(AT)
    assert page.click('Tải biên bản').body[:2] == b'PK'
    assert 'Vì sao chậm cấp nước' in page and 'Nhà thầu chậm' in page
    assert 'Đối thoại về nước sạch' in app.get('/sites/bavi/giao-luu-doi-thoai')


def test_a_page_without_scripts_says_how_often_the_others_ask_and_leads_to_itself_anew(
        app, go_on):
    """It never reloads by itself: who reads it slowly would lose the place (WCAG 2.2.1)."""
    go_on(minutes=35)
    page = app.get(f'{AT}/truc-tiep')
    script = page.html.select_one('script[data-newest]')

    assert 3 <= int(script['data-every']) < int(script['data-every']) + 1 <= 5
    assert f"cứ {script['data-every']} đến {int(script['data-every']) + 1} giây một lần" in page
    assert 'every 4 to 5 seconds' in app.get(f'/english{AT}/truc-tiep')
    assert page.click('Tải lại trang').request.path == f'{AT}/truc-tiep'
    assert not page.html.select('meta[http-equiv=refresh]') and 'Refresh' not in page.headers
    assert script['data-newest'].endswith('/truc-tiep-moi')


def test_phases_go_by_the_clock_and_what_comes_early_late_empty_or_long_is_told(
        app, dialogue, go_on, small_portal):
    address = f'/sites/bavi/gui/hoi-doi-thoai/viet?buoi={dialogue.__oid__}'
    form = form_of(app.get(address))
    assert 'Chưa nhập' in send(form, text='')
    form = form_of(app.get(address))
    assert 'tối đa 1000' in send(form, text='x' * 1001)
    assert app.get('/sites/bavi/gui/hoi-doi-thoai/viet?buoi=1', status=404)
    assert app.get('/sites/bavi/gui/hoi-doi-thoai/viet', status=404)
    news = small_portal['tin-tuc-su-kien'].__oid__
    assert app.get(f'/sites/bavi/gui/hoi-doi-thoai/viet?buoi={news}', status=404)

    go_on(minutes=31)
    assert dialogue.phase == RUNNING
    form = form_of(app.get(address))
    go_on(minutes=60)
    assert dialogue.phase == OVER
    late = send(form, text='Câu đã viết')
    assert '11:00 ngày 24/11/2026' in late and 'Câu đã viết' in late
    assert 'không nhận thêm câu hỏi' in app.get(AT)
    dialogue.phase, dialogue.asks_from = COMING, dialogue.end
    transaction.commit()
    assert 'nhận câu hỏi từ 11:00' in send(form, text='Câu đã viết')


def test_the_moderator_sees_groups_that_the_board_ranks(ask, visit, rows, environment, cases):
    text = ('Bao giờ thôn Hạ có nước sạch để dùng, vì giếng khoan nhiễm mặn đã nhiều năm và '
            'trạm cấp nước xây xong mà chưa chạy?')
    same = [ask(text).number, ask(f'Kính gửi lãnh đạo. {text}').number]
    other, third = ask('Giá nước là bao nhiêu?').number, ask('Câu khác').number
    group_questions(environment)
    found = rows()
    assert found[same[1]].group == same[0] and found[other].group == other
    page = visit('bavi-responder').get(f'{DESK}/@@dialogue-queue')
    assert '2 người cùng hỏi' in page.text.replace('\n', ' ')
    assert 'Xếp thứ tự các câu' not in page

    page = visit('bavi-head').get(f'{DESK}/@@dialogue-queue')
    form = next(each for each in page.forms.values() if 'numbers' in each.fields)
    for box in form.fields['numbers']:
        box.checked = box._value == str(other)
    form['rank'] = '1'
    form.submit('act', value='rank').follow()
    page = visit('bavi-responder').get(f'{DESK}/@@dialogue-queue')
    order = [box['value'] for box in page.html.select('input[name=numbers]')]
    assert order == [str(other), f'{same[0]} {same[1]}', str(third)]

    refused = act(page, 'aside')
    assert refused.status_int == 422 and 'Chưa đánh dấu câu hỏi nào' in refused
    form = next(each for each in page.forms.values() if 'numbers' in each.fields)
    for box in form.fields['numbers']:
        box.checked = box._value == str(third)
    form['reason'] = 'Xin gửi ở mục Hỏi đáp.'
    form.submit('act', value='aside').follow()
    assert rows()[third].outcome == OUT_OF_SCOPE
    case = cases.get(third)
    assert cases.text_of(case, case.events[-1]) == 'Xin gửi ở mục Hỏi đáp.'
    lead = visit('bavi-responder').get(f'/desk/sites/bavi/@@dialogue-question?number={other}')
    assert f'number={other}' in lead.location


def test_who_wrote_does_not_approve_and_nothing_personal_leaves_the_case(
        ask, answer, visit, app, publish, rows, registry, staff):
    case = ask(f'Tôi là {SECRET}, số 0912.345.678. Bao giờ có nước?',
               Sender(name=SECRET, phone='0912345678'))
    page = visit('bavi-responder').get(f'{DESK}/@@dialogue-answer?number={case.number}')
    form = next(each for each in page.forms.values() if 'answer' in each.fields)
    assert '0912' not in form['question'].value and 'Bí Mật' not in form['question'].value
    assert 'name' not in form.fields
    refused = answer(case, '')
    assert refused.status_int == 422 and 'Chưa có nội dung trả lời' in refused
    refused = answer(case, 'Gọi 0987.654.321 để biết.')
    assert refused.status_int == 422 and 'chưa được quyết định' in refused
    assert answer(case, 'Tháng sau.').status_int == 303
    assert 'Chưa ghi người trả lời' in answer(case, 'Tháng sau.', by=' ')
    queue = visit('bavi-responder').get(f'{DESK}/@@dialogue-queue')
    assert ' '.join(queue.html.select_one('.state').parent.text.split()).endswith(
        '1 câu hỏi, 0 đang chờ')
    act(visit('bavi-responder').get(f'{DESK}/@@dialogue-batch'), 'propose').follow()
    assert [link['href'].endswith('dialogue-batch') for link in visit('bavi-head').get(
        '/desk').html.select('#batches a')] == [True]
    transaction.begin()
    waits = [each for each in notifying(registry).list(staff['bavi-head'])
             if each.kind == 'answers_waiting']
    assert [each.is_read for each in waits] == [False]
    led = visit('bavi-head').get(f'/desk/@@notification?number={waits[0].number}').follow()
    assert led.request.path.endswith('dialogue-batch')
    own = visit('bavi-responder').get(f'{DESK}/@@dialogue-batch')
    assert [each.text for each in own.html.select('.notice')] == [
        'Chờ thành viên Ban Biên tập phê duyệt.']
    assert not [button for button in own.html.select('button') if button.get('value') == 'propose']
    assert not [button for button in own.html.select('button') if button.get('value') == 'approve']
    head = visit('bavi-head').get(f'{DESK}/@@dialogue-batch')
    assert answer(case, 'Tháng sau nữa.').status_int == 303
    assert act(head, 'approve').status_int == 422
    act(visit('bavi-responder').get(f'{DESK}/@@dialogue-batch'), 'propose').follow()
    head = visit('bavi-head').get(f'{DESK}/@@dialogue-batch')
    refused = act(head, 'back', back='Ghi rõ quý.')
    assert refused.status_int == 422 and 'Chưa đánh dấu' in refused
    assert 'Chưa ghi lý do trả lại' in act(head, 'all_back', back=' ')
    act(head, 'all_back', back='Ghi rõ quý.').follow()
    assert not rows()[case.number].is_prepared
    assert 'được trả lại' in visit('bavi-responder').get(f'{DESK}/@@dialogue-queue')
    assert [each.is_read for each in notifying(registry).list(staff['bavi-responder'])
            if each.kind == 'answers_sent_back'] == [False]
    assert 'trả lại: Ghi rõ quý.' in visit('bavi-responder').get(page.request.url)
    assert answer(case, 'Tháng sau nữa.').status_int == 303
    assert 'Ghi rõ quý.' not in visit('bavi-responder').get(page.request.url)
    publish()
    shown = app.get(f'{AT}/truc-tiep-moi')
    assert 'Tháng sau nữa.' in shown and 'Bí Mật' not in shown and '0912' not in shown


def test_who_does_not_agree_to_be_read_is_answered_alone(ask, answer, rows, cases, app):
    case = ask('Câu riêng của tôi', consents=frozenset({PROCESS}))
    assert answer(case, 'Trả lời riêng.').status_int == 303
    assert rows()[case.number].outcome == ANSWERED and not rows()[case.number].public
    known = cases.get(case.number)
    assert cases.text_of(known, known.events[-1]) == 'Trả lời riêng.'
    assert 'Câu riêng' not in app.get(f'{AT}/truc-tiep')


def test_what_is_withdrawn_or_erased_is_read_no_more(
        ask, answer, publish, app, rows, cases, visit, dialogue):
    first, second = ask('Câu thứ nhất?'), ask('Câu thứ hai?')
    for case in (first, second):
        answer(case, 'Trả lời.')
    publish()
    assert len(re.findall('Trả lời\\.', app.get(f'{AT}/truc-tiep').text)) == 2
    transaction.begin()
    cases.erase(cases.get(first.number))
    transaction.commit()
    shown = app.get(f'{AT}/truc-tiep')
    assert 'Câu thứ nhất' not in shown and 'Câu thứ hai' in shown
    take_out(visit)
    assert 'Câu thứ hai' not in app.get(f'{AT}/truc-tiep')


def take_out(visit, **typed):
    """The page of batches after the board took out the latest public answer."""
    page = visit('bavi-head').get(f'{DESK}/@@dialogue-batch')
    asked = visit('bavi-head').get(page.html.select_one('a[href*="answer-out"]')['href'])
    return act(asked, 'withdraw', **{'ground': 'wrong', 'why': 'Sai năm.', **typed})


def test_the_board_takes_an_answer_out_for_a_reason_and_it_is_answered_anew(
        ask, answer, publish, app, rows, cases, visit, dialogue, environment):
    first = ask('Bao giờ có nước sạch?', language='en')
    same = ask('Bao giờ có nước sạch?')
    group_questions(environment)
    answer(same, 'Năm 1926.')
    publish()
    assert [each.outcome for each in rows().values()] == [ANSWERED, ANSWERED]
    old = dialogue.answers[0].id
    for typed, told in (({'ground': ''}, 'Chưa chọn căn cứ'), ({'why': ' '}, 'Chưa ghi lý do')):
        refused = take_out(visit, **typed)
        assert refused.status_int == 422 and told in refused.html.select_one('.field .error').text
    assert 'Năm 1926' in app.get(f'{AT}/truc-tiep')
    assert 'về lại hàng chờ' in take_out(visit).follow()
    assert 'Năm 1926' not in app.get(f'{AT}/truc-tiep')
    transaction.begin()
    for case, told in ((first, 'off the public page to be looked at again. Reason: '),
                       (same, 'Trả lời sai hoặc chưa đầy đủ. Sai năm.')):
        known = cases.get(case.number)
        assert told in cases.text_of(known, known.events[-2])
    assert not any(each.outcome or each.public for each in rows().values())
    (row,) = visit('bavi-responder').get(f'{DESK}/@@dialogue-queue').html.select('tbody tr')
    assert 'đã gỡ' in row.text and f'number={same.number}' in row.find('a')['href']
    page = visit('bavi-responder').get(f'{DESK}/@@dialogue-answer?number={same.number}')
    assert 'đã gỡ câu trả lời: Trả lời sai hoặc chưa đầy đủ. Sai năm.' in ' '.join(
        page.html.text.split()) and 'Năm 1926.' in page
    answer(same, 'Năm 2026.')
    queue = visit('bavi-responder').get(f'{DESK}/@@dialogue-queue?shown=prepared')
    assert 'đã gỡ' not in queue.html.select_one('tbody tr').text
    publish()
    assert 'Năm 2026' in app.get(f'{AT}/truc-tiep') and dialogue.answers[0].id != old
    assert {each.outcome for each in rows().values()} == {ANSWERED}
    gone = f'{DESK}/@@dialogue-answer-out?public='
    assert visit('bavi-head').get(f'{gone}{old}', status=404)
    assert visit('bavi-responder').get(f'{gone}{dialogue.answers[0].id}', status='4*')


@pytest.mark.clause('28.11')
def test_when_it_has_ended_each_answer_becomes_an_item_with_its_moment(
        ask, answer, publish, go_on, app, visit, dialogue, bavi, environment, cases, rows):
    go_on(minutes=40)
    case = ask('Bao giờ có nước sạch?', Sender(organisation='Hội Nông dân',
               capacity=ORGANISATION), AGREED | {NAME})
    answer(case, 'Quý I năm sau.\nTrạm đã xây xong.', by='Ông Trần Văn Trả Lời', name='yes')
    publish()
    early = visit('bavi-responder').get(f'{DESK}/@@dialogue-closing')
    assert 'Chỉ lưu trữ khi' in early
    go_on(minutes=60)
    waits = ask('Câu hỏi chưa trả lời')
    end_questions(environment)
    transaction.begin()
    assert not rows()[waits.number].outcome
    page = visit('bavi-responder').get(f'{DESK}/@@dialogue-closing')
    form = next(each for each in page.forms.values() if 'moment-' in str(each.fields.keys()))
    field = next(name for name in form.fields if name and name.startswith('moment-'))
    assert form[field].value == '0:10:00'
    form[field] = 'sau giờ nghỉ'
    refused = form.submit('act', value='keep', status=422)
    assert 'Thời điểm phải từ' in refused and 'sau giờ nghỉ' in refused
    form[field] = '1:02:05'
    form.submit('act', value='keep').follow()
    changes = dialogue.changes
    act(visit('bavi-head').get(f'{DESK}/@@dialogue-closing'), 'approve').follow()

    dialogue._p_jar.sync()
    assert dialogue.phase == ARCHIVED and len(dialogue.changes) == len(changes) + 1
    (said,) = dialogue.public_answers.all.values()
    question = bavi.__parent__.__parent__.__objectmap__.object_for(int(said.item))
    assert question.is_public and question.recorded_at == 3725
    assert question.asked_by == 'Hội Nông dân' and 'Trạm đã xây xong' in question.body
    page = app.get(AT)
    assert 'Questions and answers are written in Vietnamese.' in app.get(f'/english{AT}')
    own = page.click('Trang riêng của câu hỏi này')
    assert 'Đã trả lời tại buổi trực tuyến' in own and 'Đối thoại về nước sạch' in own
    assert 'bản ghi' not in page.html.select_one('.answers').text
    dialogue.recording_url = 'https://video.example.vn/nuoc-sach'
    transaction.commit()
    assert 'Trong bản ghi: 1:02:05' in app.get(AT) and 'lich.ics' not in app.get(AT)
    assert 'Bao giờ có nước sạch' in app.get('/sites/bavi/hoi-dap')
    again = visit('bavi-head').get(f'{DESK}/@@dialogue-closing')
    assert 'đã được lưu trữ' in again
    late = ask('Câu hỏi sau cùng')
    assert answer(late, 'Không').status_int == 422
    for _twice in range(2):
        end_questions(environment)
        transaction.begin()
        (ended,) = (event for event in cases.get(late.number).events
                    if event.kind == OUT_OF_SCOPE)
    assert ended.source == f'archived:{dialogue.__oid__}'
    assert 'chuyên mục Hỏi đáp' in cases.text_of(cases.get(late.number), ended)
    assert rows()[late.number].outcome == OUT_OF_SCOPE
    assert rows()[case.number].outcome == ANSWERED


@pytest.mark.clause('8.5')
def test_the_recording_has_captions_that_are_checked_and_minutes(
        dialogue, editing, publishing, app, go_on, at_work):
    go_on(minutes=95)
    captions, content = FILES['captions']
    with pytest.raises(Refused):
        editing.edit(dialogue, {'captions': Incoming('a.vtt', BytesIO(b'no captions'))}, 'ub')
    editing.edit(dialogue, {'recording': Incoming('a.mp4', BytesIO(FILES['film'][1]))}, 'ub')
    assert any('phải có phụ đề' in str(why)
               for why in publishing.reasons_against_publishing(dialogue))
    editing.edit(dialogue, {'captions': Incoming(captions, BytesIO(content)),
                            'minutes': Incoming('b.docx', BytesIO(word((None, 'Lời'))))}, 'ub')
    editor = at_work('bavi-editor')
    editor.take(dialogue, 'submit')
    editor.take(dialogue, 'pass_on')
    at_work('bavi-head').approve(dialogue)
    transaction.commit()
    page = app.get(AT)
    track = page.html.select_one('video.player track')
    assert track['kind'] == 'captions' and app.get(track['src']).content_type == 'text/vtt'
    assert app.get(page.html.select_one('video source')['src']).content_type == 'video/mp4'
    assert page.click('Tải biên bản').body[:2] == b'PK'


@pytest.mark.clause('4.2', '8.5')
def test_a_stream_of_a_stranger_is_not_published_and_a_player_waits_for_a_click(
        dialogue, at_work, editing, publishing, bavi, app, clock):
    editor, stream = at_work('bavi-editor'), 'https://www.youtube.com/watch?v=abcdefghijk'
    assert app.get(AT).headers['Cross-Origin-Embedder-Policy'] == 'require-corp'
    editor.edit(dialogue, stream=stream)
    transaction.commit()
    assert any('không thuộc kênh nào đã đăng' in str(why)
               for why in publishing.reasons_against_publishing(dialogue))
    channel = editing.add(bavi['kenh-thong-tin'], 'phim', 'Channel', {
        'title': 'Kênh phim của xã', 'url': 'https://youtube.com/@bavi', 'permit_number': '1',
        'permit_day': '2026-01-01', 'permit_authority': 'Sở'}, 'ub')
    publishing.publish(channel, 'ub', clock.now())
    transaction.commit()
    assert not any('không thuộc kênh' in str(why)
                   for why in publishing.reasons_against_publishing(dialogue))
    editor.take(dialogue, 'submit')
    editor.take(dialogue, 'pass_on')
    at_work('bavi-head').approve(dialogue)
    transaction.commit()
    for page in (app.get(AT), app.get(AT), app.get(f'{AT}/truc-tiep')):
        link = page.html.select_one('.stream a')
        assert link['href'] == stream and page.html.select('script[src*="player.js"]')
        assert link['data-player'].startswith('https://www.youtube-nocookie.com/embed/abcdefghijk')
        assert not page.html.select('iframe, script[src^=http], link[href*=youtube]')
        assert faults(page) == [] and '; frame-src www.youtube-nocookie.com' in page.headers[
            'Content-Security-Policy']
        assert page.headers['Cross-Origin-Embedder-Policy'] == 'unsafe-none'
    plain = app.get(AT, headers={'Cookie': 'hien-thi=auto.100.text'})
    assert plain.html.select_one('.stream a') and 'player.js' not in plain
    assert plain.headers['Cross-Origin-Embedder-Policy'] == 'require-corp'
    channel.url = 'https://khac.example.vn'
    transaction.commit()
    for page in (app.get(AT), app.get(f'{AT}/truc-tiep')):
        assert 'youtube' not in page and 'frame-src' not in page.headers['Content-Security-Policy']


@pytest.fixture
def transcribe(visit):
    """``transcribe(text, act)``: the page after a responder sent a transcript."""
    def sent(text, name='read', checked=''):
        responder, address = visit('bavi-responder'), f'{DESK}/@@dialogue-transcript'
        token = responder.get(address).html.select_one('main [name=csrf_token]')['value']
        return responder.post(address, {
            'csrf_token': token, 'text': text, 'act': name, 'checked': checked}, status='*')
    return sent


@pytest.mark.clause('8.5')
def test_a_transcript_becomes_answers_of_an_approved_batch(
        ask, transcribe, publish, app, go_on, rows, cases, visit):
    asked, text = ask(f'Tôi là {SECRET}. Bao giờ có nước?'), (
        'Câu {}\nÔng Trần Văn Trả Lời: Quý I năm sau.\nTrạm đã xây xong.\n'
        'Hỏi: Giá nước sinh hoạt là bao nhiêu?\nBà Lê Thị Hai: Như hiện nay.\n'
        'Ông Trần Văn Trả Lời: Không tăng.')
    early = transcribe(text.format(asked.number))
    assert early.status_int == 422 and 'đang diễn ra' in early
    go_on(minutes=40)
    read = transcribe(text.format(asked.number))
    assert [row.th.p.text for row in read.html.select('tbody tr')][1:] == [
        'Giá nước sinh hoạt là bao nhiêu?']
    assert 'Bí Mật' not in read.html.table.text and len(rows()) == 1, 'nothing is kept yet'
    assert 'chưa được quyết định' in transcribe(text.format(asked.number), 'keep')
    assert len(rows()) == 1
    assert transcribe(text.format(asked.number), 'keep', 'yes').status_int == 303
    publish()
    shown = app.get(f'{AT}/truc-tiep-moi')
    assert 'Quý I năm sau.' in shown and 'Trạm đã xây xong.' in shown
    assert 'Bà Lê Thị Hai, Ông Trần Văn Trả Lời' in shown and 'Bí Mật' not in shown
    assert 'Giá nước sinh hoạt' in shown
    new = cases.get(max(rows()))
    assert (new.channel, {each.outcome for each in rows().values()}) == ('counter', {ANSWERED})


def test_a_transcript_that_cannot_be_kept_is_told_where_and_keeps_nothing(transcribe, go_on, rows):
    go_on(minutes=40)
    for text, why in [
            ('Xin chào quý vị.', 'Chưa thấy câu hỏi nào'),
            ('Câu 99\nÔng A: Vâng.', 'Không có câu hỏi số'),
            ('Hỏi: Bao giờ?\nVâng.', 'Chưa ghi người trả lời'),
            ('Hỏi: Bao giờ?', 'Chưa có nội dung trả lời'), ('Hỏi:\nÔng A: Vâng.', 'Câu hỏi trống'),
            ('Hỏi: Bao giờ?\nÔng A: Gọi 0987.654.321.', 'chưa được quyết định'),
            ('Hỏi: Bao giờ?\nÔng A: Mai.\nHỏi: Ai?\nÔng A: ' + 'x' * 5001, 'Dài quá 5000 ký tự')]:
        page = transcribe(text, 'keep')
        assert page.status_int == 422 and why in page.html.select_one('.field .error').text
        assert page.html.textarea.text.strip() == text and rows() == {}


def test_a_dialogue_that_nobody_asked_anything_is_archived(visit, go_on, dialogue):
    go_on(minutes=100)
    assert dialogue.phase == OVER
    act(visit('bavi-head').get(f'{DESK}/@@dialogue-closing'), 'approve').follow()
    dialogue._p_jar.sync()
    assert dialogue.phase == ARCHIVED


def test_the_list_shows_what_goes_on_first(
        section, dialogue, editing, publishing, clock, app, ask, case_page):
    english = editing.translate(dialogue, 'en', {'title': 'On clean water'}, 'ub')
    publishing.publish(english, 'ub', clock.now())
    for name, day in (('truoc', '2026-10-01'), ('sau', '2026-12-01')):
        item = editing.add(section, name, 'Event', {
            'title': f'Buổi {name}', 'kind': 'press', 'start': f'{day}T08:00',
            'end': f'{day}T09:00', 'asks_from': f'{day}T07:00'}, 'ub')
        publishing.publish(item, 'ub', clock.now())
    transaction.commit()
    unsaid = app.get(f'/english{AT}').html.main
    programme = unsaid.select_one('[aria-labelledby=chuong-trinh] .prose')
    assert (programme.text.strip(), programme['lang']) == ('Khai mạc, trả lời, bế mạc.', 'vi')
    cells = {each.text.strip(): each for each in unsaid.select('.facts [lang=vi]')}
    assert cells.keys() == {'Hội trường xã', 'Ông Trần Văn Trả Lời'}
    page = app.get('/sites/bavi/giao-luu-doi-thoai')
    order = [page.text.index(each) for each in ('Đối thoại về nước', 'Buổi sau', 'Buổi truoc')]
    assert order == sorted(order) and 'Đã kết thúc' in page
    assert 'Đối thoại về nước' in app.get('/sites/bavi/giao-luu-doi-thoai/list.csv')
    assert app.get('/sites/bavi/lich-lam-viec/giao-ban/truc-tiep', status=404)
    form = app.get(f'/english/sites/bavi/gui/hoi-doi-thoai/viet?buoi={dialogue.__oid__}')
    assert [each.text for each in form.html.select('.sent dd')] == [
        'On clean water', 'Taking questions']
    case = case_page(ask('Bao giờ có nước?'))
    assert 'On clean water' in app.get(f'/english{urlsplit(case.request.url).path}').html.main.text
    assert 'Đối thoại về nước sạch' in case.html.main.text
    home = app.get('/sites/bavi').html.select_one('[aria-labelledby=dang-mo]')
    assert [each.text for each in home.select('a')] == ['Đối thoại về nước sạch']
    assert 'đang nhận câu hỏi' in home.text
    home = app.get('/english/sites/bavi').html.select_one('[aria-labelledby=dang-mo]')
    assert [each.text for each in home.select('a, .kind')] == [
        'On clean water', 'Online, taking questions']


def test_those_who_answer_are_told_once_of_new_questions_and_a_case_leads_to_its_dialogue(
        dialogue, ask, visit, environment, registry, staff):
    service = notifying(registry)
    apply_request_extensions(environment.request)

    def told():
        transaction.begin()
        tell(environment)
        transaction.begin()
        return [[each.is_read for each in service.list(staff[f'bavi-{name}'])
                 if each.kind == 'dialogue_waiting'] for name in ('responder', 'head')]

    case = ask('Bao giờ có nước?')
    assert told() == [[False], []]
    ask('Giá bao nhiêu?')
    assert told() == [[False], []]
    page = visit('bavi-responder').get(f'/desk/sites/bavi/@@case?number={case.number}')
    link = page.html.select_one('dl.values a')
    assert link.text == dialogue.title and link['href'].endswith('/nuoc-sach')
    (notice,) = [each for each in service.list(staff['bavi-responder'])
                 if each.kind == 'dialogue_waiting']
    led = visit('bavi-responder').get(f'/desk/@@notification?number={notice.number}').follow()
    assert led.request.path.endswith('dialogue-queue')
    service.mark_read(staff['bavi-responder'])
    transaction.commit()
    assert told() == [[True], []]
    ask('Ai trả tiền?')
    assert told() == [[False, True], []]
    ask('Hỏi khi đã hết giờ')
    service.mark_read(staff['bavi-responder'])
    dialogue.phase = OVER
    transaction.commit()
    assert told() == [[True, True], []]


def test_who_does_not_answer_there_sees_no_queue(dialogue, ask, visit):
    case = ask('Câu hỏi')
    for view in ('dialogue-queue', 'dialogue-batch', 'dialogue-closing', 'dialogue-transcript',
                 f'dialogue-answer?number={case.number}'):
        assert visit('bavi-editor').get(f'{DESK}/@@{view}', status='4*').status_int in (403, 404)
    assert visit('bavi-responder').get(f'{DESK}/@@dialogue-answer?number=999', status=404)


def test_a_restored_queue_gets_its_rows_again(
        ask, answer, publish, rows, environment, small_portal):
    case, waits = ask('Câu hỏi đã trả lời?'), ask('Câu hỏi còn chờ?')
    answer(case, 'Trả lời.')
    publish()
    public = rows()[case.number].public
    transaction.begin()
    del interactions_of(small_portal)[KEY]
    transaction.commit()
    assert '2 questions' in reconcile(environment, True).mended[0]
    found = rows()
    assert found[case.number].public == public and not found[waits.number].outcome


def test_nothing_is_proposed_once_the_dialogue_is_archived(ask, answer, visit, dialogue):
    answer(ask('Câu hỏi?'), 'Trả lời.')
    page = visit('bavi-responder').get(f'{DESK}/@@dialogue-batch')
    dialogue.phase = ARCHIVED
    transaction.commit()
    refused = act(page, 'propose')
    assert refused.status_int == 422 and 'Chưa có bản công khai' in refused


def test_after_a_restore_what_is_public_is_what_the_queue_knows(
        ask, answer, publish, rows, dialogue, environment, small_portal):
    lost, unknown = ask('Câu hỏi mất trả lời?'), ask('Câu hỏi không ai biết?')
    for case in (lost, unknown):
        answer(case, 'Trả lời.')
    publish()
    transaction.begin()
    public = dialogue.public_answers.all
    del public[next(at for at, each in public.items() if each.id == rows()[lost.number].public)]
    known = interactions_of(small_portal)[KEY].dialogues[str(dialogue.__oid__)].rows
    known[unknown.number] = known[unknown.number]._replace(public='')
    transaction.commit()
    assert reconcile(environment, True).mended == (
        '1 answers that nobody knows leave the public pages',
        '1 questions have no public answer any more')
    environment.registry.getUtility(IJob, name='outbox').run(environment)
    dialogue._p_jar.sync()
    assert not dialogue.public_answers.all and not rows()[lost.number].public


def test_who_asked_takes_consent_back_until_the_answer_is_public(
        ask, answer, visit, cases, case_page, take_back, effects_wait, rows, app):
    texts = 'Nước có mùi?', 'Giá bao nhiêu?', 'Bao giờ có?', 'Rút câu này?', 'Ai trả lời?'
    sent = [ask(text, Sender(name=SECRET), AGREED | {NAME}) for text in texts]
    for case in sent:
        answer(case, f'Trả lời {case.number}.', name='yes')
    batch = f'{DESK}/@@dialogue-batch'
    act(visit('bavi-responder').get(batch), 'propose').follow()
    take_back(sent[0])
    row = rows()[sent[0].number]
    assert not row.is_prepared and not row.outcome
    assert not visit('bavi-head').get(batch).html.select('button[value=approve]')

    act(visit('bavi-responder').get(batch), 'propose').follow()
    with effects_wait():
        act(visit('bavi-head').get(batch), 'approve').follow()
        take_back(sent[1])
        take_back(sent[2], 'thoi-hien-ten')
        send(form_of(case_page(sent[3]), '/rut'))
    shown = app.get(f'{AT}/truc-tiep')
    assert [text for text in texts if text in shown] == ['Bao giờ có?', 'Ai trả lời?']
    assert shown.text.count(SECRET) == 1
    page = case_page(sent[4])
    assert 'Nội dung đã được đăng nên' in page and not page.html.select(
        'form[action*="/thoi-"]')
    answer(sent[1], 'Trả lời riêng.')
    assert rows()[sent[1].number].outcome == ANSWERED and not rows()[sent[1].number].public
    assert 'Trả lời riêng' not in app.get(f'{AT}/truc-tiep')


def test_an_answer_of_which_the_consent_ends_while_it_is_published_leaves_at_once(
        ask, answer, publish, rows, dialogue, monkeypatch):
    case, note = ask('Nước có mùi?'), effect._note

    def noted(environment, item, batch):
        found = environment.registry.getAdapter(environment.portal, ICases)
        end_consent(found, found.get(case.number), 'thoi-cong-khai')
        note(environment, item, batch)

    monkeypatch.setattr(effect, '_note', noted)
    answer(case, 'Đã sửa.')
    publish()
    dialogue._p_jar.sync()
    assert dialogue.public_answers.approvals and not dialogue.public_answers.all
    assert not rows()[case.number].public and not rows()[case.number].outcome
