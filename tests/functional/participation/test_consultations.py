"""A draft from DOCX to the enacted decision: text, ids, phases, pages (4.2.d, 4.3.b)."""
import datetime

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.base.legaltexts.identities import provisions_of
from hanoiportal.content.versions.history import HistoryService
from hanoiportal.content.versions.resource import WorkingVersion
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import in_work, path_of
from hanoiportal.participation.consultations.interfaces.drafts import (
    ENACTED,
    FINAL,
    OPEN,
    PREPARING,
    SUMMING,
    CannotMove,
    IAgainstFinal,
    IConsultedKinds,
    IProvisionsChanged,
    ITerms,
)
from hanoiportal.participation.consultations.phases import Consultations
from hanoiportal.participation.consultations.terms import terms_of
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.shells.public.home import participating
from hanoiportal.types.legaldocument.interfaces import IDocumentKinds
from support.pages import form_with
from support.scheduled_texts import look
from support.written_drafts import paragraph, run, word
from webtest import Upload

SECTION = 'du-thao-lay-y-kien'
PLACE = f'/sites/bavi/{SECTION}'
VALUES = {
    'title': 'Dự thảo Quyết định về quản lý chợ', 'summary': 'Quản lý chợ',
    'document_kind': 'quyet-dinh-cua-ubnd-qppl', 'drafting_body': 'Sở Công Thương',
    'receiving_unit': 'Văn phòng Sở', 'receiving_address': '331 Cầu Giấy',
    'receiving_email': 'gopy@hanoi.example'}
FIRST = ('QUYẾT ĐỊNH\nĐiều 1. Phạm vi\n1. Chợ dân sinh trên địa bàn thành phố Hà Nội.\n'
         '2. Như trên.\nĐiều 2. Phí\n1. Hộ kinh doanh nộp phí mỗi tháng một lần.\n2. Như trên.')
SECOND = ('QUYẾT ĐỊNH\nĐiều 1. Từ ngữ\nChợ là nơi mua bán hằng ngày.\nĐiều 2. Phạm vi\n'
          '1. Chợ dân sinh trên địa bàn thành phố Hà Nội.\n2. Như trên.\nĐiều 3. Phí\n'
          '1. Hộ kinh doanh nộp phí mỗi quý một lần.\n2. Như trên.')


@pytest.fixture
def draft(small_portal, editing, publishing, clock):
    """A public consultation that opens in three days, for thirty days."""
    today = clock.now().date()
    opens = today + datetime.timedelta(days=3)
    item = editing.add(small_portal['sites']['bavi'][SECTION], 'cho', 'Consultation', {
        **VALUES, 'opens': opens.isoformat(),
        'closes': (opens + datetime.timedelta(days=29)).isoformat(), 'full_text': FIRST}, 'lan')
    publishing.publish(item, 'lan')
    transaction.commit()
    return item


def commented_at_home(app):
    """Return the addresses in the block of drafts of the home page."""
    return [link['href'] for block in app.get('/sites/bavi').html.select('section.block')
            if block.h2 and block.h2.text == 'Đang lấy ý kiến' for link in block.select('li a')]


@pytest.fixture
def least_term(registry, tmp_path):
    """``least_term(days, sure, kind='', until='')``: the portal has a table of that row alone."""
    def known(days, sure, kind='', until=''):
        table = tmp_path / 'consultation_terms.csv'
        table.write_text(
            'kind,days,basis,confidence,valid_from,valid_to\n'
            f'{kind},{days},Luật số 64/2025/QH15,{"found" if sure else "memory"},2025-04-01,'
            f'{until}\n', encoding='utf-8')
        registry.registerUtility(terms_of(table), ITerms)
    return known


def test_the_home_page_shows_the_drafts_that_end_first(
        draft, app, registry, clock, editing, publishing, monkeypatch):
    monkeypatch.setattr(participating, 'MOST', 1)
    for name, days in (('sau', 25), ('cuoi', 28)):
        item = editing.add(draft.__parent__, name, 'Consultation', {
            **VALUES, 'opens': draft.opens.isoformat(), 'full_text': FIRST,
            'closes': (draft.opens + datetime.timedelta(days=days)).isoformat()}, 'lan')
        publishing.publish(item, 'lan')
    transaction.commit()
    clock.pass_(days=4)
    look(registry)
    [first] = app.get('/sites/bavi').html.select('[aria-labelledby=dang-mo] li a')
    assert first['href'] == f'{PLACE}/sau'
    assert commented_at_home(app) == [f'{PLACE}/{name}' for name in ('sau', 'cuoi', 'cho')]


