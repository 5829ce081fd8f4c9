"""Asking somebody without an account to clear something up, by a link that opens once (14.1)."""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import REVIEW
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.clarifications.interfaces import IClarifying
from hanoiportal.editorial.clarifications.services import Clarifying
from hanoiportal.editorial.review.interfaces import IReviewing
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.kernel.workflow.interfaces import SUBMITTED
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened, system_request
from hanoiportal.platform.scheduling.services import Scheduling
from servers.smtp import mail_settings
from support.application import app
from support.clocks import NOW
from support.link_redemption import opened as open_link
from support.link_redemption import sent, typed
from webtest import TestApp
from zope.interface.verify import verifyObject

DAY = datetime.timedelta(days=1)
SECRET = 'Khởi công cầu Tứ Liên'
LINK = re.compile(r'https://hanoi\.gov\.vn(/_clarify#([A-Za-z0-9_-]{43}))\s')
PAGE = '/_clarify'

own_settings = mail_settings


@pytest.fixture
def news(small_portal, editing, staff, clock):
    section = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    item = editing.add(section, 'cau', 'NewsItem', {
        'title': SECRET, 'body': '<p>Đoạn <strong>thứ nhất</strong>.</p>'},
        staff['soxaydung-contributor'].id)
    item.state = SUBMITTED
    transaction.commit()
    return item


@pytest.fixture
def service(registry):
    """An ``IClarifying`` for somebody with every permission."""
    return Clarifying(registry, lambda permission, resource: True, send(registry),
                      Versions(registry), notifying(registry))


@pytest.fixture
def ask(service, news, staff):
    """``ask(**how)``: the editor of the site asks about ``news``; committed."""
    def asked(due=NOW + 5 * DAY, question='Tổng mức đầu tư là bao nhiêu?', **how):
        found = service.ask(news, staff['soxaydung-editor'].id, 'Phòng Kế hoạch',
                            'kehoach@hanoi.gov.vn', question, due, **how)
        transaction.commit()
        return found

    return asked


@pytest.fixture
def link(ask, environment, mail_server):
    """``link(**how)``: what is asked arrives by mail; returns the path in it."""
    def arrived(**how):
        ask(**how)
        deliver(environment)
        return LINK.search(mail_server.mails[-1].get_content())[1]

    return arrived


stranger = app


def answering(page):
    return next(each for each in page.forms.values() if 'text' in each.fields)


def reply(stranger, path, **fields):
    """Fill in the form that ``path`` opens and return what follows."""
    form = answering(open_link(stranger, path))
    for name, value in fields.items():
        form[name] = value
    return sent(form, stranger)


def content(registry):
    """Return every byte of the content database."""
    database = content_database(registry)
    return b''.join(record.data or b'' for each in database.storage.iterator() for record in each)


@pytest.mark.clause('14.1/1')
def test_the_question_comes_by_mail_and_the_answer_stays_with_the_text(
        link, stranger, news, registry, staff, clock):
    path = link()
    clock.at += DAY

    answer = reply(stranger, path, text='7.500 tỷ đồng.', name='Trần Văn Bình',
                   position='Trưởng phòng')

    assert 'Đã nhận câu trả lời' in answer.follow()
    transaction.begin()
    [kept] = news.review.clarifications
    assert (kept.answer, kept.answered_by, kept.position, kept.answered_at) == (
        '7.500 tỷ đồng.', 'Trần Văn Bình', 'Trưởng phòng', NOW + DAY)
    [told] = notifying(registry).list(staff['soxaydung-editor'])
    assert (told.kind, told.details) == ('clarification_answered', {'number': 1})


@pytest.mark.clause('14.1/1')
def test_the_text_goes_no_further_while_a_question_is_open(
        ask, service, news, registry, staff):
    request = system_request(registry)
    request.root = find_portal(news)
    reviewing = request.service(IReviewing)
    free = reviewing.reasons_against(news, 'pass_on')
    asked = ask()
    blocked = reviewing.reasons_against(news, 'pass_on')
    service.cancel(news, asked.number, staff['soxaydung-editor'].id)

    assert (free, list(blocked)) == ({}, [''])
    assert reviewing.reasons_against(news, 'pass_on') == {}


def test_a_link_opens_once(link, stranger):
    path = link()
    reply(stranger, path, text='7.500 tỷ đồng.')

    assert open_link(stranger, path).status_int == 404


def test_what_is_wrong_used_taken_back_or_too_old_gets_one_and_the_same_answer(
        link, ask, stranger, service, news, staff, clock):
    used, taken_back, old = link(), link(), link()
    reply(stranger, used, text='7.500 tỷ đồng.')
    transaction.begin()
    service.cancel(news, 2, staff['soxaydung-editor'].id)
    transaction.commit()
    clock.at = NOW + 30 * DAY
    wrong = '/_clarify#' + 'x' * 43

    answers = [open_link(stranger, path, status=404).text
               for path in (used, taken_back, old, wrong, '/_clarify#x', '/_clarify#')]
    answers += [stranger.get(path, status=404).text for path in (
        '/_clarify/x', '/_clarify/a/b', old.replace('#', '/'), '/_clarify/%C3%A9')]
    assert len(set(answers)) == 1 and 'Không mở được' in answers[0]


