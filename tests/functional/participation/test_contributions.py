"""Texts and documents that people send for publication: from the form to the public page, or to a
refusal on a ground (12.1.b, 12.2, 14.3, 16.2).
"""
import unicodedata
from io import BytesIO
from unittest import mock

import pytest
import transaction
from docx import Document
from hanoiportal.base.clock import local
from hanoiportal.base.errors import Refused
from hanoiportal.base.i18n import _
from hanoiportal.editorial.review.interfaces import CannotPerform
from hanoiportal.editorial.royalties.interfaces import PublishedWork
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authorization.grants import grant
from hanoiportal.kernel.security.authorization.roles import ACCOUNTANT
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.kernel.workflow.interfaces import DRAFT
from hanoiportal.kernel.workflow.records import review_of
from hanoiportal.participation.cases.interfaces import (
    ADDED,
    ANSWERED,
    CONTRIBUTION,
    DISC,
    FORWARDED,
    MAIL,
    PUBLISHED,
    STAFF,
    TAKEN,
    Sender,
    Submission,
)
from hanoiportal.participation.contributions import making
from hanoiportal.participation.contributions.following import follow
from hanoiportal.participation.contributions.interfaces import FAILED
from hanoiportal.participation.inbox.newcomers import tell
from hanoiportal.platform.ledger.interfaces import REFUSED, ILedger
from pyramid.request import apply_request_extensions
from support.editorial_staff import CHECKED
from support.factories import picture
from support.legacy_typing import in_tcvn3
from support.office_files import docx
from support.public_forms import form_of, opened, send
from support.reckoned import amiss, lose
from support.royalties import payer_of
from support.sample_documents import pdf
from support.typing_page import UNCLOSED
from support.written_drafts import odt
from webtest import Upload

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

FORM, PAGE = '/sites/bavi/gui/tin-bai', '/desk/sites/bavi/@@contribution?number='
TITLE, TEXT = 'Lễ hội <hoa> ở Ba Vì', 'Sáng 1/12, lễ hội mở cửa.\nCó 20 gian hàng.'
NOTED = ('<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ghi chú '
         'của ban</text:p></text:note-body></text:note>')
NAME, EMAIL = 'Nguyễn Thị Gửi Bài', 'gui.bai@example.vn'
GIVEN = {'title': TITLE, 'text': TEXT, 'sender_kind': 'person', 'name': NAME, 'email': EMAIL,
         'phone': '0912 345 678'}


def word(text):
    """Return a DOCX with that text, a list, a table and a picture."""
    document, out = Document(), BytesIO()
    document.add_paragraph(text)
    document.add_paragraph('rước kiệu', style='List Bullet')
    document.add_table(1, 1).cell(0, 0).text = '8 giờ'
    shown = document.add_picture(BytesIO(picture().getvalue()))
    shown._inline.docPr.set('descr', 'Đám rước')
    document.save(out)
    return out.getvalue()


@pytest.fixture
def written(app, staff, clock):
    """``written(**values)``: the page with the consents, or what refuses the form."""
    def go(files=(), **values):
        form = form_of(app.get(FORM))
        if files:
            form['tep'] = [Upload(*each) for each in files]
        return send(form, **{**GIVEN, **values})

    return go


@pytest.fixture
def received(written, clock, cases):
    """``received(**values)``: the case that was sent, and the page of the receipt."""
    def go(consents=('process', 'rights'), **values):
        page = written(**values)
        clock.pass_(seconds=READ)
        page = send(form_of(page), **{f'consent_{each}': 'yes' for each in consents})
        return opened(cases, page)[0], page

    return go


def state_of(page):
    """Return the state of a case as its sender reads it."""
    return page.html.select_one('.sent strong').text


def act(page, name, **said):
    """Send the form of ``name`` on the page of a contribution in the desk."""
    form = next(each for each in page.forms.values()
                if name in [one._value for one in each.fields.get('act', ())])
    for field, value in said.items():
        form[f'{name}.{field}'] = value
    return form.submit('act', value=name, status='*')