@pytest.mark.clause('4.2.d/2')
def test_the_clock_opens_and_closes_it_and_the_page_says_until_when(
        draft, app, registry, clock, staff):
    def told():
        for _each in ('the phase', 'what follows from it'):
            look(registry)
            transaction.begin()
        kinds = [each.kind for each in notifying(registry).list(staff['bavi-head'])]
        return [kinds.count(f'consultation_{each}') for each in ('closing', 'summary')]

    assert draft.phase == PREPARING and commented_at_home(app) == []
    clock.pass_(days=4)
    look(registry)
    transaction.begin()
    assert (draft.phase, draft.days_left) == (OPEN, 29)
    page = app.get(f'{PLACE}/cho')
    assert 'Còn 29 ngày' in page.text
    assert [(each.text, *each['class'], each.get('aria-current'))
            for each in page.html.select('ol.phases li')] == [
        ('Chuẩn bị', 'done', None), ('Đang lấy ý kiến', 'now', 'step'),
        *((title, 'ahead', None) for title in (
            'Tổng hợp, tiếp thu', 'Dự thảo sau tiếp thu', 'Đã ban hành'))]
    assert 'Còn 29 ngày' in app.get(PLACE).text
    assert commented_at_home(app) == [f'{PLACE}/cho']
    clock.pass_(days=1)
    look(registry)
    transaction.begin()
    assert draft.days_left == 28
    found = []
    for days in (19, 2, 3, 3, 3, 14, 9):  # 8, 6, 3, 0 days before the last; 3, 17, 26 after
        clock.pass_(days=days)
        found.append(told())
    assert draft.phase == SUMMING and commented_at_home(app) == []
    assert found == [[0, 0], [1, 0], [1, 0], [2, 0], [2, 1], [2, 2], [2, 2]]
    closes = f'{draft.closes:%d/%m/%Y}'
    assert f'góp ý được nhận đến hết ngày {closes}' in app.get(f'{PLACE}/cho').text


@pytest.mark.clause('4.2.d/2')
def test_a_form_offers_the_kinds_that_are_consulted_on_and_the_one_that_is_there(
        draft, visit, staff, editing, registry, clock):
    browser = visit('bavi-editor')

    def form(view):
        return form_with(browser.get(f'/desk{PLACE}{view}'), 'document_kind')

    def offered(view):
        return {value for value, _chosen, _title in form(view)['document_kind'].options if value}

    consulted = registry.getUtility(IConsultedKinds).on(clock.now().date())
    assert consulted < set(registry.getUtility(IDocumentKinds))
    assert {'quyet-dinh-cua-ubnd-qppl', 'nghi-quyet-cua-hdnd-qppl', 'ke-hoach', 'de-an',
            'quy-che'} < consulted and not {'giay-moi', 'hop-dong', 'cong-van'} & consulted
    assert offered('/@@add?type=Consultation') == consulted
    transaction.begin()
    editing.edit(draft, {'document_kind': 'giay-moi'}, 'lan')
    transaction.commit()
    assert offered('/cho/@@edit') == {*consulted, 'giay-moi'}
    there = form('/cho/@@edit')
    there['summary'] = 'Quản lý chợ đêm'
    there.submit(status=303)
    transaction.begin()
    work = in_work(draft)
    assert (work.summary, work.document_kind) == ('Quản lý chợ đêm', 'giay-moi')


@pytest.fixture
def approve(at_work, draft):
    """``approve()``: the version in work is handed in, approved and public."""
    def approved():
        transaction.begin()
        editor, member = at_work('bavi-editor'), at_work('bavi-member')
        editor.take(draft, 'submit')
        editor.take(draft, 'pass_on')
        member.approve(draft)
        transaction.commit()
    return approved


