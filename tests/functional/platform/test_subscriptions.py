"""Following without an account: asked twice, told once, ended by one click (4.2, 4.3)."""
import datetime
import json
import re
from argparse import Namespace

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.kernel.storage.keys import keys_of
from hanoiportal.kernel.tree.events import Change
from hanoiportal.kernel.tree.events import send as send_event
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.participation.consultations.phases import Consultations
from hanoiportal.participation.consultations.publishing import PUBLISHED_COMMENTS
from hanoiportal.platform.subscriptions import command
from hanoiportal.platform.subscriptions.following import follow
from hanoiportal.platform.subscriptions.interfaces import BY_PAGE
from hanoiportal.platform.subscriptions.reconciling import end_links, reconcile
from hanoiportal.platform.subscriptions.resource import KEY
from hanoiportal.platform.subscriptions.retention import forget_unconfirmed
from hanoiportal.platform.subscriptions.telling import tell
from hanoiportal.shells.commands.demo import subscriptions
from hanoiportal.shells.commands.environment import Failure
from support.byte_search import traces
from support.public_forms import form_of, send
from support.scheduled_texts import look
from support.subscribing import (
    VALUES,
    mailed,
    mailing_settings,
    published_answer,
    subscriber_register,
    text_of,
)
from support.typing_page import UNCLOSED
from webtest import TestApp

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
ME, OTHER = 'zqme@example.vn', 'zqother@example.vn'
LINK = re.compile(r'https://hanoi\.gov\.vn(/(?:english/)?muc-theo-doi#(\S+))')
HERE, DRAFT_HERE = '/sites/bavi/hoi-dap', '/sites/bavi/du-thao-lay-y-kien'
DRAFT = {
    'title': 'Dự thảo Quyết định về quản lý chợ', 'summary': 'Quản lý chợ',
    'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Phạm vi\n1. Chợ dân sinh.',
    'document_kind': 'quyet-dinh-cua-ubnd-qppl', 'drafting_body': 'Sở Công Thương',
    'receiving_unit': 'Văn phòng Sở', 'receiving_address': '331 Cầu Giấy',
    'receiving_email': 'gopy@hanoi.example'}


own_settings, answer, letters = mailing_settings, published_answer, mailed
register = subscriber_register


@pytest.fixture
def followed(app, letters):
    """``followed(path, address)``: it is followed, and the page of subscriptions is open."""
    def confirmed(path=HERE, address=ME, cach='ngay'):
        ask(app, path, address, cach)
        mail, = letters()
        return opened(app, mail)

    return confirmed


def ask(app, path=HERE, address=ME, cach='ngay'):
    form = form_of(app.get(f'{path}/dang-ky-theo-doi'), 'dang-ky-theo-doi')
    return send(form, email=address, cach=cach)


def code_in(mail):
    return LINK.search(text_of(mail))[2]


def enter(app, code):
    return send(form_of(app.get('/muc-theo-doi'), '/muc-theo-doi'), ma=code)


def opened(app, mail):
    answer = enter(app, code_in(mail))
    assert answer.status_int == 303, answer.html.main.text
    return answer.follow()


def stop_of(mail):
    """Return the path of the end of one click that the headers of ``mail`` name."""
    found = re.fullmatch(r'<https://hanoi\.gov\.vn(/\S+)>', mail['List-Unsubscribe'])
    return found[1]


@pytest.mark.clause('4.3')
def test_who_follows_a_body_is_told_of_its_next_answer_once(app, letters, answer, followed):
    answer('truoc')
    page = followed()
    assert 'Hỏi đáp' in page.html.main.text and 'Đã xác nhận' in page.html.main.text
    assert not letters(), 'what was there before is no news'

    answer('xay-nha')
    mail, = letters()

    text = text_of(mail)
    assert mail['To'] == ME and 'Hỏi về xay-nha' in mail['Subject']
    assert 'https://bavi.hanoi.gov.vn/hoi-dap/xay-nha' in text and 'truoc' not in text
    assert mail['List-Unsubscribe-Post'] == 'List-Unsubscribe=One-Click'
    assert not letters(), 'nobody is told twice'


