"""What readers said is found as what was done about it."""
from hanoiportal.types.improvement.resource import Improvement, searched


def test_both_texts_are_searched():
    item = Improvement()
    item.said, item.body = 'Chữ <nhỏ>', '<p>Đã tăng cỡ chữ.</p>'

    assert searched(item) == '<p>Chữ &lt;nhỏ&gt;</p>\n<p>Đã tăng cỡ chữ.</p>'
