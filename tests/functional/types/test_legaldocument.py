"""Decision 4263 as readers have it before them, and documents as editors enter them."""
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search import parse
from hanoiportal.editorial.publishing.interfaces import CONSOLIDATED, OUTDATED, CannotPublish
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.provisioning.services import DECISION
from support import ROOT
from support.provisions import shown_words

TEXT = (ROOT / 'config/hanoi/quyet-dinh-4263.txt').read_text(encoding='utf-8')
WHOLE, ENGLISH = f'/{DECISION}', f'/english/{DECISION}'
PDF = b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'
FIELDS = {
    'title': 'Quyết định số 12/2025/QĐ-UBND', 'summary': 'Về việc quản lý chợ',
    'kind': 'quyet-dinh-cua-ubnd-qppl', 'number': '12/2025/QĐ-UBND', 'secrecy': 'khong',
    'issuer': 'Ủy ban nhân dân thành phố Hà Nội', 'signer': 'Trần Sỹ Thanh',
    'signer_position': 'Chủ tịch', 'issued': '2025-08-16', 'effective': '2025-09-01',
    'status': 'chua-co', 'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Ban hành Quy chế quản lý chợ.'}


@pytest.fixture
def decision(small_portal, steps):
    """Decision 4263, seeded."""
    steps.decision(small_portal)
    transaction.commit()
    place, name = DECISION.split('/')
    return small_portal[place][name]


@pytest.fixture
def enter(small_portal, editing):
    """``enter(**fields)``: a new normative document of the city."""
    return lambda **fields: editing.add(
        small_portal['van-ban-qppl'], 'van-ban', 'LegalDocument', {**FIELDS, **fields}, 'lan')


def words(page):
    """Return the words of the legal text on ``page``, without the signs that link."""
    [text] = page.html.select('.legal')
    for sign in text.select('.anchor'):
        sign.extract()
    return text.text.split()


def ids(page):
    return [element['id'] for element in page.html.select('[id]')]


@pytest.mark.clause('14.2')
def test_the_page_has_every_word_of_the_decision_in_its_place(app, decision):
    assert words(app.get(WHOLE)) == shown_words(TEXT)


def test_every_provision_has_an_address_of_its_own(app, decision):
    page = app.get(WHOLE)

    known = ids(page)
    point = page.html.find(id='dieu-13-khoan-1-diem-e')

    assert len(set(known)) == len(known) > 268
    assert 'Trao đổi - Hỏi đáp trực tuyến' in point.text
    assert point.a['href'] == '#dieu-13-khoan-1-diem-e'
    assert point.a['aria-label'] == 'Liên kết tới điểm e khoản 1 Điều 13'


def test_the_two_clauses_three_of_article_six_are_told_apart(app, decision):
    page = app.get(WHOLE)

    first, second = (page.html.find(id=f'dieu-6-khoan-3{end}') for end in ('', '-2'))

    assert 'Đơn vị quản trị, vận hành' in first.p.text
    assert 'Ban Biên tập Cổng Thông tin điện tử' in second.p.text


def test_the_table_of_contents_leads_to_every_chapter_and_article(app, decision):
    page = app.get(WHOLE)

    links = [link['href'][1:] for link in page.html.select('.toc details a')]

    assert set(links) <= set(ids(page))
    assert [link for link in links if link.startswith('dieu-')] == [
        f'dieu-{number}' for number in range(1, 36)]
    assert sum(link.startswith('chuong-') and 'muc' not in link for link in links) == 5


@pytest.mark.clause('3.4')
def test_the_attributes_stand_in_a_table_with_row_headings(app, decision):
    rows = {row.th.text: row.td.text for row in app.get(WHOLE).html.select('.facts tr')
            if row.th['scope'] == 'row'}

    assert rows == {
        'Số, ký hiệu': '4263/QĐ-UBND', 'Loại văn bản': 'Quyết định',
        'Cơ quan ban hành': 'Chủ tịch Ủy ban nhân dân thành phố Hà Nội',
        'Người ký': 'Trần Sỹ Thanh, Chủ tịch',
        'Ngày ban hành': '16/08/2025', 'Ngày có hiệu lực': '16/08/2025',
        'Tình trạng hiệu lực': 'Còn hiệu lực', 'Lĩnh vực': 'Thông tin, cổng thông tin điện tử'}


