"""What documents that were sent say in a draft."""
from hanoiportal.participation.cases.interfaces import Attachment
from hanoiportal.participation.contributions.reading import (
    ReadFile,
    said_by_all,
    untold,
    without_title,
)
from hanoiportal.platform.media.interfaces import DocumentPicture, ReadDocument

FILE = Attachment('bai.docx', 'application/pdf', b'')
NOTED = ('<p>Câu<sup><a href="#tai-lieu-footnote-1" id="tai-lieu-footnote-ref-1">[1]</a></sup></p>'
         '<ol><li id="tai-lieu-footnote-1">Ghi chú</li></ol>')


def read(html, *pictures, **changed):
    said = ReadDocument(html, tuple(DocumentPicture(each, '') for each in pictures), (), 0, '')
    return ReadFile(FILE, said._replace(**changed))


def test_notes_of_two_documents_do_not_meet():
    first, second = said_by_all([read(NOTED), read(NOTED)], None)

    assert first == NOTED
    assert second == NOTED.replace('tai-lieu-', 'tai-lieu-2-')


def test_pictures_are_where_they_were_put_or_go():
    html = '<p><img alt="a &gt; b" src="anh-0"><img src="anh-1" alt=""><img src="" alt="x"></p>'
    put = {b'A': '/thu-vien/a', b'B': ''}

    said = said_by_all([read(html, b'A', b'B')],
                       lambda picture, number, file: put[picture.content])

    assert said == ['<p><img alt="a &gt; b" src="/thu-vien/a/content"></p>']


def test_a_picture_of_which_nothing_is_said_asks_for_words():
    said = said_by_all([read('<p><img alt="" src="anh-0"></p>', b'A')],
                       lambda picture, number, file: '/thu-vien/a')

    assert said == ['<p><img src="/thu-vien/a/content"></p>']


def test_what_does_not_stand_in_the_draft_is_told():
    assert untold([read('<p>a</p>')]) == []
    files = [read('', refused='scanned'), read('a', left=2), read('a', lost=('b', 'c'))]
    assert untold(files) == [
        'bai.docx (không đọc được chữ)', 'hình trong bai.docx', 'chữ “b c” trong bai.docx']


def test_the_title_is_not_said_twice():
    html = '<h2><b>Lễ hội &amp; chợ</b></h2>\n<p>Sáng</p>'
    assert without_title(html, 'lễ hội & chợ') == '<p>Sáng</p>'
    for other in ('<h2>Lễ hội</h2><p>Sáng</p>', '<ul><li>lễ hội &amp; chợ</li></ul>', ''):
        assert without_title(other, 'Lễ hội & chợ') == other
