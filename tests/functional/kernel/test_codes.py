"""Codes of an application open in their own thirty seconds (ASVS 5.0, 6.5.5), and what is said of
others (ADR 52).
"""
import pytest
import transaction
from hanoiportal.kernel.security.authentication.attempts import attempts_in
from support.people import PASSWORD
from support.second_factors import STEP, Telephone, form_of, second_step

SECOND = STEP / 30
OVER, CLOCK, WRONG = 'vừa hết hạn', 'không phải của lúc này', 'đã dùng rồi'


@pytest.fixture
def telephone(enrol):
    return enrol('quantri')[0]


@pytest.fixture
def wrong(small_portal, people):
    """``wrong()``: how many wrong codes in a row are counted of strangers."""
    def counted():
        transaction.begin()
        return attempts_in(small_portal['interactions'].mounted()).wrong(people['quantri'].id)

    return counted


@pytest.fixture
def tried(visit):
    """``tried(code)``: what is said of it at a log-in, ``''`` if it opens the account."""
    def answer(code):
        return said(second_step(visit(), 'quantri', code))

    return answer


def said(page):
    return '' if page.status_int == 303 else page.html.find(id='problem').text


def test_a_code_opens_in_its_own_thirty_seconds_alone(telephone, tried, clock):
    code = telephone.code()
    clock.at += STEP - SECOND
    assert telephone.shown() == code
    clock.at += SECOND

    assert OVER in tried(code)
    assert tried(telephone.shown()) == ''


def test_a_code_opens_until_its_last_moment(telephone, tried, clock):
    code = telephone.code()
    clock.at += STEP - SECOND

    assert tried(code) == ''


def test_a_code_that_was_right_a_moment_ago_is_no_wrong_one(telephone, tried, wrong):
    telephone.code()

    assert all(OVER in tried(telephone.shown(-1)) for _ in range(6))
    assert wrong() == 0
    assert tried(telephone.shown()) == ''


@pytest.mark.parametrize('off', [-10, -2, 1, 10])
def test_a_code_of_another_time_says_that_the_clock_is_wrong_and_counts(
        telephone, tried, wrong, off):
    telephone.code()

    assert CLOCK in tried(telephone.shown(off))
    assert wrong() == 1


@pytest.mark.parametrize('off', [-11, 11])
def test_a_code_of_long_before_or_after_is_like_any_other(telephone, tried, wrong, off):
    telephone.code()

    assert WRONG in tried(telephone.shown(off))
    assert wrong() == 1


def test_a_code_that_was_told_before_its_time_opens_nothing_then(telephone, tried, clock):
    telephone.code()
    ahead = telephone.shown(2)
    assert CLOCK in tried(ahead)
    clock.at += STEP
    assert tried(telephone.shown()) == ''
    clock.at += STEP

    assert telephone.shown() == ahead and WRONG in tried(ahead)
    clock.at += STEP
    assert tried(telephone.shown()) == ''


def test_a_code_that_was_used_is_a_wrong_one_a_moment_later(telephone, tried, wrong, clock):
    code = telephone.code()
    assert tried(code) == ''
    clock.at += STEP

    assert WRONG in tried(code)
    assert wrong() == 1


def test_of_a_closed_account_nothing_is_told(telephone, tried, visit, clock):
    browser = visit()
    page = second_step(browser, 'quantri', '000000')
    form = page.forms[form_of(page, 'code')]
    for _ in range(4):
        tried('000000')

    for off in (-1, -2, 0):
        form['code'] = telephone.shown(off)
        assert WRONG in said(form.submit())


@pytest.mark.parametrize(('off', 'words'), [(-1, OVER), (-2, CLOCK)])
def test_who_has_not_got_the_password_is_told_of_no_code(telephone, visit, clock, off, words):
    browser = visit()
    assert second_step(browser, 'quantri', telephone.code()).status_int == 303
    clock.at += 4 * STEP

    def proof(password):
        page = browser.get('/confirm')
        form = page.forms[form_of(page, 'password')]
        form['password'], form['code'] = password, telephone.shown(off)
        return said(form.submit())

    assert words not in proof('Sai-mật-khẩu-1')
    assert words in proof(PASSWORD)


def test_a_code_that_opens_nothing_enrols_nothing_and_says_why(visit, small_portal, clock):
    browser = visit('quantri')
    page = browser.get('/account-code')
    telephone = Telephone(page.html.find('code').text.replace(' ', ''), clock)
    form = page.forms[form_of(page, 'code')]

    for off, words in ((-1, OVER), (3, CLOCK), (40, 'Mã không đúng')):
        form['code'] = telephone.shown(off)
        assert words in said(form.submit())
    transaction.begin()
    assert small_portal['accounts']['quantri'].one_time is None
    form['code'] = telephone.shown()
    assert form.submit().html.select('.codes code')