def test_those_who_receive_it_are_folded_away_below_the_attributes(app, decision):
    folded = app.get(WHOLE).html.select_one('.attributes details.fold')

    assert [each.text for each in folded.select('li')][:2] == ['Như Điều 3', 'Văn phòng Chính phủ']
    assert folded.summary.text == 'Nơi nhận' and not folded.has_attr('open')


def test_readers_are_told_of_the_scanning_errors_that_are_not_shown(app, decision):
    page = app.get(WHOLE)

    assert 'có 6 chỗ ghi “n gày”' in page.html.select_one('.body > .hint').text
    assert [each.text for each in page.html.select('.mended')] == ['ngày'] * 6
    assert 'n gày' in app.get(f'{WHOLE}/akn').text


def test_the_english_page_says_kind_body_and_office_in_english(app, decision):
    rows = {row.th.text: (row.td.text, row.td.get('lang'))
            for row in app.get(ENGLISH).html.select('.facts tr')}

    assert rows['Type of document'] == ('Decision', None)
    assert rows['Issuing body'] == ("Chairman of the People's Committee of Hanoi", None)
    assert rows['Signatory'] == ('Trần Sỹ Thanh, Chairman', 'vi')


def test_the_english_page_sums_the_regulation_up_and_says_that_this_is_no_law(app, decision):
    page = app.get(ENGLISH)
    summary = page.html.select_one('.overview')
    leads = {link['href'] for link in summary.select('.prose a')}

    assert 'no legal force' in summary.select_one('.notice').text
    assert summary.select_one('.prose')['lang'] == 'en'
    assert len(leads) > 15 and leads <= {f'{ENGLISH}#{each}' for each in ids(page)}
    assert not app.get(WHOLE).html.select('.overview')


@pytest.mark.clause('15.2.a')
def test_a_citation_names_the_body_that_issued_the_document(app, decision):
    [citation] = app.get(WHOLE).html.select('.citation .sentence')

    assert 'Ủy ban nhân dân thành phố Hà Nội' in citation.text
    assert WHOLE in citation.text


def test_next_and_previous_reach_every_article_once(app, decision):
    forth, page = [], app.get(WHOLE).click(linkid=None, href='/quyet-dinh-dieu-1$')
    while page:
        forth.append(page.request.path.rpartition('/')[2])
        following = page.html.select_one('a[rel=next]')
        page = following and app.get(following['href'])
    back, page = [forth[-1]], app.get(f'{WHOLE}/{forth[-1]}')
    while earlier := page.html.select_one('a[rel=prev]'):
        page = app.get(earlier['href'])
        back.append(page.request.path.rpartition('/')[2])

    assert forth == [*(f'quyet-dinh-dieu-{number}' for number in (1, 2, 3)),
                     *(f'dieu-{number}' for number in range(1, 36))]
    assert back == forth[::-1]


def test_an_article_stands_alone_with_the_way_to_the_whole(app, decision):
    page = app.get(f'{WHOLE}/dieu-13')

    [heading] = page.html.find_all('h1')
    crumbs = [crumb.text.strip() for crumb in page.html.select('.crumbs li')]

    assert heading.text.startswith('Điều 13. Thời hạn cung cấp, xử lý và lưu trữ thông tin')
    assert words(page) == TEXT[TEXT.index('Điều 13. Thời'):TEXT.index('Điều 14. Biên')].split()
    assert crumbs[-2:] == ['Quyết định số 4263/QĐ-UBND', 'Điều 13']
    assert page.html.select_one('.above a')['href'] == f'{WHOLE}#chuong-iii'
    assert page.html.find('link', rel='canonical')['href'].endswith(f'{WHOLE}#dieu-13')
    assert not page.html.find_all('link', hreflang=True)
    assert 'dieu-13-khoan-1-diem-e' in ids(page)