def test_nothing_is_followed_before_the_owner_of_the_address_says_so(app, letters, answer):
    page = ask(app)
    assert ME not in page.text
    assert 'Câu trả lời mới: Trao đổi' in page.html.select_one('.intro').text
    mail, = letters()
    assert 'xác nhận' in text_of(mail) and not mail['List-Unsubscribe']

    answer('mot')
    assert not letters()
    opened(app, mail)
    assert enter(app, code_in(mail)).status_int == 404, 'a link is used once'
    answer('hai')

    assert ['Hỏi về hai' in each['Subject'] for each in letters()] == [True]


def test_every_address_is_answered_alike_and_stands_in_no_page_and_no_file(
        app, letters, answer, followed, tmp_path):
    page = followed()
    assert ME not in page.text
    known, unknown = ask(app), ask(app, address=OTHER)
    assert known.html.main == unknown.html.main
    again = form_of(app.get('/muc-theo-doi'), 'gui-lai')
    assert send(again, email=ME).html.main == send(again, email='no@example.vn').html.main

    mails = letters()

    assert sorted(each['To'] for each in mails) == [ME, ME, OTHER]
    assert sum('chưa xác nhận' in each['Subject'] or 'Xác nhận' in each['Subject']
               for each in mails) == 1, 'who follows it already gets the link to the page'
    assert not traces(tmp_path, {'zqme', 'zqother'})


def test_what_is_no_address_comes_again_with_a_sentence(app, small_portal, letters):
    for address in (
            '', 'khong', 'a@b', f'{"a" * 300}@example.vn', 'a@example.vn\r\nBcc: x@example.vn',
            'ai@ví-dụ.vn'):
        page = ask(app, address=address)

        assert 'dạng ten@vidu.vn' in page.html.select_one('[role=alert]').text, address
        assert not letters(), address


def test_only_what_is_public_and_can_be_followed_has_the_form(
        app, answer, bavi, editing, small_portal):
    page = answer('co')
    hidden = editing.add(bavi['hoi-dap'], 'an', 'Question', {**VALUES, 'title': 'Ẩn'}, 'test')
    transaction.commit()

    assert app.get(f'{HERE}/{page.__name__}/dang-ky-theo-doi').status_int == 200
    missing = app.get(f'{HERE}/khong-co/dang-ky-theo-doi', status=404)
    secret = app.get(f'{HERE}/{hidden.__name__}/dang-ky-theo-doi', status='*')
    assert (secret.status_int, secret.html.h1) == (404, missing.html.h1)
    assert app.get('/sites/dang-ky-theo-doi', status=404)
    form = form_of(app.get(f'{HERE}/dang-ky-theo-doi'), 'dang-ky-theo-doi')
    form['email'] = ME
    assert form.submit(headers={'Origin': 'https://evil.example'}, status=404)


def test_one_network_asks_for_so_many_letters(app, small_portal, registry):
    form = form_of(app.get(f'{HERE}/dang-ky-theo-doi'), 'dang-ky-theo-doi')
    for number in range(20):
        send(form, email=f'a{number}@example.vn')
    form['email'] = ME
    refused = form.submit(headers={'Origin': 'http://localhost'}, status=429)

    assert int(refused.headers['Retry-After']) > 0


def test_nobody_is_written_to_more_often_than_the_rule_says(app, small_portal, letters, clock):
    for path in (HERE, '/hoi-dap', '/tin-tuc-su-kien', '/phan-anh-kien-nghi'):
        ask(app, path)

    assert len(letters()) == 3
    clock.pass_(hours=25)
    ask(app, '/phan-anh-kien-nghi')
    assert len(letters()) == 1


def test_one_click_ends_it_without_cookie_or_origin_and_what_is_no_link_is_answered_alike(
        app, wsgi, letters, answer, followed, register, environment, tmp_path):
    followed()
    answer('mot')
    mail, = letters()
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    path = stop_of(mail)
    assert 'Dừng nhận những thư này?' in other.get(path).text
    assert other.post(path).html.form is not None, 'it takes what RFC 8058 says'
    number = register.by_address(ME).number

    gone = other.post(path, {'List-Unsubscribe': 'One-Click'})
    none = other.post(path[:-4] + 'aaaa', {'List-Unsubscribe': 'One-Click'})
    again = other.post(path, {'List-Unsubscribe': 'One-Click'})

    assert gone.html.main == none.html.main == again.html.main and 'Đã dừng' in gone.text
    transaction.abort()
    assert register.by_address(ME) is None and keys_of(environment.portal).is_gone(number)
    answer('hai')
    assert not letters()
    assert not traces(tmp_path, {path.rpartition('.')[2]}), 'no code beside a transaction'