def tracked(app, receipt):
    """Return the page of the case that the page of the receipt opens."""
    code, secret = (each.text for each in receipt.html.select('.receipt code'))
    form = form_of(app.get('/theo-doi'), '/theo-doi')
    form['ma'], form['khoa'] = code, secret
    return form.submit(headers={'Origin': 'http://localhost'}).follow()


@pytest.mark.clause('12.1.b/2', '12.2', '16.2', '33.2')
def test_a_text_with_files_goes_from_the_form_to_a_draft_and_to_the_public(
        app, received, visit, cases, small_portal, environment, at_work, registry):
    case, receipt = received(
        consents=('process', 'rights', 'name'), captions='Cổng lễ hội sáng 1/12',
        files=[('anh.png', picture().getvalue()), ('bai.docx', word('Chương trình gồm ba phần.')),
               ('ghi-chu.odt', odt(f'<text:p>Ban tổ chức{NOTED}</text:p>')),
               ('thu-moi.pdf', pdf('Kinh moi ba con xa Ba Vi den du le hoi')),
               ('tcvn3.docx', docx([[(in_tcvn3('Đường vào hội'), '.VnTime')]])),
               ('so-lieu.csv', b'a,b\n1,2\n')])
    bavi = small_portal['sites']['bavi']
    assert (case.kind, case.site) == (CONTRIBUTION, str(bavi.__oid__))

    browser = visit('bavi-member')
    page = browser.get('/desk/sites/bavi/@@cases').click(href=f'number={case.number}').click(
        'Giải quyết bằng biểu mẫu')
    assert TITLE in page.html.h1.text and NAME in page.text and EMAIL in page.text
    done = act(page, 'make').follow()
    transaction.abort()
    (item,) = [each for each in bavi['tin-tuc-su-kien'].values() if each.title == TITLE]
    assert item.state == DRAFT and item.contribution == case.number
    assert not [line for line in (
        '<p>Có 20 gian hàng.</p>', '<p>Chương trình gồm ba phần.</p>', 'Tệp kèm theo',
        '<p>Ban tổ chức<sup><a ', 'Ghi chú của ban', '<p>Đường vào hội</p>',
        '<p>Kinh moi ba con xa Ba Vi den du le hoi</p>') if line not in item.body], item.body
    assert '<ul><li>rước kiệu</li></ul><table>' in item.body and '8 giờ' in item.body
    images = [each for each in bavi['da-phuong-tien'].values() if hasattr(each, 'image')]
    assert [each.alt for each in images] == ['Cổng lễ hội sáng 1/12', 'Đám rước']
    assert {each.credit for each in images} == {NAME}
    assert f'<img alt="Đám rước" src="{path_of(images[1])}/content">' in item.body
    assert (item.author, item.source_agency) == (NAME, 'Người dân gửi tới')
    assert item.title in done.html.select_one('#h-draft').parent.text
    record = browser.get(f'/desk/sites/bavi/tin-tuc-su-kien/{item.__name__}/')
    assert record.click(href='contribution-source').follow().html.h1.text == page.html.h1.text
    assert 'Đã đưa vào biên tập' in tracked(app, receipt).text

    editor, head = at_work('bavi-editor'), at_work('bavi-head')
    for step in ('submit', 'pass_on'):
        editor.take(item, step)
    with pytest.raises(CannotPerform):
        at_work('bavi-member').take(item, 'approve', CHECKED)  # who made the draft
    head.take(item, 'approve', CHECKED)
    transaction.commit()
    follow(environment)
    transaction.abort()
    assert [event.kind for event in case.events][-2:] == [PUBLISHED, ANSWERED]
    told = tracked(app, receipt)
    assert state_of(told) == 'Đã đăng'
    assert TITLE in told.html.select_one('#noi-dung-gui').parent.text
    assert not told.html.select('#danh-gia, [formaction$=chua-hai-long]')
    shown = told.html.select_one('.timeline a[href$="/tin-tuc-su-kien/le-hoi-hoa-o-ba-vi"]')
    assert shown.text == item.title
    assert app.get(f'/sites/bavi/tin-tuc-su-kien/{item.__name__}').html.h1.text == TITLE
    follow(environment)
    transaction.abort()
    assert [event.kind for event in case.events].count(ANSWERED) == 1


