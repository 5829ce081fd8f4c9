"""People are told of the actions that concern them, in the desk and by a real mail server."""
import datetime
import logging

import pytest
import transaction
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.groups import create_group, join
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, CONTRIBUTOR, EDITOR
from hanoiportal.kernel.tree.events import Action, send
from hanoiportal.kernel.workflow.interfaces import AWAITING, SUBMITTED
from hanoiportal.kernel.workflow.records import review_of
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.notifications.interfaces import INotifying
from hanoiportal.platform.notifications.services import notifying
from pyramid.request import Request, apply_request_extensions
from servers.smtp import mail_settings

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=datetime.timezone.utc)
TITLE = 'Khởi công cầu Tứ Liên'

own_settings = mail_settings


@pytest.fixture
def clock_at():
    return NOON


@pytest.fixture
def staff(small_portal, registry, clock):
    """``{name: Account}``: an author, an editor and a board member of soxaydung, one of bavi."""
    made, accounts = {}, small_portal['accounts']
    for login, site, role in (('an', 'soxaydung', CONTRIBUTOR), ('binh', 'soxaydung', EDITOR),
                              ('cuc', 'soxaydung', BOARD_MEMBER), ('dao', 'bavi', BOARD_MEMBER)):
        account = made[login] = accounts.create(login, f'Nguyễn Thị {login}', registry=registry)
        account.email = f'{login}@hanoi.gov.vn'
        give = seat if role == BOARD_MEMBER else grant
        give(small_portal['sites'][site], account.id, role, Grant(basis='12/QĐ'))
    transaction.commit()
    return made


@pytest.fixture
def news(small_portal, editing, staff):
    """A news item that An has handed in, committed."""
    section = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    item = editing.add(section, 'cau-tu-lien', 'NewsItem', {'title': TITLE}, staff['an'].id)
    item.state = SUBMITTED
    review_of(item).authors = frozenset({staff['an'].id})
    transaction.commit()
    return item


def test_what_waited_is_read_once_somebody_has_done_it(news, staff, registry):
    tell, told = send(registry), notifying(registry)
    for action, after, unread in (('submit', SUBMITTED, 1), ('pass_on', AWAITING, 1),
                                  ('approve', 'published', 0)):
        tell(Action(news, action, staff['an'].id, after=after))
        assert told.unread(staff['cuc']) == unread, action
    assert [each.kind for each in told.list(staff['cuc']) if not each.is_past] == ['awaiting']
    assert told.unread(staff['binh']) == 0


@pytest.fixture
def do(registry, news):
    """``do(action, actor, **details)``: somebody does it to ``news``; not committed."""
    return lambda action, actor, **details: send(registry)(Action(news, action, actor, **details))


@pytest.fixture
def told(registry, staff):
    """``told(name)``: the kinds of what that person was told."""
    service = notifying(registry)
    return lambda name: [each.kind for each in service.list(staff[name])]


def recipients(mail_server):
    return sorted(mail['To'] for mail in mail_server.mails)


def test_what_is_handed_in_is_told_to_the_staff_of_its_site_alone(do, staff, told):
    do('submit', staff['an'].id)

    assert told('binh') == told('cuc') == ['handed_in']
    assert told('an') == told('dao') == []


@pytest.mark.clause('14.3.d')
def test_the_sender_is_told_the_ground_and_the_note_of_a_rejection(do, staff, registry):
    do('reject', staff['cuc'].id, why='Chưa rõ nguồn số liệu', ground='d')

    [told] = notifying(registry).list(staff['an'])
    assert told.kind == 'rejected'
    assert told.details == {'note': 'Chưa rõ nguồn số liệu', 'ground': 'd'}


def test_what_goes_straight_to_the_board_is_told_to_the_board_alone(do, staff, told):
    do('submit', staff['an'].id, after=AWAITING)

    assert (told('cuc'), told('binh')) == (['awaiting'], [])


def test_nobody_is_told_of_what_they_do_themselves(do, staff, told):
    do('give_back', staff['an'].id, why='Tôi sửa lại')

    assert told('an') == []


def test_an_action_writes_one_mail_to_each_whom_it_concerns(do, staff, environment, mail_server):
    do('submit', staff['an'].id)
    transaction.commit()
    deliver(environment)
    deliver(environment)

    assert recipients(mail_server) == ['binh@hanoi.gov.vn', 'cuc@hanoi.gov.vn']


def test_a_mail_says_in_vietnamese_what_has_happened_and_where(
        do, staff, environment, mail_server):
    do('reject', staff['cuc'].id, why='Chưa rõ nguồn', ground='d')
    transaction.commit()
    deliver(environment)

    [mail] = mail_server.mails
    text = mail.get_content()
    assert mail['Subject'] == '[Sở Xây dựng] Tin, bài bị từ chối đăng'
    assert 'Kính gửi Nguyễn Thị an,' in text
    assert 'https://soxaydung.hanoi.gov.vn/desk/@@notification?number=' in text
    assert mail['Auto-Submitted'] == 'auto-generated'


@pytest.mark.clause('8.8')
def test_a_mail_holds_nothing_of_the_text_and_no_log_in_name(do, staff, environment, mail_server):
    staff['an'].full_name = ''
    do('reject', staff['cuc'].id, why='Chưa rõ nguồn', ground='d')
    transaction.commit()
    deliver(environment)

    whole = str(mail_server.mails[0]['Subject']) + mail_server.mails[0].get_content()
    for secret in (TITLE, 'cau-tu-lien', 'Chưa rõ nguồn', staff['an'].id, 'Kính gửi an'):
        assert secret not in whole


