"""Documents with their files, and films, on several sites: as each board has approved them (12.1).
"""
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.editorial.crossposting.erasing import forget_crossposts
from hanoiportal.editorial.crossposting.interfaces import AS_SOURCE, CARRIABLE, CannotCrosspost
from hanoiportal.editorial.crossposting.receiving import sections_for
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.types.section import ITEM_TYPES
from support.crossposting import CHECKS, accepted, approved, corrected, published
from support.factories import FILES, PDF

DECISION = {
    'title': 'Quyết định số 128/QĐ-UBND', 'summary': 'Về cây xanh', 'number': '128/QĐ-UBND',
    'kind': 'quyet-dinh-ca-biet', 'issuer': 'Ủy ban nhân dân xã Ba Vì', 'signer': 'Lê Văn An',
    'signer_position': 'Chủ tịch', 'issued': '2025-08-16', 'secrecy': 'khong', 'status': '',
    'effective': '2025-08-16', 'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Trồng một nghìn cây.'}
PAPERS, LIBRARY = 'van-ban-hanh-chinh', 'da-phuong-tien'
LATER = PDF + b'\n% ban sau'


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


@pytest.fixture
def writers(at_work):
    return at_work('bavi-editor'), at_work('bavi-member')


@pytest.fixture
def decision(writers, small_portal):
    """A decision of Ba Vì with a signed copy of it."""
    editor, _member = writers
    made = editor.editing.add(
        small_portal['sites']['bavi'][PAPERS], '', 'LegalDocument', DECISION, editor.id)
    attach(editor, made, 'ban-ky', PDF)
    approved(*writers, made)
    transaction.commit()
    return made


@pytest.fixture
def film(writers, small_portal):
    editor, _member = writers
    made = editor.editing.add(small_portal['sites']['bavi'][LIBRARY], '', 'Video', {
        'title': 'Hồ Suối Hai', 'body': '<p>Mặt hồ buổi sáng.</p>', **uploads('film', 'captions')},
        editor.id)
    approved(*writers, made)
    transaction.commit()
    return made


def uploads(*kinds):
    return {'file' if kind == 'film' else kind: Incoming(FILES[kind][0], BytesIO(FILES[kind][1]))
            for kind in kinds}


def attach(editor, document, name, content, title='Bản ký số'):
    return editor.editing.add(document, name, 'File', {
        'title': title, 'file': Incoming(f'{name}.pdf', BytesIO(content))}, editor.id)


@pytest.fixture
def carry(crossing, small_portal):
    """``carry(item, name, **choice)``: the reference by which the city shows ``item``."""
    def verb(item, name, **choice):
        editor = crossing('bavi-editor')
        made = editor.sending.propose(item, small_portal, 'Tin chung', None, editor.id)
        return accepted(crossing, made, small_portal[name], **choice)

    return verb


def files(app, page):
    """Return ``{words of a link: bytes}`` of the files on ``page``."""
    return {' '.join(link.text.split()): app.get(link['href']).body
            for link in app.get(page).html.select('.attachments a')}