@pytest.mark.clause('12.2')
def test_a_form_that_lacks_something_names_it_and_loses_nothing(written):
    for changes, why in (
            ({'sender_kind': 'body'}, 'Đơn vị, tổ chức'), ({'name': ''}, 'Họ và tên'),
            ({'email': ''}, 'thư điện tử'), ({'phone': ''}, 'số điện thoại hoặc địa chỉ liên lạc'),
            ({'text': ' '}, 'chọn tệp gửi kèm'), ({'title': ''}, 'Tiêu đề')):
        page = written(**changes)
        assert any(why in each.text for each in page.html.select('.why')), changes
        kept = form_of(page)
        assert all(kept[name].value == value for name, value in {**GIVEN, **changes}.items()
                   if value.strip())


def test_fifty_files_wrong_formats_and_rights_that_are_not_confirmed_are_refused_in_words(
        app, written, clock, cases):
    files = [(f'{number}.csv', b'a,b\n1,2\n') for number in range(50)]
    page = written(files=files)
    assert 'đang có 50' in page.html.select_one('#sai-tep').text
    assert form_of(page)['title'].value == TITLE
    assert 'không đúng định dạng' in written(files=[('a.exe', b'MZ')]).html.select_one(
        '#sai-tep').text

    page = written(files=files[:1])
    clock.pass_(seconds=READ)
    page = send(form_of(page), consent_process='yes')
    assert 'có quyền gửi' in page.html.select_one('.why').text and '0.csv' in page.text
    page = send(form_of(page), consent_rights='yes')
    assert opened(cases, page)[1].title == TITLE


@pytest.mark.clause('14.3.c')
def test_a_refusal_has_a_ground_and_reaches_the_sender(
        app, received, visit, registry, small_portal, environment):
    case, receipt = received()
    page = visit('bavi-responder').get(f'{PAGE}{case.number}')
    assert 'refuse' not in act_names(page) and 'make' not in act_names(page)
    assert 'Người có quyền viết ở chuyên mục' in page.html.select_one('#h-writers').parent.text
    head = visit('bavi-head')
    assert act(head.get(f'{PAGE}{case.number}'), 'refuse').status_int == 422
    act(head.get(f'{PAGE}{case.number}'), 'refuse', ground='c', text='Lễ hội chưa mở.')
    page = tracked(app, receipt)
    told = page.html.main.text
    assert 'điểm c khoản 3 Điều 14' in told and 'Lễ hội chưa mở.' in told
    assert state_of(page) == 'Không đăng' and not page.html.select('#danh-gia')
    english = app.get(page.request.path.replace('/theo-doi', '/english/theo-doi'))
    last = english.html.select('.timeline li')[-1].text
    assert state_of(english) == 'Not published'
    assert 'Not true' in last and 'Lễ hội chưa mở.' in last and 'Căn cứ' not in last
    shown = head.get(f'{PAGE}{case.number}')
    transaction.begin()
    told = registry.getAdapter(small_portal, ILedger, 'inner').since(0)
    assert [(each.item, each.rule) for each in told if each.kind == REFUSED] == [
        (str(case.number), 'c')]
    assert amiss(environment, 'refused contributions') == []
    lose(interactions_of(small_portal)['ledger'], REFUSED)
    transaction.commit()
    assert amiss(environment, 'refused contributions') == [(0, 1)]
    assert not act_names(shown) and 'Không đăng' in shown.html.select_one('.notice').text
    assert 'điểm c khoản 3 Điều 14' in shown.html.select_one('.reading').text
    assert not shown.html.select('#h-writers')

    form = form_of(page, '/xem-lai')
    form['text'] = 'Lễ hội đã mở sáng nay.'
    form.submit(headers={'Origin': 'http://localhost'})
    shown = head.get(f'{PAGE}{case.number}').html
    said = [each.text for each in shown.select('.outcomes li')]
    assert 'Lễ hội chưa mở.' in said[0] and 'Lễ hội đã mở sáng nay.' in said[1]
    assert 'đề nghị xem xét lại' in said[1] and not shown.select('main > .notice')


def act_names(page):
    """Return the names of the buttons of the page of a contribution."""
    return [each['value'] for each in page.html.main.select('button[name=act]')]


