"""Thư của Ban Biên tập: written, approved, sent at its time, counted, recalled (4.2, 14.1)."""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.integration.boardletters.erasing import forget_accounts
from hanoiportal.integration.boardletters.jobs import BATCH, send_due
from hanoiportal.integration.boardletters.reconciling import reconcile
from hanoiportal.integration.boardletters.resource import book_of
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.subscriptions.interfaces import (
    BY_PAGE,
    CONFIRM,
    RETURNED,
    SENT,
    STOPPED,
    ILetters,
    IReturns,
)
from support.pages import form_with, words
from support.subscribing import (
    published_answer,
    returning_settings,
    subscriber_register,
    text_of,
)

answer, register, own_settings = published_answer, subscriber_register, returning_settings
PAGE = '/desk/sites/bavi/@@board-letter'
NOW = parse('2026-11-24T10:00')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def readers(environment, register, bavi):
    """``readers(number)``: so many people follow the commune by mail."""
    def made(number, language='vi'):
        for each in range(number):
            def ask(each=each):
                subscriber, asked = register.ask(
                    [('site', str(bavi.__oid__))], f'zq{each}@example.vn', language, 1, 'nonce')
                return register.confirm(register.code(
                    subscriber, CONFIRM, str(asked[0].number), asked[0].nonce))

            environment.in_transaction(ask)
        transaction.begin()

    return made


@pytest.fixture
def sent(environment, mail_server):
    """``sent()``: what has been mailed, after the job has run."""
    def arrived():
        transaction.abort()
        send_due(environment)
        deliver(environment)
        transaction.begin()
        found, mail_server.mails[:] = list(mail_server.mails), []
        return [each for each in found if each['List-Id']]

    return arrived


@pytest.fixture
def write(visit, bavi):
    """``write(**values)``: the answer to an editor who writes a letter."""
    def written(number=0, items=(), wishes=None, who='bavi-editor', **values):
        form = form_with(visit(who).get(f'{PAGE}?number={number}' if number else PAGE), 'wishes')
        for name, value in {'title': 'Lịch tiêm chủng', 'text': 'Kính mời.\n\nTừ 8 giờ.',
                            **values}.items():
            form[name] = value
        wanted = [f'site:{bavi.__oid__}'] if wishes is None else wishes
        for field in (*form.fields['wishes'], *form.fields.get('items', ())):
            field.checked = field._value in (*wanted, *map(str, items))
        return form.submit('act', value='write', status='*')

    return written


@pytest.fixture
def act(visit):
    """``act(name)``: what a member of the board does with the letter 1."""
    def done(name, reason=None, who='bavi-head', status=303, number=1):
        form = next(form for form in visit(who).get(f'{PAGE}?number={number}').forms.values()
                    if 'act' in form.fields and form.fields['act'][0]._value == name)
        if reason is not None:
            form['reason'] = reason
        return form.submit('act', value=name, status=status)

    return done


@pytest.mark.clause('14.1/2')
def test_a_letter_goes_to_each_reader_once_exactly_as_the_board_approved_it(
        readers, write, act, sent, answer, visit, register, registry, small_portal, told,
        environment, app):
    item = answer('mot')
    readers(BATCH + 2)
    register.choose(register.by_address('zq0@example.vn'), BY_PAGE, 1)
    transaction.commit()
    assert write(items=[item.__oid__]).status_int == 303 and not sent()
    assert 'board_letter_waiting' in told('bavi-head')
    head = visit('bavi-head')
    waiting = head.get('/desk').html.main.select_one(
        'a[href="/desk/sites/bavi/@@board-letters"]')
    assert words(waiting) == '1 thư gửi người theo dõi · Xã Ba Vì'
    assert 'Recipients' in {
        each.text for each in head.get(f'/english{PAGE}?number=1').html.select('h3')}
    page = head.get(f'{PAGE}?number=1')
    assert f'Hiện có {BATCH + 1} người nhận' in words(page.html.main)
    assert len(page.html.select('.stage.phone iframe, .stage.desktop iframe')) == 2
    frame = head.get(page.html.select_one('iframe')['src'])
    assert 'sandbox' in frame.headers['Content-Security-Policy'] and 'Hỏi về mot' in frame

    act('approve')
    mails = sent()

    assert len(mails) == len({each['To'] for each in mails}) == BATCH + 1 and not sent()
    mail = mails[0]
    assert mail['Subject'].endswith('] Lịch tiêm chủng')
    text = text_of(mail).replace('\r\n', '\n')
    assert 'Kính mời.\n\nTừ 8 giờ.' in text and 'Hỏi về mot' in text
    assert mail['List-Unsubscribe-Post'] == 'List-Unsubscribe=One-Click'
    returns = registry.getUtility(IReturns)
    assert returns.refused(environment, mails[1].returns)
    transaction.commit()
    stop = re.search(r'<https://hanoi\.gov\.vn(/\S+)>', mail['List-Unsubscribe'])[1]
    app.post(stop, {'List-Unsubscribe': 'One-Click'})
    transaction.begin()
    assert registry.getAdapter(small_portal, ILetters).figures(1) == {
        SENT: BATCH + 1, RETURNED: 1, STOPPED: 1}
    assert register.by_address(mail['To']) is None
    row = visit('bavi-editor').get('/desk/sites/bavi/@@board-letters').html.select('td.number')
    assert [each.text for each in row] == [str(BATCH + 1), '1', '1']
    assert 'zq' not in visit('bavi-editor').get(f'{PAGE}?number=1').text


