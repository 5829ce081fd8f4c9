"""Exports of registers that take long: ordered, made with progress, fetched by who may read."""
import datetime
from io import BytesIO
from unittest.mock import patch

import openpyxl
import pytest
import transaction
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.kernel.storage.keys import key_of
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.registers import exportjobs
from hanoiportal.platform.registers.exporting import RegisterExports
from hanoiportal.platform.registers.exportrecords import exports_of
from hanoiportal.platform.registers.interfaces import (
    CannotKeep,
    ExportWords,
    IDeclaredRegisters,
    IForgetting,
    RowQuery,
)
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.shells.desk.frame import registerexport
from support.byte_search import records

ROWS = 25
SEALED, OPEN = 'contributors', 'plans'


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Ten rows are many, and the job notes every tenth."""
    monkeypatch.setattr(registerexport, 'AT_ONCE', 10)
    monkeypatch.setattr(exportjobs, 'STEP', 10)


def enter(registry, name, site, /, **values):
    """Enter the example of a register with other ``values``."""
    RegisterService(registry, lambda *_asked: True, send(registry)).add(
        name, site, {**registry.getUtility(IDeclaredRegisters)[name].example, **values}, 'u1')


@pytest.fixture
def filled(registry, small_portal, staff, clock):
    """Ba Vì has rows in a sealed register and in an open one."""
    bavi = small_portal['sites']['bavi']
    for number in range(ROWS):
        enter(registry, SEALED, bavi, name=f'Dòng thứ {number}', phone=f'09120000{number:02}',
              email='', tax_code='', account='')
        enter(registry, OPEN, bavi, title=f'Dòng thứ {number}')
    transaction.commit()
    return bavi


@pytest.fixture
def work(registry, small_portal):
    """Let the job run once."""
    def run():
        transaction.commit()
        with opened(registry, 'test') as environment:
            exportjobs.make_exports(environment)
        small_portal._p_jar.sync()

    return run


def order(page, name, kind='xlsx'):
    path = '/desk/sites/bavi/@@' + (f'register?of={name}' if name == OPEN else name)
    form = next(each for each in page.get(path).forms.values() if 'format' in each.fields)
    return form.submit('format', value=kind, status=303).follow()


def links(page):
    return [each['href'] for each in page.html.select('main table a.title')]


def test_a_long_export_is_ordered_made_with_progress_and_fetched_by_its_asker(
        filled, visit, work, registry, small_portal, monkeypatch, clock, told):
    head, notices = visit('bavi-head'), told
    listed = order(head, OPEN)
    assert f'0/{ROWS} dòng' in listed.html.main.text.replace('Đã ghi ', '')
    assert order(head, OPEN).html.main.select('tbody tr').__len__() == 1, 'ordered once'
    transaction.begin()
    enter(registry, OPEN, filled, title='Dòng mới')
    transaction.commit()
    told, note = [], exportjobs._note

    def noted(beside, number, done):
        note(beside, number, done)
        told.append(done)

    monkeypatch.setattr(exportjobs, '_note', noted)
    work()

    assert told == [10, 20]
    listed = head.get('/desk/sites/bavi/@@register-exports')
    assert 'Đã lập xong' in listed and f'{ROWS + 1} dòng' in listed.html.main.text
    with opened(registry, 'test') as environment:
        exportjobs._make(environment, 1)
        with patch.object(exportjobs, '_written', side_effect=OSError):
            exportjobs._make(environment, 1)
    listed = head.get('/desk/sites/bavi/@@register-exports')
    assert 'Đã lập xong' in listed and notices('bavi-head') == [exportjobs.MADE], (
        'a machine that was taken for stopped changes nothing')
    address, = links(listed)
    header, *rows = openpyxl.load_workbook(BytesIO(head.get(address).body)).active.values
    assert len(rows) == ROWS + 1 and header[0] == 'Số dòng' and header[-1] == 'Trạng thái'
    assert {row[-1] for row in rows} == {'Đang lập'}, 'words, no codes'
    assert head.get(address).headers['Cache-Control'] == 'no-store'
    order(head, OPEN, '')
    work()
    text, _book = links(head.get('/desk/sites/bavi/@@register-exports'))
    assert head.get(text).text.count('Dòng thứ') == ROWS
    for login in ('bavi-editor', 'quanly', 'soxaydung-head'):
        assert visit(login).get(address, status='*').status_int in (403, 404), login
    visit('bavi-editor').get('/desk/sites/bavi/@@register-exports').mustcontain(
        'Chưa có tệp', 'được lập riêng')

    clock.at += datetime.timedelta(days=1)
    head = visit('bavi-head')
    head.get(address, status=404)
    work()
    assert not exports_of(small_portal)


def test_what_the_asker_may_not_read_is_not_in_it_and_the_right_is_asked_again(
        filled, visit, work, registry, small_portal, at_work):
    head, editor = visit('bavi-head'), visit('bavi-editor')
    order(head, f'{SEALED}?q=thu', '')
    order(editor, SEALED, '')
    work()
    seals = [each.seal for each in exports_of(small_portal).values()]

    for page, knows in ((head, True), (editor, False)):
        address, = links(page.get('/desk/sites/bavi/@@register-exports'))
        given = page.get(address).text
        assert 'Dòng thứ 7' in given and ('0912000007' in given) == knows
    kept = records(registry, INTERACTIONS)
    assert b'0912000007' not in kept and b'"text": "thu"' not in kept

    account = at_work('bavi-head').id
    asked = RegisterExports(registry, lambda permission, _site: permission == 'edit', send(
        registry))
    number = next(each.number for each in exports_of(small_portal).values()
                  if each.actor == account)
    with pytest.raises(LookupError):
        asked.content(filled, number, account)

    registry.getUtility(IForgetting).forget(small_portal, SEALED, 1)
    transaction.commit()
    small_portal._p_jar.sync()
    assert not exports_of(small_portal), 'files that hold the row are gone with it'
    assert [key_of(small_portal, each) for each in seals] == [None, None]


def test_one_who_waits_for_three_orders_no_fourth_and_what_fails_is_told(
        filled, registry, work, small_portal, monkeypatch, caplog):
    exports = RegisterExports(registry, lambda *_asked: True, send(registry))
    words = ExportWords('so.xlsx', 'Sổ', ('a',), ({},))  # a header that fits no row
    queries = [RowQuery(text=word, since=datetime.date(2026, 1, 1), chosen=(('kind', 'nam'),))
               for word in ('dòng', 'thứ', 'dòng thứ', 'dòng')]
    for query in queries[:3]:
        exports.order(OPEN, filled, query, words, 'u1')
    assert exports.order(OPEN, filled, queries[3], words, 'u1').number == 1
    with pytest.raises(CannotKeep):
        exports.order(OPEN, filled, RowQuery(), words, 'u1')
    work()
    assert [each.has_failed for each in exports.mine(filled, 'u1')] == [True] * 3
    assert 'export 1 of a register failed' in caplog.text
    work()
    assert caplog.text.count('failed') == 3, 'tried once'
