"""QR codes as SVG: a reader of codes reads what they hold."""
import re

import zxingcpp
from hanoiportal.shells.frame.qrcodes import QUIET, qr_code
from PIL import Image

LINK = 'https://hanoi.gov.vn/theo-doi#HN-7K3P-9QXD.ABCD-EFGH-JKMN-PQRS'


def test_a_reader_reads_the_text_of_the_picture():
    drawn = qr_code(LINK, 'Mã QR', 4)

    [found] = zxingcpp.read_barcodes(_painted(drawn))
    assert found.text == LINK
    assert found.ec_level == 'M'


def test_the_title_is_escaped_and_the_size_is_that_of_its_modules():
    drawn = qr_code(LINK, '<b>&', 5)

    assert '<title>&lt;b&gt;&amp;</title>' in drawn
    assert re.match(r'<svg width="(\d+)" ', drawn)[1] == str(_side(drawn) * 5)


def _side(drawn):
    return int(re.search(r'h(\d+)v', drawn)[1])


def _painted(drawn):
    """Return the SVG ``drawn`` as an image, four pixels a module."""
    side = _side(drawn)
    image = Image.new('L', (side, side), 255)
    x = y = QUIET
    for along, across, down in re.findall(r'h(\d+)|m(-?\d+) (\d)', drawn.partition('M0 .5')[2]):
        for at in range(int(along or 0)):
            image.putpixel((x + at, y), 0)
        x, y = x + int(along or across), y + int(down or 0)
    return image.resize((side * 4, side * 4), Image.Resampling.NEAREST)
