"""Links of an old site in its texts."""
import pytest
from hanoiportal.content.transfer.migration.markup import Rewriting

LINKS = {
    '/a/tin.html': '/tin/a', '/xem.aspx?id=5': '/tin/b', '/up/ho.jpg': '/anh/ho', '/a': '/tin'}


@pytest.fixture
def rewriting():
    return Rewriting(LINKS, {'7f': '/tin/c'}, frozenset({'/anh/ho'}), frozenset({'cu.vn'}))


@pytest.mark.parametrize(('link', 'leads'), [
    ('resolveuid/7f', '/tin/c'), ('../../resolveuid/7f/@@images/image#x', '/tin/c#x'),
    ('tin.html#muc-2', '/tin/a#muc-2'), ('../xem.aspx?id=5', '/tin/b'),
    ('https://CU.vn/a/tin.html', '/tin/a'), ('/up/ho-300x200.jpg', '/anh/ho'),
    ('/a/view', '/tin'), ('/', '/'),
    ('https://khac.vn/a/tin.html', None), ('#muc', None), ('mailto:a@cu.vn', None),
    ('http://[', None), ('/mat', None), ('/xem.aspx?id=6', None)])
def test_a_link_leads_where_its_page_is_now(rewriting, link, leads):
    assert rewriting.target(link, '/a/trang') == leads


def test_pictures_show_the_content_and_losses_are_named_once(rewriting):
    body, notes = rewriting.body(
        '<h1>A</h1><center><img src="/up/ho.jpg" onload="x()"></center><font>b</font>'
        '<iframe src="/a"></iframe><a href="/mat">c</a><a href="/mat">d</a>', '/a/trang')

    assert body == ('<h2>A</h2><div><img src="/anh/ho/content"></div>b<a href="/mat">c</a>'
                    '<a href="/mat">d</a>')
    assert notes[0].interpolate() == 'Mất phần tử: iframe.'
    assert notes[1].interpolate() == 'Liên kết không còn đích: /mat.'