def test_a_link_of_a_letter_ends_what_it_was_for_and_a_site_that_is_gone_writes_nothing(
        readers, write, act, sent, register, app, small_portal, bavi):
    readers(1)
    mine = register.by_address('zq0@example.vn')
    _mine, (asked,) = register.ask([('emergency', 'all')], 'zq0@example.vn', 'vi', 0, 'c' * 32)
    register.confirm(register.code(mine, CONFIRM, str(asked.number), asked.nonce))
    transaction.commit()
    write()
    act('approve')
    mail, = sent()
    stop = re.search(r'<https://hanoi\.gov\.vn(/\S+)>', mail['List-Unsubscribe'])[1]
    app.post(stop, {'List-Unsubscribe': 'One-Click'})
    transaction.begin()
    assert [each.kind for each in mine.followed] == ['emergency']

    readers(2)
    write()
    act('approve', number=2)
    transaction.begin()
    book_of(small_portal).letters[2].site = '1'
    transaction.commit()
    assert not sent() and not book_of(small_portal).due


def test_it_waits_for_its_time_and_can_be_recalled_before(readers, write, act, sent, clock):
    readers(1)
    assert write(at='2026-11-24T12:00').status_int == 303
    act('approve')
    clock.pass_(minutes=119)
    assert not sent()
    act('recall', 'Đổi lịch', who='bavi-editor')
    clock.pass_(hours=1)
    assert not sent()
    write()
    act('approve', number=2)
    assert len(sent()) == 1


def test_a_letter_that_cannot_be_sent_holds_up_no_other(readers, write, act, sent, small_portal):
    readers(1)
    for number, title in enumerate(('Mot', 'Hai'), 1):
        write(title=title)
        act('approve', number=number)
    transaction.begin()
    letter = book_of(small_portal).letters[1]
    said, letter.said = letter.said, None
    transaction.commit()
    assert [each['Subject'][-3:] for each in sent()] == ['Hai']
    letter.said = said
    transaction.commit()
    assert [each['Subject'][-3:] for each in sent()] == ['Mot'] and not sent()


def test_who_wrote_it_does_not_approve_it_and_nobody_approves_another_text(
        readers, write, act, sent, visit):
    readers(1)
    write(who='bavi-head')
    head = visit('bavi-head').get(f'{PAGE}?number=1')
    assert 'không được tự phê duyệt' in words(head.html.main)
    seen = visit('bavi-member').get(f'{PAGE}?number=1')
    write(number=1, text='Chữ khác')
    form = form_with(seen, 'digest')
    assert form.submit('act', value='approve', status=422)
    act('back', 'Thiếu địa điểm', who='bavi-member')
    assert 'Thiếu địa điểm' in visit('bavi-editor').get(f'{PAGE}?number=1')
    assert visit('soxaydung-head').get(f'{PAGE}?number=1', status=404)
    assert visit('soxaydung-head').get('/desk/sites/soxaydung/@@board-letter?number=1',
                                       status=404)
    assert not sent()


def test_an_item_that_changes_or_goes_sends_the_letter_back(
        readers, write, act, sent, answer, publishing, told, small_portal):
    item = answer('mot')
    readers(1)
    write(items=[item.__oid__])
    act('approve')
    publishing.withdraw(item, 'test', why='Sai')
    transaction.commit()
    assert not sent()
    letter = book_of(small_portal).letters[1]
    assert letter.is_back and not letter.is_approved and 'soạn lại' in letter.reason


def test_what_is_wrong_is_said_and_kept(write, small_portal):
    for values, why in [
            ({'title': ''}, 'Hãy viết'), ({'text': 'x' * 5001}, 'tối đa 5000'),
            ({'at': '2020-01-01T08:00'}, 'trong vòng một năm'), ({'at': 'nay'}, 'ngày, giờ'),
            ({'wishes': ()}, 'ít nhất một nhóm')]:
        page = write(**values)
        assert page.status_int == 422 and why in words(page.html.main)
        assert not book_of(small_portal).letters


def test_after_a_restore_nothing_goes_again_and_an_erased_account_is_named_nowhere(
        readers, write, act, sent, environment, registry, small_portal, clock):
    readers(1)
    write(at='2026-11-24T12:00')
    act('approve')
    assert reconcile(environment, False).mended == ()
    assert '1 letters of boards recalled' in reconcile(environment, True).mended[0]
    clock.pass_(hours=3)
    assert not sent()
    letter = book_of(small_portal).letters[1]
    accounts = dict.fromkeys(letter.authors, 1)
    forget_accounts(small_portal, Erased(accounts=accounts), registry)
    assert letter.is_recalled and not letter.authors and letter.approvals
    assert isinstance(letter.said.at, datetime.datetime)