@pytest.mark.clause('12.1.a/2')
def test_a_document_is_carried_with_its_files_as_the_board_approved_them(
        app, at_work, writers, crossing, carry, decision, visit, small_portal, registry):
    made = carry(decision, PAPERS)
    name = made.__name__
    here, there = f'/{PAPERS}/{name}', f'/sites/bavi/{PAPERS}/{decision.__name__}'
    page = app.get(here)
    assert page.html.h1.text == DECISION['title'] and 'Trồng một nghìn cây' in page
    assert page.html.find('link', rel='canonical')['href'].endswith(there)
    assert files(app, here) == {'Bản ký số (PDF, 1 KB)': PDF}
    assert page.html.select_one('.attachments a')['href'].startswith(f'{here}/ban-ky/')
    whole = app.get(f'{here}/dieu-1').html
    assert whole.find('link', rel='canonical')['href'].endswith(f'{there}#dieu-1')
    assert app.get(f'{here}/dieu-9', status=404)
    listed = app.get(f'/{PAPERS}').html.select(f'main a[href="{here}"]')
    assert listed and '128/QĐ-UBND' in app.get(f'/{PAPERS}')
    assert 'Lê Văn An' in app.get(f'/{PAPERS}/list.csv')
    linked, = app.get(f'/{PAPERS}/list.jsonld').json['mainEntity']['itemListElement']
    assert linked['item']['@type'] == 'Legislation' and linked['item']['@id'].endswith(there)
    for place in ('', '/sites/bavi'):
        found = app.get(f'{place}/tra-cuu-van-ban', {'so': '128/QĐ-UBND'}).html.main
        assert not found.find('a', href=here) and found.find('a', href=there)
    assert here not in app.get('/sitemap.xml')
    assert there in app.get(f'/{PAPERS}/feed.json').text
    record = app.get(f'/api/v1/items/{made.__oid__}').json
    assert [each['address'].partition('?')[0] for each in record['files']] == [
        f'http://localhost{here}/ban-ky/content']
    provisions = f'/api/v1/documents/{made.__oid__}/provisions'
    article, = app.get(provisions).json['items']
    assert article['name'] == 'Điều 1' and article['address'].endswith(
        f'{there}#dieu-1')
    assert app.get(f'{provisions}/dieu-1').json['children'][0]['text'] == 'Trồng một nghìn cây.'
    assert 'sites' not in record and app.get(f'{here}.txt').text.count('128/QĐ-UBND')

    corrected(*writers, decision['ban-ky'], file=Incoming('ban-ky.pdf', BytesIO(LATER)))
    assert made.changed_at is not None and 'Nguồn đã đính chính' in app.get(here)
    assert list(files(app, here).values()) == [PDF]
    assert list(files(app, there).values()) == [LATER]
    record = visit('hanoi-member').get(f'/desk{here}/carried').html
    assert record.find('a', href=f'{there}/ban-ky').text == 'Bản ký số'
    shown = record.find('section', {'aria-labelledby': 'h-facts'})
    for told in ('128/QĐ-UBND', 'Lê Văn An', '16/08/2025', 'Bản ký số'):
        assert told in shown.text, told
    editor = crossing('bavi-editor')
    other = small_portal['sites']['soxaydung']
    asked = editor.sending.propose(decision, other, 'Tin chung', None, editor.id)
    transaction.commit()
    text = visit('soxaydung-member').get(
        f'/desk/sites/soxaydung/crosspost?number={asked.number}').html.find(
            'section', {'aria-labelledby': 'h-text'}).text
    for told in ('128/QĐ-UBND', 'Lê Văn An', 'Bản ký số', 'Điều 1. Trồng một nghìn cây.'):
        assert told in text, told
    attach(writers[0], decision, 'phu-luc', LATER, 'Phụ lục')
    approved(*writers, decision['phu-luc'])
    transaction.commit()
    assert list(files(app, here).values()) == [PDF]
    board = crossing('hanoi-member')
    board.renewing.take(made, board.renewing.current(made), CHECKS, board.id)
    transaction.commit()
    assert list(files(app, here).values()) == [LATER, LATER] and made.changed_at is None

    writers[1].publishing.withdraw(decision['ban-ky'], writers[1].id, why='Sai')
    transaction.commit()
    assert made.changed_at is not None and list(files(app, here).values()) == [LATER]
    assert app.get(f'{here}/ban-ky/content', status=404)
    corrected(*writers, decision['phu-luc'], file=Incoming('phu-luc.pdf', BytesIO(PDF)))
    del decision['phu-luc'].history[:]
    forget_crossposts(small_portal, Erased(pasts={
        decision['phu-luc'].__oid__: parse('2026-12-01')}), registry)
    transaction.commit()
    assert files(app, here) == {}
    decision.remove('phu-luc', registry=registry)
    transaction.commit()
    assert board.renewing.current(made) != made.digests

    writers[1].publishing.withdraw(decision, writers[1].id, why='Sai')
    transaction.commit()
    assert app.get(here, status=410) and app.get(f'{here}/dieu-1', status='*').status_int != 200
    assert '128/QĐ-UBND' not in app.get(f'/{PAPERS}')


@pytest.mark.clause('12.1.a/2')
def test_a_film_is_carried_as_the_board_saw_it(app, writers, carry, film):
    made = carry(film, LIBRARY)
    here = f'/{LIBRARY}/{made.__name__}'

    def played(page):
        html = app.get(page).html
        return [app.get(each['src']).body for each in html.select('video source, video track')]

    shown = played(here)
    assert shown == [FILES['film'][1], FILES['captions'][1]]
    assert app.get(f'/{LIBRARY}').html.select(f'main a[href="{here}"]')
    assert app.get(f'/{LIBRARY}?kind=Video').html.select(f'main a[href="{here}"]')
    corrected(*writers, film, file=Incoming('phim.mp4', BytesIO(FILES['film'][1] + b'sau')))
    assert played(here) == shown != played(f'/sites/bavi/{LIBRARY}/{film.__name__}')
    assert 'Nguồn đã đính chính' in app.get(here)


def test_what_speaks_of_its_site_or_is_taken_part_in_is_not_carried(crossing, small_portal):
    assert set(ITEM_TYPES) - set(CARRIABLE) == {
        'Image', 'Link', 'OrganisationUnit', 'Person', 'Channel', 'AccessEntry', 'Question',
        'Consultation', 'Improvement', 'Survey', 'ForumTopic'}
    for kind, listing in CARRIABLE.items():
        found = sections_for(kind, small_portal)
        assert found and {each.listing for each in found} <= {'rows', listing}


@pytest.mark.clause('12.1.a/2')
def test_a_board_says_where_in_its_section_an_item_stands(
        app, at_work, writers, crossing, carry, ward, small_portal, clock):
    item = published(*writers, ward)
    clock.pass_(hours=30)
    published(at_work('hanoi-editor'), at_work('hanoi-head'), small_portal['tin-tuc-su-kien'],
              'Lịch cấp nước')
    transaction.commit()
    with pytest.raises(CannotCrosspost) as refused:
        carry(item, 'tin-tuc-su-kien', order='first')
    assert list(refused.value.reasons) == ['order']
    transaction.abort()
    for order, titles in (('new', ['Chợ hoa ngày Tết', 'Lịch cấp nước']),
                          (AS_SOURCE, ['Lịch cấp nước', 'Chợ hoa ngày Tết'])):
        made = carry(item, 'tin-tuc-su-kien', order=order)
        rows = app.get('/tin-tuc-su-kien').html.select('main .rows li')
        assert [row.find('a').text for row in rows] == titles
        days = {row.find('a').text: row.time['datetime'][:10] for row in rows}
        assert days['Chợ hoa ngày Tết'] == '2026-11-24'
        page = app.get(f'/tin-tuc-su-kien/{made.__name__}').html
        assert page.select_one('article time, main time')['datetime'][:10] == '2026-11-24'
        board = crossing('hanoi-member')
        board.renewing.end(made, board.id, 'Hết đợt')
        transaction.commit()
