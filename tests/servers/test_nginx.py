"""What config/deploy gives to who runs the portal: nginx before it, systemd around it."""
import os
import re
import signal
from io import BytesIO

import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.seed import provisioning
from support.factories import PDF, picture

from . import CONFIG
from .nginx import at, configure, nginx, verdict
from .portal import bare, command, serving, write_ini

WARD, DESK = 'bavi.hanoi.gov.vn', 'quantri.hanoi.gov.vn'
NEWS = '/tin-tuc-su-kien/cau'
#: Paths with the type that each must have, of the portal and of its twin alike.
PAGES = {'/': 'text/html', '/english': 'text/html', '/tin-tuc-su-kien': 'text/html',
         NEWS: 'text/html', '/english' + NEWS: 'text/html', '/lanh-dao/tep': 'text/html'}
ASSET = re.compile(r'(?:src|href)="(/[^"]*(?:/static/|[?&]v=)[^"]*|/static/[^"]*)"')


def fill(environment):
    """Put the city's sections and the ward of Ba Vì with a few items into the portal."""
    portal, data = environment.portal, Data(CONFIG / 'hanoi')
    steps = provisioning(environment, data)
    steps.sections(portal, 'city')
    for label, values, english in data.sites:
        if label == 'bavi':
            steps.sections(steps.site(portal, label, values, english), values['level'])
    for section, name, kind, values in (
            ('tin-tuc-su-kien', 'cau', 'NewsItem', {'title': 'Cầu mới'}),
            ('lanh-dao', 'tep', 'File', {
                'title': 'Tệp', 'file': Incoming('a.pdf', BytesIO(PDF))}),
            ('da-phuong-tien', 'anh', 'Image', {
                'title': 'Ảnh', 'alt': 'Cầu', 'decorative': 'no',
                'image': Incoming('a.png', picture())})):
        item = environment.editing.add(portal[section], name, kind, values, 'test')
        environment.publishing.publish_imported(item, 'test', 'tests')
    transaction.commit()


def assets_of(page):
    """Return the addresses of the styles, pictures and files that a page names."""
    return sorted({each.replace('&amp;', '&') for each in ASSET.findall(page.decode())})


@pytest.mark.clause('23.3')
def test_nginx_serves_the_portal_and_its_twin_when_the_portal_is_killed(tmp_path):
    var, twin, folder = tmp_path / 'var', tmp_path / 'twin', tmp_path / 'nginx'
    folder.mkdir()
    bare(var)
    with opened(str(write_ini(var, {})), str(var)) as environment:
        fill(environment)
    assert 'written' in command(var, 'twin', twin)
    with serving(var, {'portal.secure_cookies': 'true'}, base='production.ini') as portal, nginx(
            folder, portal.socket, twin) as front:
        for path, kind in PAGES.items():
            status, headers, body = front.get(path)
            assert (status, headers.get_content_type()) == (200, kind)
            assert 'Bản sao chỉ đọc' not in body.decode()
        for name in ('Content-Security-Policy', 'X-Content-Type-Options', 'Cache-Control',
                     'ETag', 'X-Request-Id'):
            assert len(headers.get_all(name)) == 1
        assert front.get('/', **{'If-None-Match': headers['ETag']})[0] in (200, 304)
        assert front.get('/khong-co')[0] == 404
        assert front.get('/metrics')[0] == 404
        assert front.get('/healthz')[0] == 200
        living = front.get('/')[2]
        assert front.get(assets_of(living)[0])[0] == 200

        os.kill(portal.pid, signal.SIGKILL)
        for host, paths in (('hanoi.gov.vn', PAGES), (WARD, ('/', '/english',
                                                            '/tin-tuc-su-kien'))):
            for path in paths:
                status, headers, body = front.get(path, host=host)
                assert (status, headers.get_content_type()) == (200, 'text/html'), (host, path)
                assert 'Bản sao chỉ đọc' in body.decode()
                assert len(headers.get_all('Content-Security-Policy')) == 1
                for asset in assets_of(body):
                    assert front.get(asset, host=host)[0] == 200, asset
        file = next(each for each in assets_of(front.get('/lanh-dao/tep')[2])
                    if '/content' in each)
        status, headers, body = front.get(file)
        assert (status, headers.get_content_type(), body) == (200, 'application/pdf', PDF)
        style = next(each for each in assets_of(front.get('/')[2]) if '.css' in each)
        assert front.get(style)[1].get_content_type() == 'text/css'
        assert front.get('/tin-tuc-su-kien?page=7')[0] == 200

        portal.socket.unlink()  # as if it had been stopped
        for method, path in (('POST', '/'), ('GET', '/desk'), ('GET', '/search?q=x')):
            status, headers, body = front.get(path, method=method)
            assert (status, headers['Retry-After']) == (503, '600')
            assert 'Cổng đang tạm ngừng' in body.decode()
        for path in ('/', '/desk', '/login', '/static/portal.css'):
            status, headers, body = front.get(path, host=DESK)
            assert (status, headers['Retry-After']) == (503, '600')
            assert 'href="https://hanoi.gov.vn/"' in body.decode()
        with pytest.raises(OSError, match=r'(?i)unrecognized.name'):
            front.get('/', host='example.org')
        assert (folder / 'hanoiportal.log').read_text() == ''  # no address of anybody


def test_nginx_finds_nothing_wrong_and_would_say_so(tmp_path):
    configure(tmp_path, tmp_path, at(tmp_path / 'portal.sock'))
    assert verdict(tmp_path)[0] == 0

    (tmp_path / 'hanoiportal/twin.conf').write_text('no_such_word on;')
    assert verdict(tmp_path)[0] != 0
