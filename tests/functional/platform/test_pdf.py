"""An item as PDF: tagged, titled, in its language, with the words of its page."""
import socket
from contextlib import suppress
from io import BytesIO
from threading import Event, Thread
from urllib.parse import quote

import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.platform.media.interfaces import ITypesetter
from hanoiportal.platform.media.typesetter import LONGEST, MOST_THREADS
from pypdf import PdfReader
from support.factories import picture

BODY = ('<h2>Bảng giá đất</h2><p>Từ ngày 01/01/2027 áp dụng <a href="/khac">bảng giá mới</a>.</p>'
        '<table><tr><th>Phường</th><td>Hoàn Kiếm</td></tr></table>'
        '<p><img src="http://127.0.0.1:9/x.png" alt="Sơ đồ khu đất"></p>')


@pytest.fixture
def news(make, publishing, editing):
    image = make('Image', 'anh', alt='Hồ Hoàn Kiếm', credit='Ban Biên tập',
                 image=Incoming('ảnh.jpg', picture('JPEG', (900, 600))))
    item = make('NewsItem', 'tin', title='Giá đất <mới>', body=BODY, images=path_of(image))
    english = editing.translate(item, 'en', {'title': 'Prices', 'body': '<p>New</p>'}, 'test')
    for each in (image, item, english):
        publishing.publish(each, 'test')
    transaction.commit()
    return item


def words(text):
    return set(text.split())


def tags(element):
    """Yield the structure of the PDF, element by element."""
    element = element.get_object()
    if not hasattr(element, 'get'):
        return
    yield element
    children = element.get('/K', [])
    for child in children if isinstance(children, list) else [children]:
        yield from tags(child)


def test_it_is_tagged_and_says_the_same_as_the_page(reader, news, tmp_path):
    page = reader.get(path_of(news))
    link = page.html.select_one('.along a[type="application/pdf"]')

    answer = reader.get(link['href'])

    assert answer.content_type == 'application/pdf'
    assert answer.headers['Content-Disposition'] == "inline; filename*=UTF-8''tin.pdf"
    pdf = PdfReader(BytesIO(answer.body))
    root = pdf.trailer['/Root']
    assert (root['/Lang'], root['/MarkInfo']['/Marked']) == ('vi', True)
    assert root['/ViewerPreferences']['/DisplayDocTitle'] == True  # noqa: E712
    assert pdf.metadata.title == 'Giá đất <mới>'
    assert b'pdfuaid' in root['/Metadata'].get_data()
    assert [each['/Title'] for each in pdf.outline if isinstance(each, dict)] == ['Giá đất <mới>']
    found = list(tags(root['/StructTreeRoot']))
    kinds = {each.get('/S') for each in found}
    assert {'/H1', '/H2', '/P', '/Table', '/TH', '/Figure', '/Link'} <= kinds
    assert 'Hồ Hoàn Kiếm' in {each.get('/Alt') for each in found}
    for hidden in page.html.select('.along, .related, .unseen'):
        hidden.decompose()
    article = page.html.select_one('article')
    said = ''.join(each.extract_text() for each in pdf.pages)
    assert not {word for word in words(article.get_text(' ')) if word not in said}
    fonts = {name for each in pdf.pages for name in each['/Resources']['/Font'].values()}
    assert all('/FontFile2' in _descriptor(font) or '/FontFile3' in _descriptor(font)
               for font in fonts)


def _descriptor(font):
    [below] = font.get_object()['/DescendantFonts']
    return below.get_object()['/FontDescriptor']


def test_it_is_in_the_language_asked_for(reader, news):
    pdf = PdfReader(BytesIO(reader.get('/english' + path_of(news) + '/pdf').body))

    assert (pdf.trailer['/Root']['/Lang'], pdf.metadata.title) == ('en', 'Prices')


def test_of_a_demonstration_it_says_so(reader, news, portal):
    portal.is_demo = True
    transaction.commit()

    for address, said in ((path_of(news), 'Cổng trình diễn'), (
            f'/english{path_of(news)}', 'Demonstration portal')):
        pdf = PdfReader(BytesIO(reader.get(f'{address}/pdf').body))
        assert said in ' '.join(pdf.pages[0].extract_text().split())