def test_there_are_no_other_articles(app, decision):
    for name in ('dieu-36', 'dieu-0', 'khoan-1', 'dieu-13/khoan-1', 'DIEU-1'):
        assert app.get(f'{WHOLE}/{name}', expect_errors=True).status_int == 404


def test_an_article_is_only_read(app, decision):
    assert app.post(f'{WHOLE}/dieu-1', expect_errors=True).status_int in (400, 404, 405)


def test_the_english_page_says_that_the_text_is_vietnamese(app, decision):
    page = app.get(ENGLISH)

    [text] = page.html.select('.legal')

    assert page.html.h1.text == 'Decision No. 4263/QĐ-UBND'
    assert page.html.h1.parent['lang'] == 'en'
    assert text['lang'] == 'vi' and words(page) == shown_words(TEXT)
    assert len(page.html.select('.body > .notice')) == 1
    assert not app.get(WHOLE).html.select('article .notice')


def test_an_article_in_english_is_marked_as_untranslated(app, decision):
    page = app.get(f'{ENGLISH}/dieu-13')

    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'
    assert page.html.select_one('.legal')['lang'] == 'vi'
    assert page.html.select('main > .notice')


def test_articles_of_a_draft_or_withdrawn_document_are_shown_to_nobody(
        app, decision, publishing, enter):
    enter()
    publishing.withdraw(decision, 'test')
    transaction.commit()

    draft = app.get('/van-ban-qppl/van-ban/dieu-1', expect_errors=True)
    withdrawn = app.get(f'{WHOLE}/dieu-1', expect_errors=True)

    assert draft.status_int == 404
    assert withdrawn.status_int == 410
    assert 'Quy chế' not in draft.text + withdrawn.text


def test_an_article_of_a_consolidated_document_leads_to_what_took_its_place(
        app, decision, publishing, enter):
    other = enter()
    publishing.publish(other, 'test')
    publishing.withdraw(decision, 'test', CONSOLIDATED, moved_to=other)
    transaction.commit()

    for path in (WHOLE, f'{WHOLE}/dieu-1'):
        assert app.get(path, status=301).location.endswith('/van-ban-qppl/van-ban')


def test_published_files_are_offered_with_format_and_size(app, decision, editing, publishing):
    for name, title in (('ban-ky', 'Bản ký số'), ('nhap', 'Bản nháp')):
        values = {'title': title, 'file': Incoming(f'{name}.pdf', BytesIO(PDF))}
        editing.add(decision, name, 'File', values, 'test')
    publishing.publish(decision['ban-ky'], 'test')
    transaction.commit()

    page = app.get(WHOLE)

    [link] = page.html.select('.attachments a')
    assert link.text == 'Bản ký số (PDF, 1 KB)'
    assert app.get(link['href']).body == PDF


def test_a_document_in_the_archive_keeps_its_files_and_a_file_in_the_archive_is_not_offered(
        app, decision, editing, publishing):
    for name in ('ban-ky', 'ban-cu'):
        values = {'title': name, 'file': Incoming(f'{name}.pdf', BytesIO(PDF))}
        publishing.publish(editing.add(decision, name, 'File', values, 'test'), 'test')
    for outdated in (decision['ban-cu'], decision):
        publishing.withdraw(outdated, 'test', OUTDATED)
    transaction.commit()

    [link] = app.get(WHOLE).html.select('.attachments a')
    assert app.get(link['href']).body == PDF and 'ban-ky' in link['href']


def test_every_link_of_the_news_to_a_provision_leads_to_it(app, small_portal, steps, decision):
    steps.news(small_portal)
    transaction.commit()

    known = set(ids(app.get(WHOLE)))
    news = [item for section in ('pho-bien-phap-luat', 'tin-tuc-su-kien')
            for item in small_portal[section].values()]
    linked = {link['href'].partition('#')[2] for item in news
              for link in app.get(f'/{item.__parent__.__name__}/{item.__name__}').html.select(
                  f'.prose a[href^="{WHOLE}#"]')}

    assert len(linked) > 10 and linked <= known


