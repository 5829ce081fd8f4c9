"""The page on which a public text is written and approved, as staff uses it without scripts."""
import pytest
import transaction
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    NAME,
    PUBLISH,
    QUESTION,
    REQUEST,
    ICases,
    Sender,
    Submission,
)

NAMED = 'Nguyễn Văn Bí Mật'
ASKED = f'Tôi là {NAMED}, điện thoại 0912.345.678.\nChợ <b>Mơ</b> mở cửa lúc nào?'
PAGE = '/desk/sites/bavi/@@public-text?number={}'


@pytest.fixture
def case(registry, small_portal, bavi, staff):
    cases = registry.getAdapter(small_portal, ICases)
    receipt = cases.receive(Submission(
        QUESTION, str(bavi.__oid__), 'Chợ Mơ', ASKED, sender=Sender(name=NAMED),
        consents=frozenset({PUBLISH, NAME})))
    found = cases.get(receipt.number)
    cases.append(found, ANSWERED, text=f'Gửi ông {NAMED}: từ 5 giờ.', site=found.site)
    transaction.commit()
    transaction.begin()  # what the commit has carried out is seen
    return found


def form_of(page, act):
    return next(form for form in page.forms.values()
                if any(each.value_if_submitted() == act for each in form.fields.get('act', [])))


def test_what_was_received_stands_beside_what_will_be_public(visit, case):
    page = visit('bavi-responder').get(PAGE.format(case.number))

    assert [each.get_text() for each in page.html.select('.reading mark')] == [
        NAMED, '0912.345.678', NAMED]
    assert '<b>Mơ</b>' in page.html.select_one('.reading').get_text()
    assert page.html.select_one('#f-question').get_text().strip() == (
        'Tôi là [họ tên], điện thoại [số điện thoại].\nChợ <b>Mơ</b> mở cửa lúc nào?')


@pytest.mark.clause('4.3')
def test_a_responder_decides_on_each_mark_and_the_head_approves(visit, case, app):
    browser = visit('bavi-responder')
    form = form_of(browser.get(PAGE.format(case.number)), 'apply')
    form['decision-0'] = 'rewrite'
    form['instead-0'] = 'một người dân'
    page = form.submit('act', value='apply').follow()
    question = page.html.select_one('#f-question').get_text().strip()
    form = form_of(page, 'save')
    form['question'] = question.replace(', điện thoại [số điện thoại]', '')
    form.submit('act', value='save')
    refused = visit('bavi-editor').get(PAGE.format(case.number), status='4*')
    done = form_of(visit('bavi-head').get(PAGE.format(case.number)), 'approve').submit(
        'act', value='approve').follow()
    (address,) = {each['href'] for each in app.get('/sites/bavi/hoi-dap').html.select(
        'ol.documents .title')}
    public = app.get(address)
    item = browser.get(f'/desk/sites/bavi/@@case?number={case.number}').click('Bản công khai')

    assert question.startswith('Tôi là một người dân, điện thoại [số điện thoại].')
    assert refused.status_int in (403, 404)
    assert 'Đang công khai tại:' in done
    assert item.request.path.rpartition('/')[2] == address.rpartition('/')[2]
    assert 'Tôi là một người dân.' in public and 'Gửi ông một người dân: từ 5 giờ.' in public
    assert '0912' not in public


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visit, case):
    browser = visit('bavi-responder')
    form = form_of(browser.get(PAGE.format(case.number)), 'save')
    form['title'], form['answer'] = '', '<script>alert(1)</script>'
    page = form.submit('act', value='save', status=422)

    assert page.html.select_one('#f-answer').get_text().strip() == '<script>alert(1)</script>'
    assert len(page.html.select('.field .error')) == 2


def test_a_case_that_is_not_there_is_not_found(visit, case):
    head = visit('bavi-head')
    for number in ('', '0', '99', '-1', 'x', '9' * 40, '%D9%A1'):
        head.get(PAGE.format(number), status=404)


def test_a_case_of_another_site_and_a_request_are_not_found(
        visit, case, registry, small_portal, bavi):
    transaction.begin()
    cases = registry.getAdapter(small_portal, ICases)
    receipt = cases.receive(Submission(REQUEST, str(bavi.__oid__), 'x', 'y'))
    transaction.commit()

    visit('bavi-head').get(PAGE.format(receipt.number), status=404)
    visit('soxaydung-head').get(
        f'/desk/sites/soxaydung/@@public-text?number={case.number}', status=404)
    visit('soxaydung-head').get(PAGE.format(case.number), status='4*')
