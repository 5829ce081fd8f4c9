"""Files that come with the answer of an order: kept in ``interactions``, seen by both sides."""
import pytest
import transaction
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.editorial.orders.erasing import forget_orders
from hanoiportal.editorial.orders.reading import Orders
from support.desk_forms import form_of
from support.pages import form_with
from webtest import Upload

CITY, WARD = '/desk', '/desk/sites/bavi'
FILE = f'{WARD}/@@order-answer-file?number=1&at='


@pytest.fixture
def own_settings(tmp_path):
    """The database of orders can hold files, as in service."""
    return {'zodbconn.uri.interactions':
            f'file://{tmp_path}/interactions.fs?blobstorage_dir={tmp_path}/kept'}


@pytest.fixture
def record(visit, staff, small_portal):
    """The page of an order to Ba Vì, as a member of its board sees it."""
    form = form_with(visit('hanoi-head').get(f'{CITY}/@@order-new'), 'text')
    site = str(small_portal['sites']['bavi'].__oid__)
    for box in form.fields['sites']:
        box.checked = box._value == site
    form['text'], form['kind'] = 'Rà soát', 'review'
    form.submit(status=303)
    return visit('bavi-member').get(f'{WARD}/@@order?number=1')


def answer(page, upload, status=303):
    form = form_of(page, 'answer')
    form['text'], form['file'] = 'Đã rà soát', upload
    return form.submit('act', value='answer', status=status)


@pytest.mark.clause('28.12')
def test_a_file_comes_with_an_answer_and_is_opened_by_both_sides_alone(
        record, visit, small_portal, registry):
    for name, content in (('virus.exe', b'MZ'), ('rong.txt', b'')):
        refused = answer(record, Upload(name, content), 422)
        assert refused.html.find(id='a-e-file'), name
    answer(record, Upload('biên bản.txt', 'Biên bản <b>'.encode()))

    for browser, path in ((visit('hanoi-head'), CITY), (visit('bavi-editor'), WARD)):
        page = browser.get(f'{path}/@@order?number=1')
        opened = page.click('biên bản.txt')
        assert opened.body.decode() == 'Biên bản <b>'
        assert opened.headers['Cache-Control'] == 'no-store'
        assert opened.headers['Cross-Origin-Resource-Policy'] == 'same-origin'
        assert opened.headers['Content-Disposition'].startswith('attachment')
    for odd in ('0', '9', '-1', 'x', '9' * 40, ''):
        visit('bavi-member').get(FILE + odd, status=404)
    visit('soxaydung-member').get(
        FILE.replace('bavi', 'soxaydung') + '1', status=404)

    transaction.begin()
    [order] = Orders(registry, small_portal).received(small_portal['sites']['bavi'])
    item = str(small_portal['sites']['bavi'].__oid__)
    order.events = tuple(each._replace(item=item) for each in order.events)
    forget_orders(small_portal, Erased(frozenset({int(item)})), registry)
    assert [each.file for each in order.events] == [None] * len(order.events)
    transaction.abort()


def test_a_file_that_no_scanner_has_seen_is_not_taken(record, monkeypatch):
    monkeypatch.setattr('hanoiportal.kernel.inspection.upload._must_wait', lambda *_asked: True)
    refused = answer(record, Upload('a.txt', b'a'), 422)

    assert 'chưa quét được mã độc' in refused.html.find(id='a-e-file').text
    assert 'Chưa tiếp nhận' in refused.html.main.get_text()