@pytest.mark.clause('4.2.a')
def test_news_of_direction_are_listed_and_lead_to_the_document_they_rest_on(
        app, small_portal, steps, decision):
    steps.news(small_portal)
    transaction.commit()
    listed = [link['href'] for link in app.get('/chi-dao-dieu-hanh').html.select('.rows a.title')]
    assert sorted(listed) == sorted(
        f'/chi-dao-dieu-hanh/{name}' for name in small_portal['chi-dao-dieu-hanh'])

    for path in listed:
        leads = {link['href'].partition('#')[0] for link in app.get(path).html.select('.prose a')}
        assert WHOLE in leads, path
    assert app.get(WHOLE).html.h1


def test_the_decision_is_found_by_words_of_its_text_and_by_its_number(small_portal, decision):
    catalog = CatalogService(small_portal)

    by_text = catalog.search(parse('"phân loại câu hỏi và chuyển đến"'), small_portal, 'vi')
    by_number = catalog.search(parse('4263/QĐ-UBND'), small_portal, 'vi')
    in_english = catalog.search(parse('câu hỏi'), small_portal, 'en')

    assert by_text.items == by_number.items == (decision,)
    assert in_english.total == 0


def test_seeding_again_changes_nothing(small_portal, steps, decision):
    steps.decision(small_portal)

    assert list(decision.__parent__) == ['4263-qd-ubnd']
    assert decision.history == ()


@pytest.mark.clause('14.2')
def test_a_normative_document_without_its_full_text_is_not_published(enter, publishing):
    document = enter(full_text='')

    with pytest.raises(CannotPublish) as refused:
        publishing.publish(document, 'minh')

    assert 'toàn văn' in str(refused.value)
    assert not document.is_public


@pytest.mark.clause('14.2')
@pytest.mark.clause('14.3.b')
def test_a_secret_document_does_not_even_enter_the_portal(small_portal, enter):
    with pytest.raises(Refused) as refused:
        enter(secrecy='toi-mat')

    assert list(refused.value.reasons) == ['secrecy']
    assert list(small_portal['van-ban-qppl']) == []


def test_an_editor_is_told_the_line_where_the_text_breaks_off(enter, editing):
    document = enter()

    with pytest.raises(Refused) as refused:
        editing.edit(document, {'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Một\nĐiều 1. Hai'}, 'lan')

    assert refused.value.reasons['full_text'].interpolate().startswith('Dòng 3: ')
    assert document.full_text == FIELDS['full_text']


def test_a_field_that_is_missing_or_wrong_is_named(enter):
    for field, value in (
            ('kind', 'quyet-dinh-la'), ('number', '12/QĐ-UBND'), ('issued', '16/08/2025'),
            ('issued', ''), ('issuer', ''), ('signer', ''), ('summary', ' '), ('secrecy', ''),
            ('status', 'la')):
        with pytest.raises(Refused) as refused:
            enter(**{field: value})

        assert list(refused.value.reasons) == [field]


def test_a_kind_that_neither_a_person_nor_the_number_tells_is_missing(enter):
    with pytest.raises(Refused) as refused:
        enter(kind='', number='')

    assert list(refused.value.reasons) == ['kind']


def test_look_alike_letters_and_stray_spaces_in_a_number_are_put_right(enter):
    assert enter(number=' 12/2025 / Q\u00d0- UBND').number == '12/2025/QĐ-UBND'


def test_its_pages_are_valid_html(app, decision, invalid_html):
    assert [invalid_html(app.get(path).body) for path in (
        WHOLE, ENGLISH, f'{WHOLE}/dieu-13', f'{ENGLISH}/quyet-dinh-dieu-1')] == [[]] * 4