@pytest.mark.clause('12.2')
def test_what_lacks_of_a_mail_is_asked_for_and_written_down_before_a_draft_is_made(
        visit, cases, small_portal, staff, clock):
    bavi = small_portal['sites']['bavi']
    transaction.begin()
    number = cases.receive(Submission(
        CONTRIBUTION, str(bavi.__oid__), TITLE, TEXT, sender=Sender(NAME, email=EMAIL),
        channel=MAIL)).number
    transaction.commit()
    browser = visit('bavi-member')
    page = browser.get(f'{PAGE}{number}')
    assert 'make' not in act_names(page) and 'số điện thoại hoặc' in page.html.main.text
    page = act(page, 'ask', text='Xin cho biết số điện thoại.').follow()
    transaction.begin()
    standing = cases.standing(cases.get(number), clock.now())
    assert (standing.state, standing.assigned) == (TAKEN, staff['bavi-member'].id)
    cases.append(cases.get(number), ADDED, text='0912345678')
    transaction.commit()
    page = browser.get(f'{PAGE}{number}')
    assert '0912345678' in page.html.select_one('.reading').text
    page = act(page, 'complete', kind='person', phone='0912345678', rights='yes').follow()
    assert 'make' in act_names(page)
    act(page, 'make')
    transaction.abort()
    assert TITLE in [each.title for each in bavi['tin-tuc-su-kien'].values()]


def test_a_sender_with_an_account_does_not_approve_what_they_sent(
        received, visit, staff, small_portal):
    transaction.begin()
    staff['bavi-head'].email = EMAIL.upper()
    transaction.commit()
    case, _receipt = received()
    act(visit('bavi-member').get(f'{PAGE}{case.number}'), 'make')
    transaction.abort()
    (item,) = [each for each in small_portal['sites']['bavi']['tin-tuc-su-kien'].values()
               if getattr(each, 'contribution', 0) == case.number]
    assert review_of(item).authors == {staff['bavi-head'].id, staff['bavi-member'].id}


def test_a_draft_that_cannot_be_made_says_why_and_can_be_made_again(
        received, visit, cases, small_portal, monkeypatch):
    def refuse(*_arguments):
        raise Refused({'title': _('Dài quá ${max} ký tự.', mapping={'max': 5})})

    case, _receipt = received()
    browser = visit('bavi-member')
    monkeypatch.setattr(making, '_make', refuse)
    act(browser.get(f'{PAGE}{case.number}'), 'make')
    transaction.abort()
    last = case.events[-1]
    assert (last.ground, last.audience) == (FAILED, STAFF)
    assert cases.text_of(case, last) == 'Dài quá 5 ký tự.'
    monkeypatch.undo()
    act(browser.get(f'{PAGE}{case.number}'), 'make')
    transaction.abort()
    assert TITLE in [each.title for each in small_portal['sites']['bavi'][
        'tin-tuc-su-kien'].values()]


@pytest.mark.clause('12.1.b/2')
def test_what_came_on_a_stick_is_entered_with_the_moment_at_which_it_came(
        visit, cases, staff):
    browser = visit('bavi-responder')
    page = browser.get('/desk/sites/bavi/@@cases').click('Nhập tin, bài, tài liệu nhận ngoài Cổng')
    form = form_of(page, 'contribution-new')
    form['title'], form['tep'] = TITLE, [Upload('bai.docx', word(TEXT))]
    form['received_at'], form['sender_kind'] = '2026-11-20T08:05', 'organisation'
    form['organisation'], form['name'] = 'Hội Nông dân', NAME
    form['consent.rights'] = True
    receipt = form.submit()
    assert '08:05' in receipt.html.main.text or '8:05' in receipt.html.main.text
    transaction.abort()
    case = cases.of_code(receipt.html.select_one('#ma').text)
    assert (case.kind, case.channel) == (CONTRIBUTION, DISC)
    assert local(case.received).isoformat().startswith('2026-11-20T08:05')
    shown = browser.get(f'{PAGE}{case.number}').html.main.text
    assert 'Hội Nông dân' in shown and 'USB' in shown and 'địa chỉ thư điện tử' in shown
    form = form_of(browser.get('/desk/sites/bavi/@@contribution-new'), 'contribution-new')
    form['title'] = TITLE
    refused = form.submit(status=422)
    assert 'Chưa nhập nội dung' in refused.text and form_of(
        refused, 'contribution-new')['title'].value == TITLE