def test_it_is_set_once_and_gone_when_the_item_is(reader, news, publishing, tmp_path):
    first = reader.get(path_of(news) + '/pdf')
    [kept] = (tmp_path / 'media').rglob('*.pdf')
    kept.write_bytes(kept.read_bytes() + b'% kept')

    news.title = news.title
    transaction.commit()

    assert reader.get(path_of(news) + '/pdf').body == first.body + b'% kept'
    publishing.withdraw(news, 'test')
    transaction.commit()
    for address in ('/pdf', '.json', '.txt', '.jsonld', '/json'):
        assert 'Bảng giá' not in reader.get(path_of(news) + address, status=410)


def test_of_a_draft_there_is_none(reader, make, tmp_path):
    draft = make('NewsItem', 'nhap')
    transaction.commit()

    nothing = reader.get('/khong-co', status=404)

    assert reader.get(path_of(draft) + '/pdf', status=404).body == nothing.body
    assert not list((tmp_path / 'media').rglob('*.pdf'))


def test_what_is_too_long_is_not_tried(registry, portal):
    typesetter = registry.getUtility(ITypesetter)

    assert typesetter.available
    assert typesetter.pdf('a' * (LONGEST + 1), 'http://localhost', False) is None


def test_who_comes_while_others_are_made_is_told_to_come_again(reader, news, registry):
    typesetter = registry.getUtility(ITypesetter)
    typesetter.pdf = lambda *_all: None

    answer = reader.get(path_of(news) + '/pdf', status=503)

    assert answer.headers['Retry-After'] == '60' and 'thử lại' in answer.text


def test_where_it_cannot_be_made_nothing_is_offered(reader, news, registry):
    registry.getUtility(ITypesetter).available = False

    assert not reader.get(path_of(news)).html.select('[type="application/pdf"]')
    reader.get(path_of(news) + '/pdf', status=404)


def test_those_that_wait_leave_threads_for_pages(registry, portal, monkeypatch):
    typesetter, begun, done = registry.getUtility(ITypesetter), Event(), Event()
    monkeypatch.setattr('hanoiportal.platform.media.typesetter._printed', lambda *_all: (
        begun.set(), done.wait(60), b'pdf')[2])
    made = []
    threads = [Thread(target=lambda: made.append(typesetter.pdf('a', 'http://localhost', False)))
               for _number in range(MOST_THREADS)]
    for each in threads:
        each.start()
    begun.wait(60)
    while typesetter._threads._value:
        pass

    assert typesetter.pdf('b', 'http://localhost', False) is None
    done.set()
    for each in threads:
        each.join()
    assert made == [b'pdf'] * MOST_THREADS
    assert typesetter.pdf('b', 'http://localhost', False) == b'pdf'


def test_nothing_is_loaded_while_it_is_set(registry, portal, tmp_path):
    (tmp_path / 'secret.txt').write_text('TOPSECRET')
    asked = []
    with socket.create_server(('127.0.0.1', 0)) as server:
        host = f'http://127.0.0.1:{server.getsockname()[1]}'
        file = (tmp_path / 'secret.txt').as_uri()
        svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{host}/svg'/></svg>"
        made = registry.getUtility(ITypesetter).pdf(
            f'<!DOCTYPE html><html lang="vi"><title>a</title><link rel=stylesheet href="{host}">'
            f'<link rel=attachment href="{file}"><style>@import url({host}); p {{ background: '
            f'url({host}) }}</style><p>a<img src=\'{host}\' alt=a><object data="{host}"></object>'
            f'<a rel=attachment href="{file}">a</a>'
            f'<img alt=b src="data:image/svg+xml,{quote(svg)}">', host, False)
        server.settimeout(0)
        with suppress(BlockingIOError):
            asked.append(server.accept())

    assert made.startswith(b'%PDF') and asked == []
    assert not PdfReader(BytesIO(made)).attachments
