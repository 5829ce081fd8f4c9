"""The register of issued documents: form, file, refusals, the log, and what bodies owe by it."""
import datetime

import pytest
import transaction
from hanoiportal.base.csvfile import BadLines, lines_in
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.registers.interfaces import IRowEvent, RowQuery
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.verifying import heads_of, verify
from support.desk_forms import form_of
from support.workbooks import cells
from webtest import Upload

LIST, ROW, FILE = (f'/desk/sites/bavi/@@issued{name}' for name in ('', '-row', '-file'))
GIVEN = {'kind': 'van-ban', 'type': 'quyet-dinh-ca-biet', 'number': '12/QĐ-UBND',
         'issued': '2026-11-20', 'title': 'Về việc <phê duyệt>'}
COLUMNS = tuple(GIVEN)


@pytest.fixture
def registers(registry):
    return RegisterService(registry, lambda _permission, _site: True, send(registry))


@pytest.fixture
def heard(registry):
    """What was told of rows."""
    found = []
    registry.registerHandler(lambda event, _site: found.append(event), (IRowEvent, None))
    return found


@pytest.fixture
def page(visit, staff):
    return visit('bavi-editor')


def tid(registry):
    return content_database(registry).storage.lastTransaction()


def send_row(page, act='add', status=303, **said):
    form = form_of(page, act)
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=act, status=status)


def file_of(text):
    return Upload('so.csv', text if isinstance(text, bytes) else text.encode())


def line(number, **other):
    return ','.join({**GIVEN, 'number': number, **other}.values())


def send_file(page, text, status=303):
    form = next(
        form for form in page.get(FILE).forms.values() if 'file' in form.fields)
    form['file'] = file_of(text)
    return form.submit(status=status)


def test_a_row_entered_in_the_desk_says_who_owes_what_and_leaves_content_alone(
        page, heard, registry, bavi, audit):
    form = page.get(ROW)
    before = tid(registry)
    done = send_row(form, reach='neu-ten', sites='Sở Xây dựng; bavi', **GIVEN).follow()

    assert tid(registry) == before
    assert '12/QĐ-UBND' in done.html.select_one('table.list').text
    assert '&lt;phê duyệt&gt;' in done
    event, = heard
    day, keys = datetime.date(2026, 11, 20), event.owed[0].keys
    transaction.begin()
    soxaydung = bavi.__parent__['soxaydung']
    assert event.owed == (
        (str(bavi.__oid__), '13.1.c1', day, '12/QĐ-UBND', keys, None),
        (str(soxaydung.__oid__), '13.1.c2', day, '12/QĐ-UBND', keys, None))
    assert keys[0].startswith('document:12-qd-ubnd:2026:')
    inner = audit.entries(bavi, wanted=LogQuery(inner=True)).items
    assert [(entry.action, entry.details) for entry in inner] == [
        ('register_add', {'register': 'issued', 'number': 1})]
    assert {head.database for head in heads_of(bavi.__parent__.__parent__)} == {
        'content', 'interactions'}
    assert verify(bavi.__parent__.__parent__).broken == []


def test_kinds_and_types_have_english_names_on_english_pages(page, registers, bavi):
    send_row(page.get(ROW), **GIVEN)
    form, listed = (page.get(f'/english{path}').html for path in (ROW, LIST))

    assert 'Document of this body' in form.find('select', {'name': 'kind'}).text
    assert 'Directive' in form.find('select', {'name': 'type'}).text
    assert 'Văn bản của cơ quan mình' not in listed.select_one('table.list').text


def test_everything_typed_comes_back_with_each_reason(page):
    refused = send_row(page.get(ROW), status=422, **{
        **GIVEN, 'number': '12-QĐ', 'issued': '2090-01-01', 'sites': 'Xã Không Có',
        'reach': 'neu-ten'})
    errors = [each.text for each in refused.html.select('.field .error')]
    assert len(errors) == 3 and 'Ngày ở sau hôm nay.' in errors
    form = form_of(refused, 'add')
    assert (form['number'].value, form['sites'].value, form['title'].value) == (
        '12-QĐ', 'Xã Không Có', GIVEN['title'])


def test_what_is_wrong_is_refused(registers, bavi):
    for field, value in (
            ('number', ''), ('number', '12'), ('issued', '1940-01-01'), ('issued', 'hôm qua'),
            ('issued', '2025-08-15'), ('issued', '2099-01-01'), ('type', ''), ('kind', 'khac'),
            ('reach', 'neu-ten'),
            ('title', ' '), ('title', 'x' * 2001), ('la', 'x')):
        with pytest.raises(Refused):
            registers.add('issued', bavi, {**GIVEN, field: value}, 'u1')
    assert not registers.rows('issued', bavi, RowQuery()).items


