"""Files of the shells: packed as asked for, and kept for ever under a stamped address."""
import gzip

import brotli
import pytest
from hanoiportal.shells.desk.frame.shell import SCRIPT
from hanoiportal.shells.frame.shell import STYLESHEET
from hanoiportal.shells.public.page.stylesheet import EMBLEM, FONT, HEADER, PORTAL
from pyramid.request import Request

UNPACK = {'br': brotli.decompress, 'gzip': gzip.decompress, None: bytes}
FOR_EVER = 'public, max-age=31536000, immutable'


def got(wsgi, address, **headers):
    named = {name.replace('_', '-'): value for name, value in headers.items()}
    return Request.blank(f'http://localhost{address}', headers=named).get_response(wsgi)


@pytest.mark.parametrize('address', [PORTAL.address, HEADER, EMBLEM, SCRIPT, STYLESHEET])
def test_a_text_comes_packed_as_it_is_asked_for(wsgi, address):
    plain = got(wsgi, address)

    for said, encoding in (('gzip, br', 'br'), ('gzip', 'gzip'), ('br;q=0', None)):
        answer = got(wsgi, address, Accept_Encoding=said)
        assert answer.headers.get('Content-Encoding') == encoding
        assert UNPACK[encoding](answer.body) == plain.body
        assert 'Accept-Encoding' in answer.headers['Vary']
        assert answer.headers['Cache-Control'] == FOR_EVER


def test_a_font_is_packed_already(wsgi):
    answer = got(wsgi, FONT, Accept_Encoding='br')

    assert 'Content-Encoding' not in answer.headers
    assert answer.headers['Cache-Control'] == FOR_EVER and answer.body[:4] == b'wOF2'


def test_an_address_without_a_stamp_is_kept_for_a_day(wsgi):
    answer = got(wsgi, HEADER.partition('?')[0])

    assert 'max-age=86400' in answer.headers['Cache-Control'] and answer.body


def test_of_a_packed_file_nobody_gets_a_part(wsgi):
    whole = got(wsgi, SCRIPT, Accept_Encoding='br')
    part = got(wsgi, SCRIPT, Accept_Encoding='br', Range='bytes=0-9')

    assert (part.status_int, part.body) == (200, whole.body)