def imported(visit, content, name='cho'):
    """Return the page that shows what was recognised in a file, or in a pasted text."""
    browser = visit('bavi-editor')
    page = browser.get(f'/desk{PLACE}/{name}/@@draft-text')
    form_there = next(each for each in page.forms.values() if 'file' in each.fields)
    if isinstance(content, str):
        form_there['text'] = content
        return form_there.submit('act', value='look', expect_errors=True)
    form_there['file'] = Upload('du-thao.docx', content)
    return form_there.submit('act', value='look', expect_errors=True)


def numbered(source):
    """Return a DOCX of ``source`` whose articles and clauses Word counts."""
    blocks = []
    for line in source.split('\n'):
        mark, _space, text = line.partition('. ')
        level = 0 if mark.startswith('Điều ') else 1 if mark.isdigit() else None
        blocks.append(paragraph(run(line if level is None else text), level))
    return word(''.join(blocks))


def test_a_new_version_from_docx_keeps_the_ids_that_were_confirmed(
        draft, staff, visit, approve, registry):
    before = {each.address: each.id for each in provisions_of(FIRST, '')}
    told = []
    registry.registerHandler(lambda event, _object: told.append(event), (IProvisionsChanged, None))

    page = imported(visit, numbered(SECOND))
    assert [mark.text.strip() for mark in page.html.select('section.card .mark')][:2] == [
        '3 điều', '4 khoản']
    form = next(each for each in page.forms.values() if 'base' in each.fields)
    assert form['text'].value.replace('\r', '').strip() == SECOND
    assert form.submit('act', value='all').status_int == 303
    transaction.begin()
    assert draft.full_text == FIRST
    approve()

    after = {each.address: each.id for each in draft.provisions}
    assert after['dieu-2'] == before['dieu-1']
    assert after['dieu-2-khoan-2'] == before['dieu-1-khoan-2']
    assert after['dieu-3-khoan-2'] == before['dieu-2-khoan-2']
    assert after['dieu-3-khoan-1'] == before['dieu-2-khoan-1']
    assert after['dieu-1'] not in before.values()
    assert told[-1].mapping[before['dieu-2-khoan-1']] == (before['dieu-2-khoan-1'],)
    assert told[-1].confirmed == {before['dieu-2-khoan-1']}


def test_the_preview_names_what_was_split_merged_and_swapped_and_warns_of_a_short_term(
        small_portal, editing, publishing, staff, visit, least_term):
    fee, where = 'Hộ kinh doanh nộp phí vệ sinh mỗi tháng', 'phí được nộp tại ban quản lý chợ'
    open_, shut = 'Chợ mở cửa từ năm giờ sáng', 'chợ đóng cửa lúc chín giờ tối hằng ngày'
    rent = '{}. Giá thuê\n1. Giá thuê quầy do Ủy ban nhân dân quyết định theo khung giá.\n'
    order = '{}. Trật tự\n1. Xe ra vào chợ phải đỗ đúng nơi đã kẻ vạch sơn trắng.\n'
    item = editing.add(small_portal['sites']['bavi'][SECTION], 'gia', 'Consultation', {
        **VALUES, 'opens': '2026-12-10', 'closes': '2026-12-29', 'full_text': (
            f'QUYẾT ĐỊNH\nĐiều 1. Phí\n1. {fee}; {where}.\nĐiều 2. Giờ\n1. {open_}.\n2. {shut}.\n'
            f'Điều {rent.format(3)}Điều {order.format(4)}')}, 'lan')
    publishing.publish(item, 'lan')
    transaction.commit()

    def previewed(least, sure):
        least_term(least, sure)
        return imported(visit, (
            f'QUYẾT ĐỊNH\nĐiều 1. Phí\n1. {fee}.\n2. {where}.\nĐiều 2. Giờ\n1. {open_}; {shut}.\n'
            f'Điều {order.format(3)}Điều {rent.format(4)}'), 'gia').html.main.get_text(' ')

    page = previewed(60, False)
    assert {each for each in ('Tách', 'Gộp', 'Đổi chỗ', 'Bỏ') if each in page} == {
        'Tách', 'Gộp', 'Đổi chỗ'}
    assert 'là 20 ngày; theo Luật số 64/2025/QH15 có thể phải ít nhất 60 ngày' in page
    assert 'có thể phải ít nhất' not in previewed(20, False)


