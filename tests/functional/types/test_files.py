"""Files and pictures as visitors get them: nothing runs in the portal's name."""
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.lookup import path_of
from support.factories import PDF, picture
from support.sample_documents import pdf, word

HTML = b'<!DOCTYPE html><html><script>alert(1)</script></html>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def put(make, publishing):
    """``put(filename, content)``: a published file."""
    def add(filename, content):
        item = make('File', file=Incoming(filename, BytesIO(content)))
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return add


def content_of(reader, item, **kw):
    return reader.get(path_of(item) + '/content', **kw)


def test_a_file_is_described_on_its_page(reader, put):
    item = put('Quyết định 4263.pdf', PDF)

    page = reader.get(path_of(item))

    [link] = page.html.select('.download a')
    assert 'Quyết định 4263.pdf' in link.text
    assert 'PDF, 1 KB' in ' '.join(page.html.select_one('.download').text.split())
    assert reader.get(link['href']).body == PDF


def test_a_document_comes_as_it_was_given(reader, put):
    answer = content_of(reader, put('Quyết định 4263.pdf', PDF))

    assert (answer.body, answer.content_type) == (PDF, 'application/pdf')
    assert answer.headers['Content-Disposition'] == (
        "inline; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%204263.pdf")


@pytest.mark.parametrize('filename, content, mimetype', [
    ('a.html', HTML, 'text/html'), ('a.svg', SVG, 'image/svg+xml'),
    ('a.xml', b'<?xml version="1.0"?><a/>', 'application/xml'),
    ('a.txt', 'Thông báo'.encode(), 'text/plain')])
def test_what_could_run_is_only_saved(reader, put, filename, content, mimetype):
    answer = content_of(reader, put(filename, content))

    assert answer.content_type == mimetype
    assert answer.body == content or mimetype.endswith('svg+xml') and b'alert' not in answer.body
    assert answer.headers['Content-Disposition'].startswith('attachment;')
    assert answer.headers['X-Content-Type-Options'] == 'nosniff'
    policy = answer.headers['Content-Security-Policy']
    assert "default-src 'none'" in policy and 'sandbox' in policy and 'script' not in policy


def test_a_name_cannot_add_a_header(reader, put):
    answer = content_of(reader, put('a"; filename=evil.html; x=".pdf', PDF))

    assert answer.headers['Content-Disposition'].count('filename') == 2
    assert '"' not in answer.headers['Content-Disposition']
    assert ' filename=evil' not in answer.headers['Content-Disposition']


def test_who_has_the_file_is_told_so(reader, put):
    item = put('a.pdf', PDF)
    etag = content_of(reader, item).headers['ETag']

    again = content_of(reader, item, headers={'If-None-Match': etag})

    assert etag == f'"{item.file.sha256}"'
    assert (again.status_int, again.body) == (304, b'')


