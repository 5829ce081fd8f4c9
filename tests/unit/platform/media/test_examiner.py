"""What is found out of documents when they come."""
from io import BytesIO

import pytest
from hanoiportal.kernel.inspection.upload import StoredFile
from hanoiportal.platform.media.examiner import DOCX, PDF, Examiner, readable
from support.sample_documents import SIGNER, Authority, pdf, word

SAID = 'Thong bao ve viec cap giay phep xay dung nam 2026'
GOOD = pdf(SAID, 'Thong bao', 'vi', tagged=True)


@pytest.fixture(scope='module')
def authority():
    return Authority()


@pytest.fixture(scope='module')
def signed(authority, tmp_path_factory):
    """``GOOD``, signed."""
    return authority.signed(GOOD, tmp_path_factory.mktemp('key'))


@pytest.fixture(scope='module')
def roots(tmp_path_factory):
    """The folder of the certificates that signatures must lead to."""
    return tmp_path_factory.mktemp('roots')


@pytest.fixture(scope='module')
def examined(roots):
    """``examined(content, mimetype=PDF)``: what is known of it, graded by one program."""
    examiner = Examiner(roots)
    with examiner.many():
        yield lambda content, mimetype=PDF: examiner.examined(
            StoredFile('a', mimetype, BytesIO(content)))


def test_a_scan_without_text_is_known_and_told(examined):
    found = examined(pdf())

    assert found.scanned and found.notes[0].startswith('Bản quét')
    assert not examined(GOOD).scanned


def test_a_pdf_is_graded_by_tags_title_and_language(examined):
    good, bare = examined(GOOD), examined(pdf(SAID))

    assert (good.tagged, good.titled, good.marked) == (True, True, True)
    assert (bare.tagged, bare.titled, bare.marked) == (False, False, False)


@pytest.mark.clause('3.4')
def test_a_signature_holds_whose_certificate_is_known(authority, signed, examined, roots):
    (roots / 'root.pem').unlink(missing_ok=True)
    unknown = examined(signed)
    (roots / 'root.pem').write_bytes(authority.pem)
    known = examined(signed)

    assert (unknown.signature, known.signature) == ('intact', 'valid')
    assert known.signers == (SIGNER,)
    assert 'Chữ ký số hợp lệ' in known.notes


def test_what_was_changed_after_it_was_signed_is_told(authority, signed, examined, roots):
    (roots / 'root.pem').write_bytes(authority.pem)

    changed = examined(signed.replace(b'2026', b'2027', 1))

    assert changed.signature == 'altered' and not any('Người ký' in n for n in changed.notes)


def test_without_or_with_a_broken_signature_it_says_so(examined):
    assert examined(GOOD).signature == 'none'
    assert examined(GOOD + b'/ByteRange').signature == 'none'
    assert examined(b'%PDF-1.7 /ByteRange').signature == 'unknown'


def test_a_broken_document_is_no_error(examined):
    found = examined(b'%PDF-1.7\n%%EOF')

    assert (found.scanned, found.tagged) == (None, None)
    assert examined(b'PK\3\4 no archive', DOCX).html == ''
    assert examined(b'a,b', 'text/csv') is None


def test_a_word_document_is_read_with_its_structure(examined):
    html = examined(word(
        ('Title', 'Kế hoạch'), ('Heading 1', 'I. Mục đích'), ('Heading 3', '1. Yêu cầu'),
        (None, 'Cải cách <hành chính>'), [['Việc', 'Hạn'], ['Rà soát', '30/6']]), DOCX).html

    assert '<h2>I. Mục đích</h2><h3>1. Yêu cầu</h3>' in html
    assert '<p>Cải cách &lt;hành chính&gt;</p>' in html
    assert '<th><p>Việc</p></th>' in html


def test_what_is_made_of_it_may_be_shown():
    assert readable('<p>a<script>b</script></p>') == '<p>a</p>'
    assert readable('<h4>a</h4><h2></h2><p> </p>') == '<h2>a</h2>'
    assert readable('<div>' * 200) == ''


def test_many_are_graded_by_one_program_as_each_alone_is(tmp_path, monkeypatch):
    examiner = Examiner(tmp_path)
    files = [StoredFile('a.pdf', PDF, BytesIO(content))
             for content in (pdf(SAID), b'%PDF-1.4 hong', GOOD)]
    alone = [examiner.examined(each) for each in files]
    monkeypatch.setattr('hanoiportal.platform.media.examiner._run', None)

    with examiner.many():
        together = [examiner.examined(each) for each in files]

    assert together == alone
    assert [each.tagged for each in together] == [False, None, True]


def test_a_program_that_has_ended_ends_nothing_else(tmp_path):
    examiner = Examiner(tmp_path)

    with examiner.many():
        examiner._grading._program.kill()
        examiner._grading._program.wait()
        assert examiner.examined(StoredFile('a.pdf', PDF, BytesIO(GOOD))).tagged
