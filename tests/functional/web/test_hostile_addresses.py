"""Whatever stands in an address or a header, no public view fails, and none is slow."""
import time
from itertools import cycle

from hanoiportal.types.section import ITEM_TYPES
from hanoiportal.web.pagecache.cache import PageCache
from matrix.views import registered

SITES = ('', '/sites/soxaydung')
ITEMS = [f'/sites/soxaydung/tin-tuc-su-kien/mau-{name.lower()}' for name in ITEM_TYPES]
#: One section of each kind of page.
SECTIONS = (
    'co-cau-to-chuc', 'lanh-dao', 'lich-lam-viec', 'khen-thuong-xu-phat', 'van-ban-hanh-chinh',
    'chien-luoc-quy-hoach', 'du-an-dau-tu', 'de-tai-khoa-hoc', 'thong-ke', 'thu-tuc-hanh-chinh',
    'tiep-can-thong-tin', 'phat-ngon-bao-chi', 'lien-he', 'da-phuong-tien', 'kenh-thong-tin',
    'tin-tuc-su-kien')
#: Every query field that a public view knows; a view looks at twenty of an address at most.
FIELDS = (
    ('q', 'page', 'site', 'type', 'section', 'year', 'from', 'to', 'sort', 'part', 'tu-khoa',
     'tuan', 'kind', 'stage', 'field', 'period', 'status', 'form', 'w', 'as'),
    ('q', 'page', 'loai', 'co-quan', 'linh-vuc', 'nguoi-ky', 'tinh-trang', 'nam', 'so', 'tu',
     'den', 'sap-xep', 'v', 'ngay', 'nen', 'co-chu', 'kieu', 've', 'luu', 'mac-dinh'))
ODD = (
    '%', '%ff', '%00', '%0d%0aX-Evil:1', '%ed%a0%80', '%ef%bf%be', '9' * 400, '-1', '1e9',
    '9999-99-99', '0001-01-01', '9999-12-31', '31/12/9999', '1/1/0001', '0000-W00', '0001-W01',
    '9999-W51', '9999-W52', '9999-W53', '"', '%27%22%3E%3Cscript%3E', '%E1%BA' * 30, 'a' * 6000,
    '..%2f..%2fetc%2fpasswd', '{}', '${x}', '%25s', '%F0%9D%9F%99', '%C2%B2', 'NaN',
    'a%cc%81' * 100, '"' * 300, 'tin')
HEADERS = (
    {}, {'Range': 'bytes=99999999-', 'Accept-Encoding': 'gzip'},
    {'Cookie': r'hien-thi="\377"; danh-cho-ban=..~sites', 'Origin': 'http://['},
    {'If-None-Match': '"', 'If-Modified-Since': 'x', 'Referer': 'http://[', 'Accept': '\xff'})
SLOWEST = 3
#: Views that nothing here asks for: programs of the system make two, previews alone show one.
UNASKED = {'public IItem audio GET', 'public IItem pdf GET', 'public HomePage - GET'}
#: A network of its own: of another, tests before may have asked for as many files as it gets.
OF_ITS_OWN = {'REMOTE_ADDR': '192.0.2.77'}
#: Steps behind the address of a page: it may know how many there are, and not which.
TAILS = ('khong', 'khong/khong', 'khong/khong/khong')


def _addresses(app):
    """Yield each public view with its address at each place of a kind that has it."""
    sections = [f'/sites/soxaydung/{name}' for name in SECTIONS]
    places = {'ISite': SITES, 'ComponentSite': SITES[1:], 'Portal': SITES[:1],
              'IPortal': SITES[:1], 'Sites': ['/sites'], 'Section': sections,
              'Article': ['/van-ban-hanh-chinh/qd/dieu-1'],
              'IItem': ITEMS[:3], 'IResource': [*SITES, sections[0], ITEMS[0]]}
    for view in registered(app.app.registry):
        shell, context, name, method = view.key.split()[:4]
        if (shell, method) == ('public', 'GET') and view.key not in UNASKED:
            for place in places.get(context) or _items(app.app.registry, view.context):
                yield view, place + ('' if name == '-' else f'/{name}')


def _items(registry, context):
    """Return the addresses of the items that are ``context``, a class or an interface."""
    classes = registry.content.content_types
    return [address for name, address in zip(ITEM_TYPES, ITEMS, strict=True) if (
        issubclass(classes[name], context) if isinstance(context, type)
        else context.implementedBy(classes[name]))]


def test_no_public_view_fails_or_is_slow(stocked):
    odd, fields, headers, wrong, asked = cycle(ODD), cycle(FIELDS), cycle(HEADERS), [], 0
    for _view, address in _addresses(stocked):
        value = next(odd)
        query = '&'.join(f'{field}={value}' for field in next(fields))
        began = time.process_time()
        answer = stocked.get(f'{address or "/"}?{query}', headers=next(headers),
                             expect_errors=True)
        spent, asked = time.process_time() - began, asked + 1
        if answer.status_int >= 500 or 'X-Evil' in answer.headers or spent > SLOWEST:
            wrong.append((address, value[:30], answer.status_int, spent))

    assert wrong == [] and asked > 150


def test_nothing_stands_behind_the_address_of_a_page(stocked):
    """Each such address would be a page of its own in the cache, too."""
    pages = {view.key: (view, address) for view, address in _addresses(stocked)}
    public = {view.key for view in registered(stocked.app.registry)
              if view.key.startswith('public ') and view.method == 'GET'}
    wrong = []
    for view, address in pages.values():
        start = f'{address}/@@' if view.name == '' else address
        wrong += [f'{start}/{tail}' for tail in TAILS if stocked.get(
            f'{start}/{tail}', status='*', extra_environ=OF_ITS_OWN).status_int not in (303, 404)]

    assert wrong == [] and len(pages) > 100
    assert public - set(pages) == UNASKED
    stocked.get('/thoi-han', status=200)
    stocked.get('/sites/soxaydung/tin-tuc-su-kien/@@', status=200)


def test_no_public_page_is_kept_under_a_field_that_it_does_not_read(stocked, monkeypatch):
    kept = []
    monkeypatch.setattr(PageCache, 'put', lambda self, key, page: kept.append(key))
    monkeypatch.setattr(PageCache, 'get', lambda self, key: None)
    addresses = [address or '/' for _view, address in _addresses(stocked)]
    for tail in ('', '?khong-ai-doc=1'):
        usual = len(kept)
        for address in addresses:
            stocked.reset()
            stocked.get(f'{address}{tail}', status='*')

    assert usual > 150 and kept[usual:] == []