def test_one_of_several_ends_and_the_rest_goes_on(app, letters, answer, followed):
    followed()
    page = followed('/hoi-dap')
    answer('mot')
    mail, = letters()
    assert text_of(mail).count('Hỏi về mot') == 1, 'once, though it is news of both'

    rows = page.html.select('.followed li')
    assert len(rows) == 2
    form = next(each for each in page.forms.values() if 'so' in each.fields)
    page = send(form).follow()
    assert len(page.html.select('.followed li')) == 1
    answer('hai')
    assert len(letters()) == 1
    assert 'Đã dừng: Cổng không gửi' in send(form_of(page, 'het')).text
    page = app.get('/muc-theo-doi/cua-toi', status=404)
    answer('ba')
    assert not letters() and 'Không mở được' in page.text


def test_once_a_day_is_one_mail_at_seven_of_what_is_public_then(
        app, letters, answer, followed, clock, publishing):
    followed(cach='hang-ngay')
    for name in ('mot', 'hai', 'ba'):
        item = answer(name)
    publishing.withdraw(item, 'test')
    transaction.commit()
    assert not letters()

    clock.pass_(hours=24)
    mail, = letters()

    assert '2 tin mới' in mail['Subject'] and 'Hỏi về ba' not in text_of(mail)
    assert stop_of(mail).split('.')[-2] == '0', 'one click ends all of it'


def test_who_follows_a_question_is_told_of_changes_and_others_are_not(
        app, letters, answer, followed, publishing):
    item = answer('mot')
    followed(f'{HERE}/mot')
    answer('hai')
    assert not letters()

    item.state = 'draft'                        # a corrected version takes the place of it
    publishing.publish(item, 'test')
    transaction.commit()

    mail, = letters()
    assert 'Hỏi về mot' in mail['Subject']


@pytest.mark.clause('4.2.d/2')
def test_who_follows_a_draft_is_told_of_texts_phases_and_comments_and_of_no_day_in_between(
        app, letters, followed, bavi, editing, publishing, clock, registry):
    opens = local(clock.now()).date() + datetime.timedelta(days=3)
    item = editing.add(bavi['du-thao-lay-y-kien'], 'cho', 'Consultation', {
        **DRAFT, 'opens': f'{opens}', 'closes': f'{opens + datetime.timedelta(days=29)}'}, 'ub')
    publishing.publish(item, 'ub')
    transaction.commit()
    page = app.get(f'{DRAFT_HERE}/cho')
    assert page.html.find('a', href=re.compile('/du-thao-lay-y-kien/cho/dang-ky-theo-doi'))
    followed(f'{DRAFT_HERE}/cho')

    def pass_(days):
        clock.pass_(days=days)
        look(registry)
        return [each['Subject'] for each in letters()]

    city = find_portal(item).title
    news = [f'[{city}] Tin mới: {DRAFT["title"]} – Xã Ba Vì']
    assert pass_(4) == news, 'it is open'
    assert pass_(1) == [], 'a day less is no news'
    item.state = 'draft'                        # a second draft takes the place of it
    publishing.publish(item, 'ub')
    send_event(registry)(Change(item, PUBLISHED_COMMENTS, 'ub', count=1))
    transaction.commit()
    assert [each['Subject'] for each in letters()] == news, 'both in one mail'
    assert pass_(40) == news, 'it is closed'
    service = Consultations(lambda *_asked: True, send_event(registry), lambda _item: [])
    service.finish(item, 'ub')
    transaction.commit()
    assert len(letters()) == 1, 'the final text stands'


def test_the_page_alone_tells_without_a_mail(app, letters, answer, followed):
    page = followed()
    send(form_of(page, 'cua-toi/cach'), kenh=BY_PAGE)
    answer('mot')
    assert not letters()

    page = app.get('/muc-theo-doi/cua-toi')
    assert 'Hỏi về mot' in page.html.main.text and page.headers['Cache-Control'] == 'no-store'


