"""The desk's frame: who is let in, what the menu shows, and what is said once."""
import transaction
from hanoiportal.security.grants import Grant, grant
from hanoiportal.security.roles import EDITOR


def seated(portal, account, place, role=EDITOR):
    """Grant ``role`` and commit."""
    grant(place, account.id, role, Grant(basis='QĐ 02/QĐ-VP'))
    transaction.commit()


def test_a_page_that_is_not_there_and_one_that_is_not_ones_own_are_refused_alike(
        visit, small_portal, people):
    seated(small_portal, people['khach'], small_portal['sites']['bavi'])
    editor = visit('khach')

    absent = editor.get('/desk/khong-co', status=404)
    foreign = editor.get('/desk/sites/soxaydung', status=404)

    assert absent.text.replace('khong-co', 'sites/soxaydung') == foreign.text


def test_who_is_not_logged_in_is_sent_to_the_log_in_and_back(visit):
    answer = visit().get('/desk')

    assert answer.status_int == 303
    assert answer.location.endswith('/login?came_from=/desk')


def test_who_works_nowhere_finds_no_desk(visit):
    visit('khach').get('/desk', status=404)