@pytest.mark.parametrize('text', [
    '{code}', ' {code}\n', 'https://hanoi.gov.vn/_clarify#{code}'])
def test_without_a_script_one_pastes_the_code_or_the_whole_link(link, stranger, text):
    code = link().partition('#')[2]
    page = typed(stranger, PAGE, text.format(code=code)).follow()

    assert 'Tổng mức đầu tư là bao nhiêu?' in page


def test_a_code_that_has_been_in_an_address_opens_nothing(link, stranger):
    code = link().partition('#')[2]

    stranger.get(f'/_clarify/{code}', status=404)
    typed(stranger, PAGE, f'https://hanoi.gov.vn/_clarify/{code}', status=404)
    assert 'bao nhiêu' not in stranger.get(f'{PAGE}?code={code}')


def test_no_address_and_no_answer_holds_the_code(link, stranger):
    path = link()
    code = path.partition('#')[2]
    leading = typed(stranger, PAGE, code)
    page = leading.follow()

    assert re.fullmatch('http://localhost/_clarify/[0-9a-f]{16}', leading.location)
    assert leading.headers['Cache-Control'] == 'no-store'
    for answer in (leading, page):
        assert code not in f'{answer.headers} {answer.text}'
        assert code not in answer.request.path_qs


def test_the_address_opens_in_the_browser_that_gave_the_code_alone(link, stranger, wsgi):
    address = open_link(stranger, link()).request.path
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})

    assert 'bao nhiêu' in stranger.get(address)
    assert 'bao nhiêu' not in other.get(address, status=404)


def test_in_another_language_the_question_is_still_open(link, stranger):
    page = open_link(stranger, link())
    english = stranger.get(page.html.select_one('.languages a[lang=en]')['href'])

    assert english.html.html['lang'] == 'en' and 'bao nhiêu' in english


def test_a_link_opens_some_days_longer_than_the_deadline(link, stranger, clock):
    path = link(due=NOW + DAY)
    clock.at = NOW + 8 * DAY - datetime.timedelta(seconds=1)
    late = open_link(stranger, path)
    clock.at = NOW + 8 * DAY

    assert (late.status_int, open_link(stranger, path).status_int) == (200, 404)
    assert stranger.get(late.request.path, status='*').status_int == 404


def test_a_form_that_was_open_when_the_question_was_taken_back_keeps_nothing(
        link, stranger, service, news, staff):
    form = answering(open_link(stranger, link()))
    service.cancel(news, 1, staff['soxaydung-editor'].id)
    transaction.commit()
    form['text'] = 'Muộn rồi'

    assert sent(form, stranger, status='*').status_int == 404
    transaction.begin()
    assert news.review.clarifications[0].answer is None


def test_a_form_of_another_website_neither_opens_nor_answers(link, stranger, news):
    path = link()

    for origin in (
            None, 'null', 'http://evil.example', 'http://localhost.evil.example', 'http://[', ''):
        headers = {} if origin is None else {'Origin': origin}
        address = open_link(stranger, path).request.path
        stranger.post(address, {'text': 'Giả mạo'}, headers=headers, status=404)
        transaction.begin()

        assert news.review.clarifications[0].is_open, origin
        answer = TestApp(stranger.app, extra_environ=stranger.extra_environ).post(
            PAGE, {'code': path.partition('#')[2]}, headers=headers, status=404)
        assert 'Set-Cookie' not in answer.headers, origin


@pytest.mark.clause('8.8')
def test_the_page_shows_the_question_and_nothing_of_the_text(link, stranger):
    page = open_link(stranger, link())

    assert 'Tổng mức đầu tư là bao nhiêu?' in page
    assert SECRET not in page and 'thứ nhất' not in page and 'cau' not in page.forms[0].action


def test_the_part_that_the_asker_chose_is_shown(link, stranger):
    page = open_link(stranger, link(shown='Tổng mức đầu tư <7.000> tỷ'))

    assert 'Tổng mức đầu tư &lt;7.000&gt; tỷ' in page and SECRET not in page


def test_the_whole_version_is_shown_if_the_asker_says_so(link, stranger):
    page = open_link(stranger, link(whole=True))

    assert SECRET in page and '<strong>thứ nhất</strong>' in page


def test_of_a_public_text_the_version_in_work_is_shown(
        link, stranger, news, publishing, editing, staff):
    publishing.publish(news, 'test')
    editing.edit(news, {'title': 'Bản đang sửa'}, staff['soxaydung-editor'].id)
    transaction.commit()
    page = open_link(stranger, link(whole=True))

    assert 'Bản đang sửa' in page and SECRET not in page.html.main.text