def test_what_is_not_confirmed_is_new_and_restoring_brings_the_ids_back(
        draft, staff, visit, approve, registry, at_work):
    before = {each.address: each.id for each in draft.provisions}
    page = imported(visit, SECOND)
    form = next(each for each in page.forms.values() if 'base' in each.fields)
    form.submit('act', value='keep')
    transaction.begin()
    approve()
    assert before['dieu-2-khoan-1'] not in {each.id for each in draft.provisions}

    told = []
    registry.registerHandler(lambda event, _object: told.append(event), (IProvisionsChanged, None))
    key = next(each.key for each in HistoryService(
        registry, lambda _permission, _place: True, None).entries(draft)
        if each.values['full_text'] == FIRST)
    HistoryService(registry, lambda _permission, _place: True, at_work('bavi-editor').editing,
                   ).restore(draft, key, at_work('bavi-editor').id)
    transaction.commit()
    approve()

    assert {each.address: each.id for each in draft.provisions} == before
    assert set(told[-1].mapping) != set(before.values())


def test_versions_are_compared_by_provision(draft, staff, visit, approve, app):
    form = next(each for each in imported(visit, SECOND).forms.values() if 'base' in each.fields)
    form.submit('act', value='all')
    approve()

    page = app.get(f'{PLACE}/cho/doi-chieu')

    assert [each.text.strip() for each in page.html.select('.versions .different h2')] == [
        'Khoản 1 Điều 2 → Khoản 1 Điều 3']
    assert page.html.select_one('.different del').text.strip() == 'tháng'
    assert 'Khoản 2 Điều 1 → Khoản 2 Điều 2' in page.html.select_one('.versions details').text
    assert app.get(f'{PLACE}/cho/doi-chieu?tu=9', status=404)
    asked = app.get(f'{PLACE}/cho/doi-chieu?tu=1&sang=2').html
    assert asked.select_one('a[hreflang="en"]')['href'] == (
        f'/english{PLACE}/cho/doi-chieu?tu=1&sang=2')


def test_nobody_is_shown_the_ids_that_machines_keep(draft, staff, visit):
    browser, at = visit('bavi-editor'), f'/desk{PLACE}/cho'
    form = next(each for each in imported(visit, SECOND).forms.values() if 'base' in each.fields)
    form.submit('act', value='all')

    compared = browser.get(f'{at}/@@history?from=public&to=now')
    remarked = browser.get(f'{at}/@@comments?field=summary')

    assert {'Toàn văn dự thảo' in page and 'Định danh' not in page
            for page in (compared, remarked, browser.get(f'{at}?field=identities'))} == {True}
    form = next(each for each in remarked.forms.values() if 'text' in each.fields)
    form['field'].force_value('identities')
    form['text'] = 'Sai rồi.'
    assert 'Không có trường đó' in form.submit(expect_errors=True)


def test_what_cannot_be_read_is_refused_in_a_sentence(draft, staff, visit):
    for content, why in [
            ('', 'Chưa có nội dung dự thảo'),
            ('QUYẾT ĐỊNH\nĐiều 2. A\nĐiều 1. B', 'số của điều phải tăng dần'),
            (word(paragraph('<w:ins w:id="1">' + run('thêm') + '</w:ins>')), 'theo dõi thay đổi'),
            (b'%PDF-1.4 rubbish', 'không phải là Văn bản Word')]:
        page = imported(visit, content)

        assert page.status_int == 422
        assert why in page.html.select_one('[role=alert], .problems').text
        transaction.begin()
        assert draft.full_text == FIRST


def test_a_form_of_another_text_keeps_nothing(draft, staff, visit, at_work):
    form = next(each for each in imported(visit, SECOND).forms.values() if 'base' in each.fields)
    at_work('bavi-editor').edit(draft, full_text=FIRST.replace('Phí', 'Lệ phí'))
    transaction.commit()

    page = form.submit('act', value='keep', expect_errors=True)

    assert page.status_int == 422
    assert 'đã được người khác thay đổi' in page.text