@pytest.mark.parametrize(('typed', 'meant'), [
    ('Sở Xây dưng', ''), ('sở xây dựng', ''), ('UBND xã Ba Vì', ''), ('HĐND TP. Hà Nội', ''),
    ('Bộ Xây dựng', ''), ('Ủy ban nhân dân tỉnh Phú Thọ', ''), ('', ''),
    ('Sở Xây dựg', 'Sở Xây dựng'), ('Sở Xây Dựngg', 'Sở Xây dựng'),
    ('Ủy ban nhân dân xã Ba V', 'Ủy ban nhân dân xã Ba Vì')])
def test_a_body_that_is_nearly_a_known_one_is_refused_with_its_name(
        registers, bavi, typed, meant):
    """Marks do not count; what is like no body of the portal is another one."""
    given = {**GIVEN, 'issuer': typed}
    if not meant:
        assert registers.add('issued', bavi, given, 'u1')
        return
    with pytest.raises(Refused) as refused:
        registers.add('issued', bavi, given, 'u1')
    assert meant in refused.value.reasons['issuer'].interpolate()
    with pytest.raises(BadLines) as bad:
        registers.bring_in('issued', bavi, lines_in(
            f'{",".join(given)}\n{",".join(given.values())}\n'.encode(), tuple(given), ()), 'u1')
    assert [line for line, _why in bad.value.faults] == [2]


def test_the_form_offers_the_known_bodies(page):
    form = page.get(ROW).html
    offered = [option['value'] for option in form.select('datalist#l-issuer option')]

    assert form.find(id='f-issuer')['list'] == 'l-issuer'
    assert offered[0] == 'Ủy ban nhân dân xã Ba Vì' and 'Sở Xây dựng' in offered


def test_each_kind_opens_its_rule(registers, heard, bavi):
    for kind, rules in (
            ('cap-tren', ['13.1.b', '13.1.b']), ('ke-hoach', ['13.1.d']), ('du-an', ['13.1.d']),
            ('khoa-hoc', ['13.1.f']), ('thong-ke', ['13.1.g'])):
        registers.add('issued', bavi, {
            **GIVEN, 'kind': kind, 'reach': 'co-quan', 'number': f'{len(heard)}/QĐ-UBND'}, 'u1')
        assert [owed.rule for owed in heard[-1].owed] == rules


def test_a_number_that_is_there_is_refused_until_its_row_is_withdrawn(registers, heard, bavi):
    first = registers.add('issued', bavi, GIVEN, 'u1')
    with pytest.raises(Refused):
        registers.add('issued', bavi, {**GIVEN, 'number': '12/qđ-ubnd'.upper()}, 'u1')
    registers.add('issued', bavi.__parent__['soxaydung'], GIVEN, 'u1')
    registers.add('issued', bavi, {**GIVEN, 'issued': '2025-11-20'}, 'u1')
    with pytest.raises(Refused):
        registers.withdraw('issued', bavi, first.number, ' ', 'u2')
    registers.withdraw('issued', bavi, first.number, 'Ghi nhầm', 'u2')

    assert heard[-1].owed == () and heard[-1].before[0].rule == '13.1.c1'
    assert registers.add('issued', bavi, GIVEN, 'u1').number == 4
    with pytest.raises(Refused):
        registers.change('issued', bavi, first.number, GIVEN, 'Sửa', 'u1')


def test_a_corrected_row_keeps_what_it_was_and_tells_both(registers, heard, bavi, page):
    row = registers.add('issued', bavi, GIVEN, 'u1')
    transaction.commit()
    form = page.get(f'{ROW}?row=1')
    assert send_row(form, 'change', 422).html.select_one('.flash.error, .error')
    send_row(form, 'change', issued='2026-11-23', why='Nhầm ngày')
    transaction.begin()

    assert [(past.values['issued'].day, past.why) for past in row.past] == [(20, 'Nhầm ngày')]
    assert [owed.day.day for owed in (*heard[-1].before, *heard[-1].owed)] == [20, 23]
    assert 'Nhầm ngày' in page.get(f'{ROW}?row=1').html.select_one('#h-past').parent.text