def test_an_address_with_the_hash_may_be_kept_for_ever_and_others_not(
        reader, put, editing, publishing):
    item = put('a.pdf', PDF)
    old = reader.get(path_of(item)).html.select_one('.download a')['href']
    first = reader.get(old)

    publishing.withdraw(item, 'test')
    editing.edit(item, {'file': Incoming('a.pdf', BytesIO(PDF + b'\n'))}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    new = reader.get(path_of(item)).html.select_one('.download a')['href']
    assert 'immutable' in first.headers['Cache-Control']
    assert new != old and reader.get(new).body == PDF + b'\n'
    assert reader.get(old).headers['Cache-Control'] == 'public, no-cache'


def test_a_file_that_is_not_public_is_given_to_nobody(reader, make, publishing, put):
    draft = make('File', name='nhap')
    withdrawn = put('a.pdf', PDF)
    publishing.withdraw(withdrawn, 'test')
    transaction.commit()

    assert content_of(reader, draft, expect_errors=True).status_int == 404
    assert content_of(reader, withdrawn, expect_errors=True).status_int == 410


@pytest.fixture
def photo(make, publishing):
    item = make('Image', image=Incoming('ảnh.jpg', picture('JPEG', (64, 48))),
                alt='Hồ Hoàn Kiếm', credit='Ban Biên tập')
    publishing.publish(item, 'test')
    transaction.commit()
    return item


@pytest.mark.clause('6.7')
def test_a_picture_says_in_words_what_it_shows(reader, photo):
    page = reader.get(path_of(photo))

    [image] = page.html.select('main figure img')
    assert (image['alt'], image['width'], image['height']) == ('Hồ Hoàn Kiếm', '64', '48')
    answer = reader.get(image['src'])
    assert answer.content_type == 'image/jpeg'
    assert answer.headers['Content-Disposition'].startswith('inline;')
    assert 'immutable' in answer.headers['Cache-Control']
    assert 'sandbox' in answer.headers['Content-Security-Policy']


def test_a_picture_is_described_in_the_readers_language(reader, photo, editing, publishing):
    publishing.publish(editing.translate(
        photo, 'en', {'title': 'A lake', 'alt': 'Hoan Kiem Lake'}, 'test'), 'test')
    transaction.commit()

    page = reader.get('/english' + path_of(photo))

    assert page.html.select_one('main figure img')['alt'] == 'Hoan Kiem Lake'


def test_a_link_leads_out_of_the_portal(reader, make, publishing):
    item = make('Link', url='https://dichvucong.gov.vn/p/home?a=1&b=2')
    publishing.publish(item, 'test')
    transaction.commit()

    page = reader.get(path_of(item))

    link = page.html.select_one('main article a[rel~=external]:not(.along a)')
    assert link['href'] == 'https://dichvucong.gov.vn/p/home?a=1&b=2'
    assert 'dichvucong.gov.vn' in link.text


def blobs(folder):
    return [path for path in (folder / 'blobs').rglob('*')
            if path.is_file() and path.name != '.layout']


def test_an_aborted_upload_leaves_no_file(make, portal, tmp_path):
    make('File', file=Incoming('a.pdf', BytesIO(PDF)))
    transaction.savepoint()
    before = blobs(tmp_path)

    transaction.abort()

    assert before and not blobs(tmp_path)


def test_a_refused_upload_leaves_no_file(make, portal, tmp_path):
    with pytest.raises(Refused):
        make('File', title='', file=Incoming('a.pdf', BytesIO(PDF)))
    transaction.commit()

    assert not blobs(tmp_path)


def test_a_committed_upload_leaves_one_file(put, tmp_path):
    put('a.pdf', PDF)

    [blob] = blobs(tmp_path)
    assert blob.read_bytes() == PDF


def test_a_word_document_is_read_as_a_page_beside_the_file(reader, put, make, publishing):
    item = put('Kế hoạch.docx', word(('Heading 1', 'Mục đích'), (None, 'Cải cách & «số»')))

    page = reader.get(path_of(item))
    [link] = [a for a in page.html.select('.attachments a') if a.text == 'Đọc trên trang']
    twin = reader.get(link['href'])

    assert 'HTML, 1 KB' in ' '.join(link.parent.text.split())
    assert twin.html.select_one('.prose h2').text == 'Mục đích'
    assert twin.html.select_one('.prose')['lang'] == 'vi'
    assert twin.html.select_one('.prose p').text == 'Cải cách & «số»'
    assert twin.html.select_one('article .hint a')['href'].startswith(path_of(item) + '/content')
    assert 'Cải cách & «số»' in reader.get(f'{path_of(item)}.txt').text


def test_there_is_no_page_of_what_is_no_word_document(reader, put):
    reader.get(path_of(put('a.pdf', pdf('Thong bao'))) + '/doc-tren-trang', status=404)


def test_a_scan_is_told_to_readers_wherever_it_is_offered(reader, put, make, editing,
                                                           publishing):
    item = put('quét.pdf', pdf())
    project = make('Project', 'du-an')
    inside = editing.add(project, 'tep', 'File', {
        'title': 'Bản đồ', 'file': Incoming('a.pdf', BytesIO(pdf()))}, 'test')
    publishing.publish(project, 'test')
    publishing.publish(inside, 'test')
    transaction.commit()

    for page in (reader.get(path_of(item)), reader.get(path_of(project))):
        said = [note.text.strip(' ·') for note in page.html.select('.attachments .hint')]
        assert said[0].startswith('Bản quét') and said[1] == 'Không có chữ ký số'
