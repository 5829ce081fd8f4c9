"""What the portal holds of a person: given to them, corrected and erased at their request."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.participation.cases.interfaces import (
    ACCESS,
    ANSWERED,
    DATA_COPIED,
    DATA_CORRECTED,
    MERGED,
    NOTE,
    QUESTION,
    SMS,
    SMS_ENDED,
    STAFF,
    WITHDRAWN,
    CannotChange,
    Sender,
    Submission,
)
from hanoiportal.participation.identities.resource import Identity
from hanoiportal.participation.inbox.resource import KEY
from hanoiportal.participation.personaldata.interfaces import IPersonalCopies
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from servers.vneid import NAME, vneid_settings
from support.link_redemption import sent
from support.public_forms import code_and_secret, form_of, opened, received, send
from support.typing_page import UNCLOSED

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]
own_settings = vneid_settings
FORM = '/gui/du-lieu-ca-nhan'
ASKED, PHONE = 'Hộ chiếu làm ở đâu?', '0912 345 678'
WISHED = {'text': 'Xin xóa số điện thoại của tôi.', 'name': 'Ngô Thị Bình'}


@pytest.fixture
def question(app, cases, clock, staff):
    """Code and secret of a question, its case."""
    page = received(app, clock, text=ASKED, name='Ngô Thị Bin', phone=PHONE)
    case, _contents = opened(cases, page)
    cases.append(case, NOTE, text='Lời nội bộ', audience=STAFF)
    transaction.commit()
    return (*code_and_secret(page), case)


def tracked(app, code, secret):
    return send(form_of(app.get('/theo-doi'), 'theo-doi'), ma=code, khoa=secret).follow()


def act(page, verb, status=303, **values):
    form = next(each for each in page.forms.values() if 'act' in each.fields and any(
        button._value == verb for button in each.fields['act']))
    for field, value in values.items():
        form[f'{verb}.{field}'] = value
    return form.submit('act', value=verb, status=status)


def decide(visit, case, verb, **values):
    """Let the city propose and approve what is decided, which the board sees with how the staff
    found out who asks; return the page of the request.
    """
    officer, head = visit('hanoi-responder'), visit('hanoi-head')
    page = officer.get(f'/desk/@@data-request?number={case.number}')
    one = act(page, verb, **values).follow()
    act(one, 'take')
    known = head.get(one.request.url)
    assert values.get('checked', '') in known.html.main.text
    act(known, 'approve')
    transaction.abort()
    return page


def test_by_code_or_vneid_one_saves_at_once_what_is_held_and_nothing_internal(
        app, question, cases, vneid, clock):
    vneid.clock = clock
    code, secret, _case = question

    given = form_of(tracked(app, code, secret), 'du-lieu-cua-toi').submit(
        headers={'Origin': 'http://localhost'})

    assert given.headers['Content-Disposition'].endswith('du-lieu-ca-nhan.txt')
    assert given.headers['Cache-Control'] == 'no-store'
    assert all(each in given.text for each in (code, ASKED, 'Ngô Thị Bin', PHONE))
    assert 'nội bộ' not in given.text and secret not in given.text

    away = sent(form_of(app.get('/cua-toi'), '/vneid'), app)
    link = away.html.find('a', rel='noreferrer')['href']
    back = app.get(vneid.agree(link)).follow()
    mine = app.get(back.html.find('meta', {'http-equiv': 'refresh'})['content'].partition(
        'url=')[2])
    nothing = form_of(mine, 'du-lieu-cua-toi').submit(headers={'Origin': 'http://localhost'})
    assert 'không giữ hồ sơ' in nothing.text
    send(form_of(mine, '/them'), ma=code, khoa=secret)
    assert ASKED in form_of(mine, 'du-lieu-cua-toi').submit(
        headers={'Origin': 'http://localhost'}).text

    page = send(form_of(app.get(FORM)), code=code, secret='sai', **WISHED, wish='see')
    assert NAME in page.html.main.text and page.html.select_one('[name=consent-process]')
    for path in ('/du-lieu-cua-toi/khac', '/du-lieu-cua-toi/a/b'):
        assert app.post(path, headers={'Origin': 'http://localhost'}, status=404)
        assert app.get(path).follow(status=404)
    assert app.get('/du-lieu-cua-toi').location.endswith('/cua-toi')


def test_who_opens_a_case_has_its_data_erased_after_two_people_have_decided(
        app, question, cases, clock, visit, audit, bavi):
    code, secret, case = question
    for wrong in ('', secret[::-1]):
        page = send(form_of(app.get(FORM)), wish='erase', code=code, secret=wrong, **WISHED)
        assert 'Không mở được hồ sơ này' in page.html.main.text
        assert page.html.find('input', {'name': 'code'})['value'] == code

    seen = tracked(app, code, secret).request.url
    receipt = received(app, clock, FORM, wish='erase', code=code, secret=secret, **WISHED)

    request, contents = opened(cases, receipt)
    assert request.kind == ACCESS and contents.details == {'wish': 'erase', 'code': code}
    assert secret not in str(cases.export(request))
    standing = cases.standing(request, clock.now())
    assert {duty.rule for duty, _standing in standing.duties} == {'dlcn.phan-hoi', 'dlcn.xoa'}
    assert local(standing.answer_due).date() == local(
        request.received).date() + datetime.timedelta(days=20)
    page = decide(visit, request, 'erase', text='Đã xóa theo yêu cầu.')
    assert code in page.html.main.text and 'Hồ sơ của người này' in page.html.main.text

    shown = visit('hanoi-responder').get(page.request.url).html.main.text
    theirs = shown.partition('Hồ sơ của người này')[2]
    assert 'Đã xóa nội dung' in theirs and 'rút' not in theirs
    assert cases.open(case) is None and WITHDRAWN in [event.kind for event in case.events]
    erased = visit('bavi-head').get(f'/desk/sites/bavi/@@case?number={case.number}').html.main.text
    assert 'Xóa dữ liệu cá nhân' in erased and 'Người gửi' not in erased.partition('Diễn biến')[2]
    told = app.get(seen).html.main.text
    assert 'Đã xóa nội dung' in told and 'rút' not in erased.partition('Diễn biến')[0] + told
    assert not cases.standing(request, clock.now()).duties[0][1].is_broken
    book = interactions_of(find_portal(bavi))[KEY]
    assert 'case_withdrawn' not in {what for _site, _number, what in book.untold}
    told = tracked(app, *code_and_secret(receipt)).html.main.text
    assert 'Đã xóa theo yêu cầu.' in told and f'Xóa dữ liệu của hồ sơ: {code}.' in told
    assert 'erase_case' in [each.action for each in audit.entries(
        bavi, wanted=LogQuery(inner=True)).items]


def test_a_correction_and_a_copy_are_decided_in_the_same_way(
        app, question, cases, clock, visit):
    code, secret, case = question
    receipt = received(app, clock, FORM, wish='correct', code=code, secret=secret, **WISHED)
    request, _contents = opened(cases, receipt)

    decide(visit, request, 'correct', text='Đã sửa.', name='Ngô Thị Bình', email='b@example.vn')

    sender = cases.open(case).sender
    assert (sender.name, sender.phone, sender.email) == ('Ngô Thị Bình', PHONE, 'b@example.vn')
    assert cases.by_email('B@example.vn') == [case] and case.events[-1].ground == DATA_CORRECTED
    assert 'Ngô Thị Bình' in tracked(app, *code_and_secret(receipt)).html.main.text

    receipt = received(app, clock, FORM, wish='see', code=code, secret=secret, **WISHED)
    other, _contents = opened(cases, receipt)
    with pytest.raises(CannotChange):
        cases.append(other, MERGED, to=str(request.number))
    decide(visit, other, 'see', text='Kèm theo.')
    page = tracked(app, *code_and_secret(receipt))
    sent = page.html.select_one('dl.sent:has(a), section dl.sent').text
    assert 'Xem, nhận bản sao dữ liệu' in sent and code in sent
    copy = page.click(href=f'/{code}$')
    assert 'Ngô Thị Bình' in copy.text and 'nội bộ' not in copy.text
    assert case.events[-1].ground == DATA_COPIED and other.files == ()
    desk = visit('bavi-head').get(f'/desk/sites/bavi/@@case?number={case.number}')
    told = desk.html.main.text
    assert 'Đã sửa dữ liệu cá nhân' in told
    assert f'Đã cung cấp bản sao dữ liệu: {other.code}' in told
    officer = visit('hanoi-responder').get(f'/desk/@@case?number={other.number}')
    assert 'name="merge.other"' not in officer.text

    assert app.get(f'{copy.request.path}x').location == page.request.url
    cases.erase(case)
    transaction.commit()
    gone = app.get(copy.request.path)
    assert gone.location == page.request.url and 'đã xóa cùng hồ sơ' in gone.follow().text


def test_what_is_erased_or_ended_is_led_to_and_told_no_more(
        question, cases, registry, small_portal):
    _code, _secret, case = question
    sent = cases.receive(Submission(
        QUESTION, str(small_portal.__oid__), 'x', 'x', consents=frozenset({SMS})))
    copies, other = registry.getUtility(IPersonalCopies), cases.get(sent.number)
    told = copies.of_cases(small_portal, [other], 'vi').content.decode()
    assert 'nhận tin nhắn' in told
    cases.keep(other, SMS_ENDED, 'yes')
    assert 'nhận tin nhắn' not in copies.of_cases(small_portal, [other], 'vi').content.decode()
    cases.erase(case)
    assert cases.has_key(case)  # for a moment
    cases.correct(case, Sender(email='b@example.vn'))
    cases.identify(case, Identity('Ngô Thị Bình', 'binh', 2, case.received))
    assert cases.by_email('b@example.vn') == cases.by_identity('binh') == []


def test_what_nobody_has_shown_to_be_theirs_is_not_touched(
        app, question, cases, clock, visit, small_portal, bavi):
    code, _secret, case = question
    here = cases.receive(Submission(
        QUESTION, str(small_portal.__oid__), 'x', 'x', sender=Sender('Ngô Thị Bình'))).code
    transaction.commit()
    request, _contents = opened(cases, received(app, clock, FORM, wish='erase', **WISHED))
    officer = visit('hanoi-responder')
    page = officer.get(f'/desk/@@data-request?number={request.number}')
    assert 'Chưa chứng minh là ai' in page.html.main.text and code not in page.html.main.text

    for wrong in ({'codes': ''}, {'codes': 'HN-0000-0000', 'checked': 'x'}, {'codes': here},
                  {'codes': request.code, 'checked': 'x'},
                  {'codes': f'{here} {code}', 'checked': 'Căn cước'}):
        answer = act(page, 'erase', 422, text='Xóa.', **{'checked': '', **wrong})
        assert answer.html.select('.error, [aria-invalid=true]'), wrong
    assert act(page, 'erase', 422, codes=here, checked='Căn cước', text=' ')
    assert act(page, 'correct', 422, codes=here, checked='Căn cước', text='Sửa.', email='x')
    assert officer.post(page.request.url, {'act': 'x'}, status='*').status_int in (400, 403, 422)
    one = f'/desk/@@case?number={request.number}'
    assert 'name="submit.answer"' not in officer.get(one)
    assert visit('bavi-responder').get(page.request.url, status=404)
    assert visit('hanoi-head').get(f'/desk/@@data-request?number={case.number}', status=404)

    decide(visit, request, 'refuse', text='Không xác minh được người yêu cầu.')
    assert cases.open(case) is not None and ANSWERED in [e.kind for e in request.events]
    request, _contents = opened(cases, received(app, clock, FORM, wish='erase', **{
        **WISHED, 'text': 'Xin xóa câu hỏi của tôi.'}))
    decide(visit, request, 'erase', codes=here, checked='Căn cước', text='Đã xóa.')
    assert cases.open(cases.of_code(here)) is None
    assert 'Căn cước' in [cases.text_of(request, each) for each in request.events
                          if each.audience == STAFF]
    assert visit('hanoi-head').get(page.request.url).html.select('form [name=act]') == []
