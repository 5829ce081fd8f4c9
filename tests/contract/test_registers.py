"""What each declared register keeps, a new one unasked: form, list, filters, files, refusals."""
import ast
import csv
from io import BytesIO

import colander
import openpyxl
import pytest
import transaction
from hanoiportal.base.csvfile import BadLines, csv_text, lines_in
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.registers.interfaces import (
    NUMBER,
    STATE,
    BroughtIn,
    IDeclaredRegisters,
    RowQuery,
)
from hanoiportal.platform.registers.services import RegisterService
from support import ROOT
from support.byte_search import records
from support.desk_forms import form_of
from support.office_schema import faults
from webtest import Upload

#: Lines of a declaration.
LONGEST = 60
#: Registers whose workbooks are held against the schema: with days, moments, numbers and words.
CHECKED = frozenset(('budget', 'incidents'))


@pytest.fixture
def declared(registry):
    return registry.getUtility(IDeclaredRegisters)


def service(registry, allowed=lambda _permission, _site: True):
    return RegisterService(registry, allowed, send(registry))


def site_of(register, portal):
    return portal if register.is_of_city else portal['sites']['bavi']


def numbers(registers, register, site, **asked):
    return [row.number for row in registers.rows(register.name, site, RowQuery(**asked)).items]


def columns(register):
    return [node.name for node in register.schema]


def of_file(register):
    """Return the columns of a file that is taken away."""
    return [NUMBER, *columns(register), *[STATE] * bool(register.states)]


def bring_in(registers, register, site, rows):
    text = csv_text(of_file(register), rows)
    return registers.bring_in(
        register.name, site, lines_in(text.encode(), of_file(register), ()), 'u1')


def test_a_declaration_says_what_it_is_for_and_names_what_is_there(declared):
    assert len(declared) >= 17
    for name, register in declared.items():
        names, states = set(columns(register)), {each.name for each in register.states}
        assert register.purpose and register.basis and register.example, name
        assert STATE not in names, name
        assert len(set(titles_of(register))) == len(titles_of(register)), name
        for node in register.schema:
            said = [str(title) for _value, title in getattr(node, 'choices', ())]
            assert len(set(said)) == len(said), (name, node.name)
        assert {register.dated, *register.columns, *register.searched, *register.private,
                *register.example} <= names, name
        assert {each.field for each in register.reminders} | {
            each for each in (register.yearly, register.fulfilled, *register.summed,
                              register.lasting[0]) if each} <= names, name
        assert len(states) == len(register.states), name
        for state in register.states:
            assert set(state.moves) <= states and set(state.needs) <= names, (name, state.name)
            assert state.moves or state.is_over, (name, state.name)
        if register.lasting[0]:
            assert register.state(register.lasting[1]).is_over and not register.is_sealed, name
        assert not (register.is_sealed and register.reminders), f'{name}: days lie sealed'


def test_a_declaration_is_short(declared):
    """Of every register of the project, with the schema that stands beside it."""
    found = {}
    for path in sorted((ROOT / 'src/hanoiportal').rglob('*.py')):
        text = path.read_text(encoding='utf-8')
        if 'Register(' not in text:
            continue
        tree = ast.parse(text)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)
                     and ast.unparse(node.func) == 'Register' and len(node.args) > 2):
            named = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
            schemas = [node for node in tree.body if getattr(node, 'name', '') in named
                       and 'Schema' in ast.unparse(node)]
            found[path, call.lineno] = sum(
                node.end_lineno - node.lineno + 1 for node in (call, *schemas))
    assert len(found) == len(declared)
    assert {place: lines for place, lines in found.items() if lines > LONGEST} == {}


def test_a_row_goes_in_and_is_found_filtered_sorted_and_comes_out_and_in_again(
        declared, registry, small_portal):
    registers = service(registry)
    for name, register in declared.items():
        site = site_of(register, small_portal)
        row = registers.add(name, site, register.example, 'u1')
        found, typed = [row.number], register.typed(row.values)

        for field, text in register.example.items():
            assert typed[field] == text, (name, field)
        for node in register.schema:
            choices = [value for value, _title in getattr(node, 'choices', ()) if value]
            for value in choices:
                wanted = found if value == typed[node.name] else []
                assert numbers(registers, register, site, chosen=((node.name, value),)) == wanted
        for order in (*register.columns, STATE):
            for sign in ('', '-'):
                assert numbers(registers, register, site, order=sign + order) == found, name
        word = typed[register.searched[0]].split()[0]
        assert numbers(registers, register, site, text=word) == found, name
        assert numbers(registers, register, site, text='khôngcóchữnày') == []

        taken = list(registers.taken(name, site, RowQuery(), 'u1'))
        assert bring_in(registers, register, site, taken) == BroughtIn(0, 1), name
        registers.withdraw(name, site, row.number, 'Nhập lại', 'u1')
        with pytest.raises(BadLines):
            bring_in(registers, register, site, taken)
        assert bring_in(registers, register, site, [['', *taken[0][1:]]]) == BroughtIn(1, 0), name
        again, = registers.rows(name, site, RowQuery()).items
        assert register.typed(again.values) == typed, name
    transaction.commit()
    stored = records(registry, INTERACTIONS)
    for name, register in declared.items():
        said = register.example[register.searched[0]].encode()
        assert (said in stored) != register.is_sealed, name