def test_in_english_letters_and_pages_are_english(app, letters, answer):
    ask(app, f'/english{HERE}')
    mail, = letters()
    assert LINK.search(text_of(mail))[1].startswith('/english/')
    opened(app, mail)
    answer('mot')
    mail, = letters()

    assert 'https://bavi.hanoi.gov.vn/english/hoi-dap/mot' in text_of(mail)
    assert 'Kính gửi' not in text_of(mail)


def test_what_nobody_confirms_is_gone_after_the_days_of_the_rule(
        app, letters, register, environment, clock):
    ask(app)
    mail, = letters()
    number = register.by_address(ME).number
    clock.pass_(days=8)
    assert enter(app, code_in(mail)).status_int == 404

    forget_unconfirmed(environment)

    transaction.abort()
    assert register.by_address(ME) is None and keys_of(environment.portal).is_gone(number)


def test_the_link_of_a_letter_opens_the_page_for_a_month(app, wsgi, letters, followed, clock):
    followed()
    send(form_of(app.get('/muc-theo-doi'), 'gui-lai'), email=f' {ME.upper()}')
    mail, = letters()
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    assert other.get('/muc-theo-doi/cua-toi', status=404)
    assert 'Hỏi đáp' in opened(other, mail).html.main.text
    clock.pass_(days=31)
    assert enter(other, code_in(mail)).status_int == 404


def test_a_code_that_nobody_made_opens_nothing(app, followed):
    followed()

    for code in (
            'x', 'P.1.2', 'P.1.99999999999.aaaaaaaaaaaaaaaaaaaa', 'C.1.1.x.y', 'P.²³.1.a',
            'P.1.x.é\0', 'S.1.0.aaaa', '.' * 390):
        assert enter(app, code).status_int == 404


def test_a_mail_and_what_notes_it_are_one(app, letters, answer, followed, environment,
                                          monkeypatch):
    followed()
    answer('mot')
    follow(environment)
    with monkeypatch.context() as patched:
        patched.setattr('hanoiportal.platform.subscriptions.telling.send', _killed)
        with pytest.raises(KeyboardInterrupt):
            tell(environment)
    transaction.abort()

    assert len(letters()) == 1 and not letters()


def _killed(*_given, **_named):
    raise KeyboardInterrupt


def test_after_a_restore_nobody_is_told_again_and_spent_links_stay_spent(
        app, letters, answer, followed, environment, registry, register, tmp_path):
    followed()
    ask(app, '/hoi-dap')
    asking, = letters()
    root = environment.portal['interactions'].mounted()
    before = root[KEY].position
    answer('mot')
    assert len(letters()) == 1
    root[KEY].position = before  # as it stood, with the copy of that moment
    transaction.commit()
    (tmp_path / 'restored').touch()
    assert not letters(), 'nothing before reconciling'
    (tmp_path / 'restored').unlink()

    told = reconcile(environment, True)
    environment.in_transaction(lambda: end_links(environment.portal))

    assert '1 events are told to no subscriber' in told.mended[0]
    assert not letters() and enter(app, code_in(asking)).status_int == 404
    answer('hai')
    assert len(letters()) == 1


def test_a_subscriber_whose_key_is_destroyed_is_forgotten_after_a_restore(
        app, followed, environment, register):
    followed()
    keys_of(environment.portal).destroy([register.by_address(ME).number])

    told = reconcile(environment, True)

    assert told.mended == ('1 subscribers forgotten again',)
    assert register.by_address(ME) is None


def test_the_operator_exports_and_erases_what_is_kept_of_an_address(
        followed, environment, register):
    followed()
    said = []
    environment.say, environment.read_line = said.append, lambda: f'{ME}\n'

    command.run(environment, Namespace(action='export'))
    command.run(environment, Namespace(action='erase'))

    assert json.loads(said[0])['address'] == ME and 'answers' in said[0]
    assert register.by_address(ME) is None
    with pytest.raises(Failure):
        command.run(environment, Namespace(action='export'))


def test_the_demonstration_has_somebody_who_follows_and_to_whom_nothing_was_mailed(
        small_portal, environment, register, letters):
    subscriptions.follow(environment)

    transaction.begin()
    kept = register.export(register.by_address(subscriptions.FOLLOWER))
    assert [each['kind'] for each in kept['followed']] == [
        'answers', 'section', 'emergency', 'topic', 'kind']
    assert all(each['confirmed'] for each in kept['followed'])
    assert not letters()