@pytest.mark.clause('12.1.b/2')
@pytest.mark.parametrize(('channel', 'said'), [
    ('paper', 'Văn bản giấy'), ('fax', 'Fax'), ('phone', 'Điện thoại')])
def test_the_list_of_what_came_says_by_which_channel(visit, cases, staff, channel, said):
    browser = visit('bavi-responder')
    form = form_of(browser.get('/desk/sites/bavi/@@contribution-new'), 'contribution-new')
    form['title'], form['text'], form['channel'] = TITLE, TEXT, channel
    form['received_at'], form['sender_kind'], form['name'] = '2026-11-20T08:05', 'person', NAME
    form['consent.rights'] = True
    receipt = form.submit()
    transaction.abort()
    case = cases.of_code(receipt.html.select_one('#ma').text)
    assert case.channel == channel
    assert said in browser.get(f'{PAGE}{case.number}').html.main.text


def test_details_that_are_entered_are_kept_whole_and_in_one_spelling(visit, cases, staff):
    form = form_of(visit('bavi-responder').get(
        '/desk/sites/bavi/@@contribution-new'), 'contribution-new')
    form['title'], form['text'], form['captions'] = TITLE, TEXT, 'a' * 2001
    refused = form.submit(status=422)
    assert 'Dài quá 2000 ký tự' in refused.html.select_one('#e-captions').text
    form = form_of(refused, 'contribution-new')
    assert form['captions'].value == 'a' * 2001
    form['captions'] = unicodedata.normalize('NFD', 'Cổng lễ hội\r\nHàng hoa')
    receipt = form.submit()
    transaction.abort()
    case = cases.of_code(receipt.html.select_one('#ma').text)
    assert cases.open(case).details == {'captions': 'Cổng lễ hội\nHàng hoa'}


@pytest.mark.clause('9.6')
def test_a_sender_of_three_published_texts_is_to_be_asked_to_become_a_contributor(
        app, received, visit, cases, small_portal, monkeypatch):
    mails = mock.Mock()
    monkeypatch.setattr('hanoiportal.participation.tracking.letters._mail', mails)
    sent, receipts = zip(*(received(title=f'Tin {number}') for number in range(4)), strict=True)
    head = visit('bavi-head')
    assert 'cộng tác viên' not in head.get(f'{PAGE}{sent[3].number}').html.main.text
    transaction.begin()
    for case in sent[:3]:
        cases.append(case, PUBLISHED, item='1', site=case.site)
    transaction.commit()
    page = head.get(f'{PAGE}{sent[3].number}')
    assert 'đã có 3 tin, bài' in page.html.main.text and 'engage' not in act_names(page)
    page = act(page, 'invite').follow()
    assert 'Đã gửi thư mời' in page.html.main.text and 'invite' not in act_names(page)
    told = tracked(app, receipts[3])
    assert 'Mời làm cộng tác viên' in told.html.select('.timeline li')[-1].text
    assert 'được trả nhuận bút' in told.text and 'mục “Bổ sung”' in told.text
    assert 'trả lời thư' not in told.html.select('.timeline li')[-1].text
    english = app.get(told.request.path.replace('/theo-doi', '/english/theo-doi'))
    last = english.html.select('.timeline li')[-1].text
    assert 'become a contributor' in last and 'nhuận bút' not in last
    _environment, _portal, address, what, letter, *_more = mails.call_args.args
    assert address == EMAIL and 'thông báo mới' in what and 'nhuận bút' not in letter
    assert 'invite' not in act_names(head.get(f'{PAGE}{sent[2].number}')), 'once is enough'
    page = act(page, 'engage').follow()
    assert 'engage' not in act_names(page)
    assert NAME in head.get('/desk/sites/bavi/@@contributors').text