def test_a_file_with_a_bad_line_enters_nothing(declared, registry, small_portal):
    registers = service(registry)
    for name, register in declared.items():
        site = site_of(register, small_portal)
        fields = list(register.example)
        needed = next(node.name for node in register.schema
                      if node.name in fields and node.missing is colander.required)
        bad = {**register.example, needed: ''}
        text = csv_text(fields, [register.example.values(), bad.values()])
        with pytest.raises(BadLines) as refused:
            registers.bring_in(name, site, lines_in(text.encode(), columns(register), ()), 'u1')
        assert {line for line, _why in refused.value.faults} == {3}, name
        assert numbers(registers, register, site) == [], name


def test_who_may_not_read_learns_of_nothing_and_who_only_reads_writes_nothing(
        declared, registry, small_portal):
    everything, nothing = service(registry), service(registry, lambda permission, site: False)
    for name, register in declared.items():
        site, other = site_of(register, small_portal), small_portal['sites']['soxaydung']
        row = everything.add(name, site, register.example, 'u1')
        reader = service(registry, lambda permission, site, read=register.read: (
            permission == read))
        with pytest.raises(LookupError):
            everything.row(name, other, row.number)
        with pytest.raises(LookupError):
            nothing.row(name, site, row.number)
        with pytest.raises(LookupError):
            nothing.rows(name, site, RowQuery())
        if register.read != register.write:
            with pytest.raises(PermissionError):
                reader.add(name, site, register.example, 'u1')
        if register.overseen != register.read:
            with pytest.raises(PermissionError):
                reader.rows(name, small_portal, RowQuery(everywhere=True))
        elif register.overseen:
            assert reader.rows(name, small_portal, RowQuery(everywhere=True)).total == 1, name


def test_the_pages_of_each_register_enter_show_give_and_take(
        declared, visit, staff, small_portal, registry):
    head, manager, stranger = visit('bavi-head'), visit('quanly'), visit('soxaydung-head')
    shown = head.get('/desk/sites/bavi/@@registers').html
    shown_to_all = manager.get('/desk/@@registers').html
    for name, register in declared.items():
        if register.page or register.is_found:  # nobody enters what the portal finds
            continue
        at = '' if register.is_of_city else '/sites/bavi'
        may = service(registry, lambda permission, site: permission in HEADS)
        writer = head if not register.is_of_city and may.may_write(
            name, small_portal['sites']['bavi']) else manager
        assert register.purpose in (shown_to_all if register.is_of_city else shown).text, name
        page, row, file = (f'/desk{at}/@@register{which}?of={name}'
                           for which in ('', '-row', '-import'))
        form = form_of(writer.get(row), 'add')
        for field, text in register.example.items():
            form[field] = text
        form.submit('act', value='add', status=303)
        asked = '&'.join(f'f.{node.name}={register.example[node.name]}' for node in register.schema
                         if getattr(node, 'choices', ()) and register.example.get(node.name))
        listed = writer.get(f'{page}&{asked}&order=-{register.columns[0]}&page=99999')
        assert len(listed.html.select('table.list.cards tbody tr')) == 1, name
        turned = writer.get(f'{page}&since=2026-02-01&until=2026-01-01')
        assert 'Hãy sửa một trong hai ngày' in turned and 'Không có dòng nào.' not in turned
        assert turned.html.find(id='r-since')['value'] == '2026-02-01', name
        form = next(each for each in listed.forms.values() if 'format' in each.fields)
        book, text = form.submit('format', value='xlsx'), form.submit()
        cells = openpyxl.load_workbook(BytesIO(book.body)).active.values
        assert name not in CHECKED or faults(book.body) == []
        before = register.typed(only(registry, register, small_portal).values)
        taking = next(each for each in writer.get(file).forms.values() if 'file' in each.fields)
        for kind, (header, line), body in (
                ('xlsx', cells, book.body),
                ('csv', csv.reader(text.text.lstrip('\ufeff').splitlines()), text.body)):
            assert list(header) == titles_of(register), name
            assert codes_of(register).isdisjoint(line), (name, kind)
            taking['file'] = Upload(f'so.{kind}', body)
            told = taking.submit(status=303).follow()
            assert '1 dòng đã có trong sổ nên được bỏ qua' in told, (name, kind)
            assert register.typed(only(registry, register, small_portal).values) == before, name
        assert stranger.get(f'{row}&row=1', status='*').status_int in (403, 404), name
        manager.get(f'/desk/sites/soxaydung/@@register-row?of={name}&row=1', status=404)


def titles_of(register):
    """Return what the columns of a file that is taken away are called."""
    return ['Số dòng', *(str(node.title) for node in register.schema),
            *['Trạng thái'] * bool(register.states)]


def codes_of(register):
    """Return every value of a choice, and every state, that people call otherwise."""
    pairs = [(each.name, each.title) for each in register.states]
    for node in register.schema:
        pairs += getattr(node, 'choices', ())
    return {value for value, title in pairs if value and value != str(title)}


#: What the head of a board may do, as far as registers ask for it.
HEADS = frozenset({'desk', 'edit', 'audit', 'keep registers', 'engage'})


def only(registry, register, portal):
    """Return the one valid row of the register, read anew."""
    transaction.begin()
    row, = service(registry).rows(register.name, site_of(register, portal), RowQuery()).items
    return row
