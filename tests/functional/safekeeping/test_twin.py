"""The static twin: what is public and nothing else, followed transaction by transaction."""
import datetime
from io import BytesIO
from itertools import count

import pytest
import transaction
from hanoiportal.base.clock import UTC
from hanoiportal.base.settings import ISettings, Settings
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.twin import services
from hanoiportal.safekeeping.twin.alarms import check
from hanoiportal.safekeeping.twin.forms import SUFFIXES, file_of
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from hanoiportal.safekeeping.twin.mirrorstore import TRIES, left_out
from hanoiportal.safekeeping.twin.mirrorstore import opened as shelf_of
from pyramid.registry import Registry
from servers import CONFIG
from support.factories import PDF, picture

CITY, WARD = 'hanoi.gov.vn', 'bavi.hanoi.gov.vn'
SECTION, LIBRARY = 'tin-tuc-su-kien', 'da-phuong-tien'
SECRET = 'Chưa-ai-được-biết'


@pytest.fixture
def items(small_portal, editing, publishing):
    made = {}
    for name, section, kind, values in (
            ('tin', SECTION, 'NewsItem', {'title': 'Cầu mới'}),
            ('tep', 'lanh-dao', 'File', {'title': 'Tệp', 'file': Incoming('a.pdf', BytesIO(PDF))}),
            ('anh', LIBRARY, 'Image', {'title': 'Ảnh', 'alt': 'Cầu', 'decorative': 'no',
                                       'image': Incoming('a.png', picture())})):
        made[name] = editing.add(small_portal[section], name, kind, values, 'test')
        publishing.publish(made[name], 'test')
    made['nhap'] = editing.add(
        small_portal[SECTION], 'nhap', 'NewsItem', {'title': SECRET}, 'test')
    transaction.commit()
    return made


@pytest.fixture
def twin(registry, items, tmp_path):
    """``twin()`` brings it up to date and returns ``(written, removed)``."""
    twinning = registry.getUtility(ITwinning)
    folder = tmp_path / 'twin'

    def make():
        with opened(registry, 'test') as environment:
            return twinning.make(environment, folder)

    make.follow = lambda: _follow(registry, folder)
    make.pages = folder / 'pages'
    make()
    return make


def _follow(registry, folder):
    twinning = registry.getUtility(ITwinning)
    with opened(registry, 'test') as environment:
        return twinning.follow(environment, folder)


def texts(twin):
    return {str(path.relative_to(twin.pages)): path for path in twin.pages.rglob('*')
            if path.is_file()}


@pytest.mark.clause('23.3')
def test_what_is_public_is_copied_for_each_host_and_language_and_stays_when_the_portal_fails(
        twin, registry, items, editing, monkeypatch):
    found = texts(twin)

    for path in (f'{CITY}/@.html', f'{CITY}/english@.html', f'{CITY}/{SECTION}@.html',
                 f'{CITY}/{SECTION}/tin@.html', f'{CITY}/english/{SECTION}/tin@.html',
                 f'{WARD}/@.html', f'{WARD}/english/{SECTION}@.html', f'{CITY}/sites@.html'):
        assert path in found
    kinds = {path.rpartition('.')[2] for path in found}
    assert {'css', 'woff2', 'pdf', 'html'} <= kinds
    assert any(path.startswith(f'{CITY}/{LIBRARY}/anh/') for path in found)
    page = found[f'{CITY}/{SECTION}/tin@.html'].read_text()
    assert 'Cầu mới' in page and 'Bản sao chỉ đọc' in page and 'read-only copy' in page
    assert '<script' not in page and 'srcset' not in page and '<form' not in page

    for path in twin.pages.parent.rglob('*'):
        assert 'nhap' not in path.name
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()

    editing.edit(items['tin'], {'title': 'Sẽ không thấy'}, 'test')
    transaction.commit()
    monkeypatch.setattr('hanoiportal.shells.public.page.frame.Frame.menu', property(fail))
    assert twin.follow() == (0, 0)
    assert 'Cầu mới' in texts(twin)[f'{CITY}/{SECTION}/tin@.html'].read_text()


def fail(*_given):
    raise OSError('no database')