@pytest.mark.clause('34.2')
def test_who_sent_a_text_can_be_paid_for_it_and_is_named_to_who_pays_alone(
        received, visit, cases, small_portal, registry, staff):
    case, _receipt = received()
    page = visit('bavi-member').get(f'{PAGE}{case.number}')
    act(page, 'make')
    transaction.abort()
    bavi, payee = small_portal['sites']['bavi'], f'sender:{case.number}'
    (item,) = [each for each in bavi['tin-tuc-su-kien'].values() if each.title == TITLE]
    grant(bavi, staff['khach'].id, ACCOUNTANT)
    editor, accountant = (payer_of(registry, small_portal, staff[login]).royalties
                          for login in ('bavi-editor', 'khach'))
    oid = str(item.__oid__)
    work = PublishedWork(oid, 'vi', 'NewsItem', local(case.events[0].moment).date())
    assert editor.suggested(bavi, work) == payee
    shown = {each.payee: each.name for each in editor.payees(bavi, work)}[payee]
    assert (str(case.number) in shown, NAME in shown) == (True, False)
    assert accountant.payee(bavi, payee).name == NAME


def test_another_site_learns_nothing(received, visit):
    case, _receipt = received()
    other = visit('soxaydung-head')
    for site in ('bavi', 'soxaydung'):
        answer = other.get(f'/desk/sites/{site}/@@contribution?number={case.number}', status='*')
        nothing = other.get(f'/desk/sites/{site}/@@contribution?number=999', status='*')
        assert answer.status_int == nothing.status_int in (403, 404)


def test_a_site_that_it_was_forwarded_to_sees_no_draft_of_another_and_makes_its_own(
        received, visit, cases, small_portal):
    case, _receipt = received()
    act(visit('bavi-member').get(f'{PAGE}{case.number}'), 'make')
    transaction.begin()
    to = str(small_portal['sites']['soxaydung'].__oid__)
    cases.append(cases.get(case.number), FORWARDED, to=to, site=case.site)
    transaction.commit()

    page = visit('soxaydung-head').get(PAGE.replace('bavi', 'soxaydung') + str(case.number))
    assert page.html.select_one('#h-draft') is None and 'make' in act_names(page)


@pytest.mark.clause('16.2')
@pytest.mark.parametrize('path', ['', '/english', '/sites/bavi', '/english/sites/bavi'])
def test_the_page_that_says_how_to_send_is_one_click_from_every_page(app, small_portal, path):
    page = app.get(f'{path}/').click(href='/gui-tin-bai$', index=0)
    text = page.html.main.text
    assert 'USB' in text and 'LGSP' not in text
    assert page.html.main.select_one('a[href$="/gui/tin-bai"]')


def test_a_sender_takes_the_name_back_until_the_text_is_public_and_the_staff_is_told(
        received, visit, cases, small_portal, environment, at_work, take_back, case_page, told):
    case, _receipt = received(consents=('process', 'rights', 'name'))
    act(visit('bavi-member').get(f'{PAGE}{case.number}'), 'make').follow()
    transaction.abort()
    (item,) = [each for each in small_portal['sites']['bavi']['tin-tuc-su-kien'].values()
               if each.title == TITLE]
    page = case_page(case)
    assert 'nêu tên cùng tin, bài' in page
    assert not page.html.select('form[action$="/thoi-cong-khai"]')
    stale = form_of(page, 'thoi-hien-ten')
    editor, head = at_work('bavi-editor'), at_work('bavi-head')
    for step in ('submit', 'pass_on'):
        editor.take(item, step)
    head.take(item, 'approve', CHECKED)
    transaction.commit()
    send(stale)
    transaction.begin()
    assert 'name' in cases.open(cases.get(case.number)).consents, 'public before it is noted'
    assert 'Nội dung đã được đăng nên' in case_page(case)

    other, _receipt = received(consents=('process', 'rights', 'name'), title='Một tin khác')
    act(visit('bavi-member').get(f'{PAGE}{other.number}'), 'make').follow()
    assert 'Đã thôi đồng ý hiện tên' in take_back(other, 'thoi-hien-ten')
    assert 'name' not in cases.open(cases.get(other.number)).consents
    transaction.commit()
    apply_request_extensions(environment.request)
    tell(environment)
    assert told('bavi-member').count('case_consent_ended') == 1