def test_nobody_on_the_way_keeps_the_page_or_learns_the_link(link, stranger):
    path = link()

    for answer in (open_link(stranger, path), stranger.get(PAGE)):
        assert answer.headers['Cache-Control'] == 'no-store'
        assert answer.headers['Referrer-Policy'] == 'same-origin'
        assert answer.html.find('meta', {'name': 'robots'})['content'] == 'noindex'
        assert 'ETag' not in answer.headers
    assert stranger.get('/').text.count('_clarify') == 0


def test_the_token_is_in_no_database_and_no_log(link, stranger, registry, caplog):
    path = link()
    token = path.rpartition('#')[2]
    reply(stranger, path, text='7.500 tỷ đồng.')

    assert token.encode() not in content(registry)
    assert token not in caplog.text
    assert b'7.500' in content(registry)


def test_an_action_names_the_question_by_its_number_and_says_nothing_of_it(
        registry, service, news, staff):
    actions = []
    service._notify = actions.append
    service.ask(news, 'u1', 'Phòng Kế hoạch', 'kehoach@hanoi.gov.vn', 'Bao nhiêu?', NOW + DAY)
    service.cancel(news, 1, 'u1')

    assert [(each.action, each.actor, each.details) for each in actions] == [
        ('clarify', 'u1', {'number': 1, 'to': 'Phòng Kế hoạch'}),
        ('cancel_clarification', 'u1', {'number': 1, 'to': 'Phòng Kế hoạch'})]


def test_a_bad_answer_is_shown_again_with_what_is_wrong(link, stranger, news):
    for text, problem in (
            ('', 'Chưa nhập nội dung.'), ('x' * 10_001, 'Dài quá 10000 ký tự.'),
            ('mật\0', 'Có ký tự điều khiển')):
        answer = reply(stranger, link(), text=text, name='Trần Văn Bình')

        assert problem in answer and 'Trần Văn Bình' in answer, text
        transaction.begin()
        assert news.review.clarifications[-1].is_open, text


def test_more_than_a_stranger_may_send_is_refused(link, stranger):
    address = open_link(stranger, link()).request.path

    for path in (address, PAGE):
        assert stranger.post(path, {'text': 'x' * 70_000}, status='*').status_int == 413


def test_what_cannot_be_sent_is_refused_field_by_field(service, news):
    for how, field in (
            ({'address': 'ai đó'}, 'address'), ({'name': ''}, 'name'),
            ({'question': ' '}, 'question'), ({'due': NOW}, 'due'),
            ({'shown': 'x' * 20_001}, 'shown')):
        given = {'name': 'Phòng', 'address': 'a@b.vn', 'question': 'Gì?', 'due': NOW + DAY, **how}

        with pytest.raises(Refused) as refused:
            service.ask(news, 'u1', **given)

        assert list(refused.value.reasons) == [field], how
        assert news.review is None or not news.review.clarifications, how


def test_who_may_not_review_cannot_ask_or_take_back(registry, news, ask):
    ask()
    barred = Clarifying(registry, lambda permission, resource: permission != REVIEW,
                        send(registry), Versions(registry), notifying(registry))

    with pytest.raises(Refused):
        barred.ask(news, 'u1', 'Phòng', 'a@b.vn', 'Gì?', NOW + DAY)
    with pytest.raises(Refused):
        barred.cancel(news, 1, 'u1')
    assert barred.reasons_against_asking(news) and barred.reasons_against_asking(news.__parent__)


def test_an_answered_question_cannot_be_taken_back(link, stranger, service, news):
    reply(stranger, link(), text='7.500 tỷ đồng.')
    transaction.begin()

    with pytest.raises(Refused):
        service.cancel(news, 1, 'u1')


def run(registry):
    with opened(registry, 'test') as environment:
        return Scheduling(environment).run()


def test_a_day_before_its_deadline_both_sides_are_reminded_once(
        link, environment, mail_server, registry, clock, staff):
    link()
    clock.at = NOW + 4 * DAY - datetime.timedelta(seconds=1)
    early = run(registry)
    clock.at = NOW + 4 * DAY
    run(registry)
    run(registry)
    deliver(environment)

    assert early == (0, 0)
    assert [str(mail['Subject'])[:16] for mail in mail_server.mails[1:]] == ['[Sở Xây dựng] Nh']
    assert '_clarify' not in mail_server.mails[1].get_content()
    transaction.begin()
    assert [each.kind for each in notifying(registry).list(staff['soxaydung-editor'])] == [
        'clarification_due']


def test_when_the_link_has_closed_the_asker_hears_and_the_text_stays_blocked(
        link, registry, clock, staff, news):
    link()
    clock.at = NOW + 20 * DAY
    run(registry)

    assert run(registry) == (0, 0)
    transaction.begin()
    assert [each.kind for each in notifying(registry).list(staff['soxaydung-editor'])] == [
        'clarification_unanswered'], 'nothing is due soon that is over'
    assert news.review.open_clarifications


def test_after_an_answer_nobody_is_reminded(link, stranger, registry, clock):
    reply(stranger, link(), text='7.500 tỷ đồng.')
    clock.at = NOW + 30 * DAY

    assert run(registry) == (0, 0)


def test_the_service_keeps_its_promise(service):
    assert verifyObject(IClarifying, service)
