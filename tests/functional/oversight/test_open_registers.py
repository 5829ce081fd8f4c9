"""What the public reads of registers: rows that were approved, as they were approved."""
import pytest
import transaction
from hanoiportal.platform.registers.interfaces import CannotKeep, IDeclaredRegisters

PATH = '/sites/bavi/so-cong-khai'


def given(registry, name, **other):
    return {**registry.getUtility(IDeclaredRegisters)[name].example, **other}


def approved_plan(by, bavi, registry, **other):
    """Return the number of a plan that the body above has approved."""
    row = by('bavi-head').add('plans', bavi, given(
        registry, 'plans', number='9/QĐ', approved='2026-01-09', **other), 'u1')
    by('bavi-head').move('plans', bavi, row.number, 'da-trinh', '', 'u1')
    by('quanly').move('plans', bavi, row.number, 'da-duyet', '', 'u2')
    return row.number


def rows(app, path=PATH):
    return [[each.get_text(' ', strip=True) for each in row.select('th, td')]
            for row in app.get(path).html.select('main tbody tr')]


@pytest.mark.clause('7.2')
def test_an_approved_plan_is_public_as_it_was_approved_until_another_is(
        app, by, bavi, registry, look):
    number = approved_plan(by, bavi, registry, title='Kế hoạch zqmot', due='2026-12-15')
    by('bavi-head').add('plans', bavi, given(registry, 'plans', title='Kế hoạch zqhai'), 'u1')
    assert look() and not look()
    shown, = rows(app)
    assert shown[:4] == ['Kế hoạch zqmot', 'Kế hoạch hoạt động hằng năm', '2027', '—']
    assert shown[5:7] == ['9/QĐ', '09/01/2026'] and '15/12/2026' not in shown
    assert [row[:2] for row in rows(app, '/so-cong-khai')] == [
        ['Kế hoạch zqmot', 'Ủy ban nhân dân xã Ba Vì']]
    assert 'zqmot' in app.get(f'{PATH}.csv').text
    assert app.get(f'{PATH}.json').json['rows'][0]['approved'] == '2026-01-09'

    head = by('bavi-head')
    changed = given(registry, 'plans', title='Kế hoạch zqba', number='9/QĐ',
                    approved='2026-01-09')
    head.change('plans', bavi, number, changed, 'Sửa tên', 'u1')
    assert not look(), 'nobody has approved the correction'
    head.move('plans', bavi, number, 'da-trinh', '', 'u1')
    by('quanly').move('plans', bavi, number, 'da-duyet', '', 'u2')
    assert look() and [row[0] for row in rows(app)] == ['Kế hoạch zqba']
    head.withdraw('plans', bavi, number, 'Bãi bỏ', 'u1')
    assert look() and rows(app) == [] and 'Chưa có nội dung công khai' in app.get(PATH)


def test_plans_of_a_site_for_practice_are_none_of_the_city(
        app, by, bavi, small_portal, registry, look):
    approved_plan(by, bavi, registry)
    look()
    assert len(rows(app, '/so-cong-khai')) == 1
    bavi.owner = small_portal.owner
    transaction.commit()
    assert rows(app, '/so-cong-khai') == [] and len(rows(app)) == 1
    assert app.get('/so-cong-khai.json').json['rows'] == []


@pytest.mark.clause('7.4')
def test_who_keeps_the_documents_of_a_site_makes_none_public(app, by, bavi, registry, look):
    head, document = by('bavi-head'), f'{PATH}?so=governing'
    row = head.add('governing', bavi, given(registry, 'governing'), 'u1')
    with pytest.raises(CannotKeep):
        head.move('governing', bavi, row.number, 'cong-khai', '', 'u1')
    look()
    assert rows(app, document) == []
    by('quanly').move('governing', bavi, row.number, 'cong-khai', '', 'u2')
    look()
    assert len(app.get('/sites/bavi/tuan-thu').html.select(f'main a[href$="{PATH}"]')) == 1
    (shown,) = rows(app, document)
    assert shown[5] == 'Công an phường; Trường THCS' and shown[2] == '05/QC-UBND'
    head.move('governing', bavi, row.number, 'het-hieu-luc', '', 'u1')
    look()
    assert rows(app, document) == []


def test_the_pages_read_the_snapshot_alone_and_know_no_other_register(
        app, by, bavi, registry, look, read_snapshot_alone):
    approved_plan(by, bavi, registry)
    look()
    read_snapshot_alone(PATH, '/so-cong-khai', f'{PATH}.csv', f'{PATH}.json',
                        '/english/so-cong-khai', f'{PATH}?so=governing')
    english = app.get('/english/so-cong-khai')
    assert english.html.select('main tbody th [lang="vi"], main tbody th[lang="vi"]')
    for asked in ('so=training', 'so=', 'so=%FF', 'page=2', 'page=x'):
        app.get(f'{PATH}?{asked}', status=404)


def test_nothing_is_public_before_somebody_decides_and_nothing_of_people(registry):
    found = [each for each in registry.getUtility(IDeclaredRegisters).values() if each.publicity]
    assert {each.name for each in found} == {'plans', 'governing'}
    for register in found:
        state, names = register.publicity.state, {node.name for node in register.schema}
        assert not register.is_sealed and register.overseen, register.name
        assert set(register.publicity.fields) <= names - set(register.private), register.name
        assert state != register.states[0].name, register.name
        ways = [each.moves[state] for each in register.states if state in each.moves]
        assert ways and register.write not in ways, register.name