def test_closing_before_opening_is_refused_and_a_sure_term_too(
        small_portal, editing, least_term):
    def refused(opens, closes):
        return list(refusals(lambda: editing.add(small_portal[SECTION], '', 'Consultation', {
            **VALUES, 'opens': opens, 'closes': closes, 'full_text': FIRST}, 'lan')))

    assert refused('2026-12-10', '2026-12-09') == ['closes']
    assert refused('2026-12-10', '2026-12-11') == []
    least_term(20, sure=True)
    assert refused('2026-12-10', '2026-12-28') == ['closes']
    assert refused('2026-12-10', '2026-12-29') == []
    least_term(20, sure=True, kind='nghi-quyet-cua-hdnd-qppl')
    assert refused('2026-12-10', '2026-12-28') == [], 'a row of a kind is of that kind alone'
    least_term(20, sure=True, until='2026-12-09')
    assert refused('2026-12-10', '2026-12-28') == [], 'a row that has ended holds nobody up'


def test_an_early_close_by_a_term_that_is_not_sure_warns_whoever_writes_and_approves(
        draft, at_work, visit, least_term):
    """Without a new text of the draft, too."""
    least_term(20, sure=False)
    editor, warning = at_work('bavi-editor'), 'có thể phải ít nhất 20 ngày'

    def warned(login, days):
        editor.edit(draft, closes=(draft.opens + datetime.timedelta(days=days)).isoformat())
        transaction.commit()
        return warning in visit(login).get(f'/desk{PLACE}/cho').html.main.get_text(' ')

    assert warned('bavi-editor', 18) and not warned('bavi-editor', 19)
    assert warned('bavi-editor', 4)
    editor.take(draft, 'submit')
    editor.take(draft, 'pass_on')
    transaction.commit()
    page = visit('bavi-head').get(f'/desk{PLACE}/cho').html.main.get_text(' ')
    assert f'là 5 ngày; theo Luật số 64/2025/QH15 {warning}' in page
    english = visit('bavi-editor').get(f'/english/desk{PLACE}/cho').html.main.get_text(' ')
    assert 'Law 64/2025/QH15' in english and 'Luật' not in english
    at_work('bavi-head').approve(draft)
    assert (draft.closes - draft.opens).days == 4, 'a warning holds nobody up'


def refusals(work):
    try:
        work()
    except Refused as refused:
        return refused.reasons
    return {}


def test_the_text_is_final_when_nothing_stands_against_it_and_leads_to_what_was_enacted(
        draft, small_portal, editing, publishing, registry, clock, app):
    owed = ['Còn góp ý chưa trả lời']
    service = Consultations(lambda *_asked: True, lambda _event: None, lambda _item: owed)
    registry.registerUtility(lambda _item: owed, IAgainstFinal)
    with pytest.raises(CannotMove):
        service.finish(draft, 'lan')
    clock.pass_(days=60)
    look(registry)
    with pytest.raises(CannotMove) as refused:
        service.finish(draft, 'lan')
    assert refused.value.reasons == {'': 'Còn góp ý chưa trả lời'}
    against = registry.content.metadata(draft, 'reasons_against_publishing')
    final = WorkingVersion(draft, {**vars(draft), 'full_text': SECOND, 'closes': draft.closes},
                           clock.now(), 'lan')
    assert against(final, registry) == owed
    assert against(draft, registry) == []
    owed.clear()
    service.finish(draft, 'lan')
    assert draft.phase == FINAL
    with pytest.raises(CannotMove):
        service.enact(draft, '/khong/co', 'lan')
    decision = editing.add(small_portal['van-ban-qppl'], '', 'LegalDocument', {
        'title': 'Quyết định số 12/2025/QĐ-UBND', 'summary': 'Về chợ', 'issued': '2025-08-16',
        'number': '12/2025/QĐ-UBND', 'kind': 'quyet-dinh-cua-ubnd-qppl', 'issuer': 'UBND',
        'signer': 'Lê An', 'signer_position': 'Chủ tịch', 'secrecy': 'khong', 'status': 'con',
        'effective': '2025-09-01', 'full_text': SECOND}, 'lan')
    publishing.publish(decision, 'lan')
    service = Consultations(lambda *_asked: True, send(registry), lambda _item: [])
    service.enact(draft, path_of(decision), 'lan')
    transaction.commit()

    assert draft.phase == ENACTED
    page = app.get(f'{PLACE}/cho')
    assert 'Văn bản chính thức' in page.text
    assert path_of(decision) in page.text
    back = app.get(path_of(decision))
    assert f'{PLACE}/cho/doi-chieu?tu=1&amp;sang=enacted' in back.text
    assert 'quý' in app.get(f'{PLACE}/cho/doi-chieu?sang=enacted').text