def test_rows_of_other_sites_and_odd_numbers_are_not_there(registers, bavi, page, visit):
    registers.add('issued', bavi.__parent__['soxaydung'], GIVEN, 'u1')
    transaction.commit()
    for number in ('1', '2', '0', '-1', 'x', '９', '9' * 30):
        page.get(ROW, {'row': number}, status=404)
    page.get('/desk/sites/soxaydung/@@issued', status=404)
    page.post(ROW, {**GIVEN, 'act': 'add'}, status=403)                 # without its token
    assert not registers.rows('issued', bavi, RowQuery()).items


def test_who_only_reads_sees_no_form(visit, staff, registers, bavi):
    registers.add('issued', bavi, GIVEN, 'u1')
    transaction.commit()
    reader = visit('bavi-contributor')
    assert '12/QĐ-UBND' in reader.get(LIST)
    assert not reader.get(f'{ROW}?row=1').html.select('main form[method=post]')
    reader.get(ROW, status=404)
    reader.get(FILE, status=404)


def test_rows_are_found_by_words_and_days(registers, bavi):
    for number, title, issued in ((1, 'Đường Láng', '2026-11-03'), (2, 'Chợ hoa', '2026-11-09'),
                                  (3, 'Đường vành đai', '2026-10-01')):
        registers.add('issued', bavi, {**GIVEN, 'number': f'{number}/QĐ-UBND', 'title': title,
                                       'issued': issued}, 'u1')

    def numbers(**asked):
        return [row.number for row in registers.rows('issued', bavi, RowQuery(**asked)).items]

    assert numbers() == [2, 1, 3]
    assert numbers(text='duong') == [1, 3] and numbers(text='duong lang') == [1]
    assert numbers(since=datetime.date(2026, 11, 3)) == [2, 1]
    assert numbers(until=datetime.date(2026, 11, 3)) == [1, 3]
    registers.withdraw('issued', bavi, 1, 'Nhầm', 'u1')
    assert numbers() == [2, 3] and numbers(withdrawn=True) == [2, 1, 3]


@pytest.mark.parametrize('sign', [',', ';'])
def test_a_file_is_entered_whole_and_comes_out_as_it_went_in(
        page, registers, bavi, registry, sign):
    text = '\r\n'.join((','.join(COLUMNS), line('1/QĐ-UBND'), line('2/QĐ-UBND', title='="x"')))
    before = tid(registry)
    send_file(page, '\ufeff' + text.replace(',', sign))
    transaction.begin()
    assert tid(registry) == before
    assert registers.rows('issued', bavi, RowQuery()).total == 2

    form = next(form for form in page.get(LIST).forms.values()
                if form.method.lower() == 'post' and 'format' in form.fields)
    taken = form.submit()
    assert taken.content_type == 'text/csv' and "'=" in taken.text
    sheet = cells(form.submit('format', value='xlsx').body)
    assert [sheet[place] for place in ('D1', 'D2', 'D3')] == [
        ('s', 'Số, ký hiệu'), ('s', '2/QĐ-UBND'), ('s', '1/QĐ-UBND')]
    assert sheet['E2'][0] == 'n' and ('s', '="x"') in sheet.values()
    assert [each.split(',')[3] for each in taken.text.splitlines()[1:]] == [
        '2/QĐ-UBND', '1/QĐ-UBND']
    assert '2 dòng đã có trong sổ' in send_file(page, taken.body).follow()


def test_a_file_with_bad_lines_enters_nothing_and_names_each(page, registers, bavi):
    text = '\n'.join((','.join(COLUMNS), line('1/QĐ-UBND'), line('2-QĐ'), line('1/QĐ-UBND'),
                      line('3/QĐ-UBND', issued='2090-01-01')))
    refused = send_file(page, text, 422)

    said = [each.text for each in refused.html.select('.flash.error li')]
    assert [each.split(':')[0] for each in said] == ['Dòng 3', 'Dòng 4', 'Dòng 5']
    assert not registers.rows('issued', bavi, RowQuery()).items


def test_what_is_no_such_file_is_refused(page):
    head = b'kind,number,issued,title\n'
    for content in (b'', b'\xff\xfe', b'la;khong\n', head, head + b'a,b,c,d,e\n', head + b'"x'):
        assert send_file(page, content, 422).html.select('.flash.error li')


def test_thousands_of_rows_are_entered_and_read(registers, bavi):
    text = '\n'.join((','.join(COLUMNS), *(line(f'{each}/QĐ-UBND') for each in range(2_000))))
    lines = lines_in(text.encode(), COLUMNS, ())

    assert registers.bring_in('issued', bavi, lines, 'u1').entered == 2_000
    assert registers.rows('issued', bavi, RowQuery(), 1_950).total == 2_000
    with pytest.raises(BadLines):
        registers.bring_in('issued', bavi, lines * 11, 'u1')