def test_a_transaction_that_is_given_up_sends_nothing(do, staff, environment, mail_server,
                                                      tmp_path):
    do('submit', staff['an'].id)
    transaction.abort()
    deliver(environment)

    assert mail_server.mails == []
    assert [path for path in (tmp_path / 'mail').rglob('*.*') if path.is_file()] == []


def test_a_transaction_that_another_database_refuses_sends_nothing(
        do, staff, environment, mail_server):
    class Refusing:
        transaction_manager = transaction.manager

        def sortKey(self):
            return '~nail'

        def tpc_vote(self, _transaction):
            raise OSError('the disk is full')

        abort = tpc_begin = commit = tpc_abort = tpc_finish = lambda self, _transaction: None

    do('submit', staff['an'].id)
    transaction.get().join(Refusing())
    with pytest.raises(OSError, match='full'):
        transaction.commit()
    transaction.abort()
    deliver(environment)

    assert mail_server.mails == []


def test_what_is_taken_back_to_a_savepoint_is_not_sent(do, staff, environment, mail_server):
    do('reject', staff['cuc'].id)
    before = transaction.savepoint()
    do('submit', staff['an'].id)
    before.rollback()
    transaction.commit()
    deliver(environment)

    assert recipients(mail_server) == ['an@hanoi.gov.vn']


def test_an_action_tried_again_after_a_conflict_sends_one_mail(
        do, staff, environment, mail_server, registry):
    attempts = []

    def action():
        do('reject', staff['cuc'].id)
        attempts.append(1)
        if len(attempts) == 1:
            raise transaction.interfaces.TransientError

    environment.in_transaction(action)
    deliver(environment)

    assert (len(attempts), recipients(mail_server)) == (2, ['an@hanoi.gov.vn'])


def test_a_server_that_is_down_loses_nothing(do, staff, environment, mail_server, caplog):
    mail_server.stop()
    do('submit', staff['an'].id)
    transaction.commit()
    with caplog.at_level(logging.WARNING):
        deliver(environment)
    mail_server.start()
    deliver(environment)

    assert 'wait' in caplog.text
    assert 'hanoi.gov.vn' not in caplog.text
    assert recipients(mail_server) == ['binh@hanoi.gov.vn', 'cuc@hanoi.gov.vn']


def test_a_mail_that_is_put_off_is_tried_again_later(do, staff, environment, mail_server, clock):
    mail_server.inbox.refusing = '451 come again'
    do('reject', staff['cuc'].id)
    transaction.commit()
    deliver(environment)
    mail_server.inbox.refusing = None
    deliver(environment)
    early = list(mail_server.mails)

    clock.at += datetime.timedelta(minutes=2)
    deliver(environment)

    assert (early, recipients(mail_server)) == ([], ['an@hanoi.gov.vn'])


@pytest.mark.parametrize('reply,days', [('550 no such person', 0), ('451 come again', 6)])
def test_a_mail_that_nobody_takes_is_laid_aside_for_the_operator(
        do, staff, environment, mail_server, clock, tmp_path, reply, days):
    mail_server.inbox.refusing = reply
    do('reject', staff['cuc'].id)
    transaction.commit()
    clock.at += datetime.timedelta(days=days)
    deliver(environment)
    mail_server.inbox.refusing = None
    deliver(environment)

    assert mail_server.mails == []
    assert len(list((tmp_path / 'mail/failed').iterdir())) == 1


def test_who_wants_no_mail_is_told_in_the_desk_alone(
        do, staff, environment, mail_server, told, registry):
    notifying(registry).choose_mail(staff['binh'], 'binh@hanoi.gov.vn', False)
    do('submit', staff['an'].id)
    transaction.commit()
    deliver(environment)

    assert recipients(mail_server) == ['cuc@hanoi.gov.vn']
    assert told('binh') == ['handed_in']


def test_a_suspended_account_is_told_nothing(do, staff, told):
    staff['binh'].suspended = True

    do('submit', staff['an'].id)

    assert told('binh') == []


def test_a_reminder_comes_once_on_each_day_of_hanoi(registry, news, staff, clock, told):
    service = notifying(registry)
    clock.at = datetime.datetime(2026, 11, 24, 16, 59, tzinfo=datetime.timezone.utc)

    first = [service.remind([staff['cuc'].id], news, 'second_look') for _ in range(2)]
    clock.at += datetime.timedelta(minutes=2)
    second = service.remind([staff['cuc'].id], news, 'second_look')

    assert (first, second) == ([True, False], True)
    assert told('cuc') == ['second_look'] * 2


def test_a_group_on_the_board_is_told_member_by_member(registry, small_portal, staff, do, told):
    group = create_group(small_portal['accounts'], 'Tổ biên tập')
    join(group, staff['dao'])
    grant(small_portal['sites']['soxaydung'], group.id, EDITOR, Grant(basis='12/QĐ'))

    do('submit', staff['an'].id)

    assert told('dao') == ['handed_in']


def test_the_service_is_found_by_what_it_promises(registry, staff):
    request = Request.blank('/')
    request.registry = registry
    apply_request_extensions(request)

    assert request.service(INotifying).unread(staff['an']) == 0


def test_the_old_address_is_told_of_a_new_one(
        environment, registry, staff, told, mail_server):
    service = notifying(registry)
    for _each in range(2):
        service.choose_mail(staff['binh'], 'moi@hanoi.gov.vn', True)
        transaction.commit()
    deliver(environment)

    assert recipients(mail_server) == ['binh@hanoi.gov.vn'] and told('binh') == ['mail_changed']