def test_only_what_changed_is_written_and_what_is_withdrawn_or_suspended_is_gone_at_once(
        twin, small_portal, items, editing, publishing, registry, monkeypatch):
    before = {path: file.stat().st_mtime_ns for path, file in texts(twin).items()}
    assert twin.follow() == (0, 0)
    monkeypatch.setattr(services, 'BUDGET', 60)  # a busy machine is slow

    editing.edit(items['tin'], {'title': 'Cầu đã xong'}, 'test')
    publishing.publish(items['nhap'], 'test')
    transaction.commit()
    written, removed = twin.follow()

    after = {path: file.stat().st_mtime_ns for path, file in texts(twin).items()}
    changed = {path for path in after if before.get(path) != after[path]}
    assert f'{CITY}/{SECTION}/tin@.html' in changed and f'{CITY}/{SECTION}/nhap@.html' in changed
    assert f'{CITY}/@.html' in changed
    assert not any(path.startswith(WARD) for path in changed)
    assert (len(changed), 0) == (written, removed)

    publishing.withdraw(items['nhap'], 'test')
    publishing.withdraw(items['anh'], 'test')
    publishing.withdraw(items['tep'], 'test')
    transaction.commit()
    assert twin.follow()[1] >= 6
    left = texts(twin)
    for name in ('nhap', 'anh', 'tep'):
        assert not any(f'/{name}' in path for path in left)
    assert not any(SECRET.encode() in file.read_bytes() for file in left.values())

    editing.edit(small_portal['sites']['bavi'], {'status': 'suspended'}, 'test')
    transaction.commit()
    twin.follow()
    assert not any(path.startswith(WARD) and path.endswith('.html') for path in texts(twin))

    editing.edit(small_portal['sites']['bavi'], {'status': 'active'}, 'test')
    transaction.commit()
    with monkeypatch.context() as killed:
        killed.setattr(services, '_pages_of_site', fail)
        with pytest.raises(OSError, match='no database'):
            twin.follow()
    twin.follow()
    assert f'{WARD}/{SECTION}@.html' in texts(twin)

    asked, ask = [], services.ask

    def deadly(app, *page):
        asked.append(page)
        if page == asked[0]:
            raise SystemExit
        return ask(app, *page)

    editing.edit(items['tin'], {'title': 'Cầu thứ ba'}, 'test')
    transaction.commit()
    with monkeypatch.context() as killed:
        killed.setattr(services, 'ask', deadly)
        for _start in range(TRIES):
            with pytest.raises(SystemExit):
                twin.follow()
        assert {*asked} == {asked[0]} and left_out(twin.pages.parent) == [asked[0]]
        twin.follow()
    with shelf_of(twin.pages.parent) as shelf:
        assert shelf.next() is None and len({*asked}) > 1
    alarmed = Registry()
    alarmed.registerUtility(Settings(twin=str(twin.pages.parent)), ISettings)
    assert check(alarmed, None).endswith(': ' + ''.join(asked[0]))
    editing.edit(items['tin'], {'title': 'Cầu thứ tư'}, 'test')
    transaction.commit()
    twin.follow()
    assert check(alarmed, None) == ''

    seconds = count()
    monkeypatch.setattr(services, 'BUDGET', 10)
    monkeypatch.setattr(registry.getUtility(ITwinning), '_clock', lambda: next(seconds))
    small_portal.short_title = 'Tên mới, trên mọi trang'
    transaction.commit()
    for number in range(5):
        publishing.publish(editing.add(small_portal[SECTION], f'moi-{number}', 'NewsItem', {
            'title': f'Tin mới {number}'}, 'test'), 'test')
    publishing.withdraw(items['tin'], 'test')
    transaction.commit()
    assert sum(twin.follow()) <= 10 and f'{CITY}/{SECTION}/tin@.html' not in texts(twin)


@pytest.mark.parametrize('target', ['/../x', '/a/../../x', '/%2e%2e/x', '/a%00b', '/' + 'á' * 130])
def test_no_address_leads_out_of_the_folder(target):
    assert file_of(CITY, target, 'text/html') is None


def test_nginx_tries_every_suffix():
    configured = (CONFIG / 'deploy/nginx/twin.conf').read_text()

    for suffix in set(SUFFIXES.values()):
        assert f'$twin.{suffix}' in configured


def test_what_a_list_elsewhere_names_is_forgotten_unless_every_page_was_looked_at_since(
        twin, registry, tmp_path):
    now, stale = datetime.datetime.now(UTC), b'<p>Zqu\xe1\xbb\xb3nh\xc3\xa3n</p>'

    def forget(since):
        with shelf_of(tmp_path / 'twin') as shelf:
            [file, _digest] = shelf._known(CITY, '/')
            shelf.write(CITY, '/', None, file, 'of before', stale)
        with opened(registry, 'test') as environment:
            registry.getUtility(ITwinning).forget(environment, tmp_path / 'twin', {7}, since)
        return stale in (twin.pages / file).read_bytes()

    assert not forget(now + datetime.timedelta(hours=1))
    assert forget(now - datetime.timedelta(hours=1))
