"""What becomes of a file that somebody sends."""
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import colander
import pytest
from hanoiportal.base.settings import ISettings, Settings
from hanoiportal.kernel.inspection.clamd import IScanner
from hanoiportal.kernel.inspection.formats import IFormats, read_formats
from hanoiportal.kernel.inspection.upload import Incoming, StoredFile
from hanoiportal.kernel.tree.schema import upload
from hanoiportal.web.files import disposition
from support import ROOT
from support.factories import PDF, picture
from zope.interface.registry import Components

FORMATS = ROOT / 'config/hanoi/formats.csv'


@pytest.fixture
def field():
    registry = Components()
    registry.registerUtility(Settings(upload_bytes=1_048_576), ISettings)
    registry.registerUtility(read_formats(FORMATS), IFormats)
    return upload('Tệp', required=True).bind(registry=registry)


def reason(field, given):
    with pytest.raises(colander.Invalid) as refused:
        field.deserialize(given)
    return refused.value.msg


def test_a_file_is_kept_with_what_is_known_of_it(field):
    kept = field.deserialize(Incoming('Quyết định 4263.pdf', BytesIO(PDF)))

    assert (kept.filename, kept.mimetype, kept.size) == (
        'Quyết định 4263.pdf', 'application/pdf', len(PDF))
    with kept.open() as file:
        assert file.read() == PDF


def test_the_same_content_has_the_same_hash(field):
    one, two = (field.deserialize(Incoming('a.pdf', BytesIO(PDF))) for _ in range(2))
    other = field.deserialize(Incoming('a.pdf', BytesIO(PDF + b'\n')))

    assert one == two and one is not two and hash(one) == hash(two)
    assert other != one and one != 'a.pdf'


@pytest.mark.parametrize('given', [
    SimpleNamespace(filename='a.pdf', file=BytesIO(PDF)),
    {'filename': 'a.pdf', 'fp': BytesIO(PDF), 'mimetype': 'text/html', 'uid': 'x'}])
def test_a_file_may_come_as_webob_or_deform_give_it(field, given):
    kept = field.deserialize(given)

    assert (kept.filename, kept.mimetype, kept.size) == ('a.pdf', 'application/pdf', len(PDF))


def test_a_stored_file_stays_itself(field):
    kept = field.deserialize(Incoming('a.pdf', BytesIO(PDF)))

    assert field.serialize(kept) is kept
    assert field.deserialize(kept) is kept


@pytest.mark.parametrize('given', [None, '', b'', colander.null])
def test_nothing_given_is_nothing(field, given):
    optional = upload('Tệp').bind()

    assert optional.deserialize(given) is None
    assert optional.serialize(None) is colander.null
    with pytest.raises(colander.Invalid):
        field.deserialize(given)


def test_a_file_is_read_from_its_start_however_far_it_was_read(field):
    file = BytesIO(PDF)
    file.read(20)

    assert field.deserialize(Incoming('a.pdf', file)).size == len(PDF)


@pytest.mark.clause('11.1')
def test_a_disguised_file_is_refused_and_told_why(field):
    message = reason(field, Incoming('báo cáo.pdf', BytesIO(b'MZ\x90\0 This program')))

    assert 'phần mở rộng và nội dung' in message
    assert message.mapping == {'filename': 'báo cáo.pdf', 'format': 'Văn bản PDF'}


@pytest.mark.clause('11.1')
@pytest.mark.parametrize('filename', ['a.exe', 'a.pdf.js', 'a', 'pdf', '.htaccess', 'a.docm'])
def test_a_format_that_the_list_has_not_is_refused(field, filename):
    message = reason(field, Incoming(filename, BytesIO(PDF)))

    assert 'Thông tư 39/2017' in message


def test_every_format_of_the_list_has_its_basis():
    formats = read_formats(FORMATS).all

    assert len(formats) > 20
    assert all(each.basis and each.extensions and '/' in each.mimetype for each in formats)
    assert len({each.mimetype for each in formats}) == len(formats)


def test_a_field_for_pictures_takes_nothing_else(field):
    pictures = upload('Ảnh', kinds=('image',)).bind(**field.bindings)

    assert pictures.deserialize(Incoming('a.PNG', picture())).mimetype == 'image/png'
    assert 'jpg, jpeg, png, gif, webp' in reason(
        pictures, Incoming('a.pdf', BytesIO(PDF))).mapping['extensions']


def test_a_file_that_is_too_large_is_refused(field):
    message = reason(field, Incoming('a.pdf', BytesIO(PDF + bytes(1_048_576))))

    assert message.mapping == {'size': 2, 'largest': 1}


def test_an_empty_file_is_refused(field):
    assert reason(field, Incoming('a.pdf', BytesIO())) == 'Tệp rỗng.'


def test_a_quotation_mark_that_a_browser_has_sent_as_22_is_one_again(field):
    kept = field.deserialize(Incoming('Báo cáo %22quý I%22.pdf', BytesIO(PDF)))

    assert kept.filename == 'Báo cáo "quý I".pdf'
    assert disposition(kept).endswith('B%C3%A1o%20c%C3%A1o%20%22qu%C3%BD%20I%22.pdf')


@pytest.mark.parametrize('given, kept', [
    ('C:\\Users\\lan\\a.pdf', 'a.pdf'), ('../../etc/a.pdf', 'a.pdf'),
    ('Thông báo.pdf', 'Thông báo.pdf')])
def test_a_name_loses_its_folders_and_is_kept_precomposed(field, given, kept):
    assert field.deserialize(Incoming(given, BytesIO(PDF))).filename == kept


@pytest.mark.parametrize('filename', ['', '..', 'a\0.pdf', 'a\r\nb.pdf', 'x' * 201 + '.pdf', None])
def test_a_name_that_cannot_be_used_is_refused(field, filename):
    assert reason(field, Incoming(filename, BytesIO(PDF)))


def test_a_text_in_place_of_a_file_is_refused(field):
    assert reason(field, 'a.pdf') == 'Chưa có tệp nào được gửi.'


def test_bytes_that_a_portal_kept_before_may_be_kept_exactly(field):
    def made_anew(filename, mimetype, file):
        return StoredFile(filename, mimetype, BytesIO(b'other'))

    cleaned = upload('Ảnh', keep=made_anew).bind(**field.bindings)

    assert cleaned.deserialize(Incoming('a.pdf', BytesIO(PDF))).size == 5
    assert cleaned.deserialize(Incoming('a.pdf', BytesIO(PDF), exact=True)).size == len(PDF)


def test_an_archive_is_kept_without_what_systems_leave_in_it_unless_its_bytes_must_stay(field):
    file = BytesIO()
    with ZipFile(file, 'w') as archive:
        archive.writestr('.DS_Store', b'Bud1')
        archive.writestr('tin.txt', b'tin')
    scanned = []
    field.bindings['registry'].registerUtility(
        SimpleNamespace(scan=lambda clean: scanned.append(clean.seek(0, 2))), IScanner)

    def names(exact):
        with field.deserialize(Incoming('a.zip', file, exact)).open() as kept, ZipFile(
                kept) as archive:
            return archive.namelist()

    assert (names(False), names(True)) == (['tin.txt'], ['.DS_Store', 'tin.txt'])
    assert scanned[0] < scanned[1] == len(file.getvalue())
