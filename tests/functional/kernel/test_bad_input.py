"""What bad input gets at the model: a reason in Vietnamese, and a database as it was."""
import unicodedata
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.schema import LONGEST_BODY
from support.factories import PDF, example, picture

#: "Uỷ ban nhân dân Thành phố, kế hoạch, được" typed in the fonts of TCVN 5712:1993.
TCVN3 = 'ñy ban nh©n d©n Thµnh phè, kÕ ho¹ch, ®­îc'
MB = 1_048_576


class Endless:
    """A file that claims to have so many bytes and is never read."""

    def __init__(self, size):
        self.size = size

    def seek(self, offset, whence=0):
        return self.size if whence == 2 else offset

    def read(self, *_):
        raise AssertionError('a file that is too large is not read')


@pytest.fixture
def section(portal, editing):
    section = editing.add(portal, 'tin', 'Section', {'title': 'Tin'}, 'test')
    transaction.commit()
    return section


@pytest.fixture
def refused(registry, environment, section, editing):
    """``refused(type_name, name='x', **values)``: the reasons in Vietnamese, by field."""
    def refused(type_name, name='x', **values):
        before = content_database(registry).storage.lastTransaction()
        with pytest.raises(Refused) as error:
            editing.add(section, name, type_name, values, 'lan')
        transaction.commit()
        assert content_database(registry).storage.lastTransaction() == before
        assert not len(section)
        return {field: environment.translate(why) for field, why in error.value.reasons.items()}

    return refused


def page(**values):
    return {'title': 'Trang', 'owner_unit': 'Văn phòng', **values}


def test_html_that_could_run_is_refused_by_name(refused):
    for body, named in (
            ('<p>a</p><script>alert(1)</script>', 'script'), ('<p onclick="x()">a</p>', 'onclick'),
            ('<a href="javascript:x()">a</a>', 'javascript'),
            ('<iframe src="//x"></iframe>', 'iframe'), ('<IMG SRC=x OnError=x()>', 'onerror'),
            ('<svg><a/></svg>', 'svg'), ('<form action="/x"></form>', 'form')):
        assert named in refused('Page', **page(body=body))['body']


def test_a_body_without_end_is_refused(refused):
    assert 'Dài quá' in refused('Page', **page(body='a' * (LONGEST_BODY + 1)))['body']


def test_a_file_of_80_mb_is_refused_unread(refused):
    reasons = refused('File', title='Tệp', file=Incoming('a.pdf', Endless(80 * MB)))

    assert reasons == {'file': 'Tệp lớn 80 MB; được gửi tối đa 50 MB.'}


@pytest.mark.clause('11.2')
def test_text_in_an_old_encoding_is_refused(refused):
    assert 'Unicode' in refused('Page', **page(title=TCVN3))['title']
    assert 'Unicode' in refused('Page', **page(body=f'<p>{TCVN3}</p>'))['body']
    assert 'Unicode' in refused('NewsItem', title='Tin', keywords=[TCVN3])['keywords']


@pytest.mark.clause('11.2')
def test_text_in_pieces_is_kept_precomposed(section, editing):
    text = 'Thủ tục hành chính'
    pieces = unicodedata.normalize('NFD', text)

    kept = editing.add(section, '', 'Page', page(
        title=pieces, summary=pieces, body=f'<p>{pieces}</p>'), 'lan')

    assert (kept.title, kept.summary, kept.body) == (text, text, f'<p>{text}</p>')
    assert kept.__name__ == 'thu-tuc-hanh-chinh'


@pytest.mark.parametrize('title', ['a\0b', 'a\x1bb', 'a\ud800b', 'a\ufffeb', 'a' * 501])
def test_a_title_that_cannot_be_shown_is_refused(refused, title):
    assert list(refused('Page', **page(title=title))) == ['title']


def test_a_path_that_leads_elsewhere_is_refused(refused):
    for name in ('..', '../x', 'x/y', 'x\0', 'X', 'tin-tức', 'x' * 121, '@@x'):
        assert 'không dấu' in refused('Page', name=name, **page())['name'] or '..' in name


def test_a_link_that_is_no_web_address_is_refused(refused):
    for url in (
            'javascript:alert(1)', 'data:text/html,x', '//evil.example', 'http://', 'https://a b',
            'x', 'http://user:pass@hanoi.gov.vn', 'https://a.vn/<script>', 'https://[', ''):
        assert list(refused('Link', title='Liên kết', url=url)) == ['url']


@pytest.mark.parametrize('field, value', [
    ('next_review', '2026-13-01'), ('next_review', 'mai'), ('owner_unit', ''), ('la', 'x')])
def test_a_field_of_a_page_that_is_wrong_is_named(refused, field, value):
    assert list(refused('Page', **page(**{field: value}))) == [field]


@pytest.mark.parametrize('number', ['', 'số bốn', '4263', '4263/QĐ/UBND/', '4263/QĐ-UBND\n4264'])
def test_a_document_with_a_number_of_another_pattern_is_refused(refused, registry, number):
    values = {**example(registry.content.meta['LegalDocument']), 'number': number}

    assert list(refused('LegalDocument', **values)) == ['number']


def test_a_type_that_there_is_not_is_refused(refused):
    assert 'Thơ' in refused('Thơ', title='x')['type']


@pytest.mark.clause('11.1')
def test_a_disguised_file_is_refused_in_vietnamese(refused):
    reasons = refused('File', title='Tệp', file=Incoming('báo cáo.docx', BytesIO(PDF)))

    assert reasons['file'].startswith('Nội dung của tệp “báo cáo.docx” không phải là Văn bản Word')


def test_several_mistakes_are_told_at_once(refused):
    assert set(refused('Image', title='', alt='', image=Incoming('a.pdf', BytesIO(PDF)))) == {
        'title', 'image'}
    assert list(refused('Page', title='', owner_unit='', next_review='x')) == [
        'title', 'owner_unit', 'next_review']


@pytest.mark.clause('6.7')
def test_a_picture_that_says_nothing_to_the_blind_is_refused(refused, section, editing, make):
    assert 'lời mô tả' in refused('Image', title='Ảnh', image=Incoming('a.png', picture()))['alt']

    kept = editing.add(section, 'a', 'Image', {
        'title': 'Ảnh', 'decorative': 'yes', 'image': Incoming('a.png', picture())}, 'lan')
    with pytest.raises(Refused):
        editing.edit(kept, {'decorative': 'no'}, 'lan')
