"""Royalties through their life: proposed, approved, confirmed, paid, claimed (8.12, 26, 34.2)."""
import datetime
import functools
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.editorial.contributors.resource import (
    get_or_create_book as contributors_of,
)
from hanoiportal.editorial.royalties.documents import bank_text
from hanoiportal.editorial.royalties.form import extras_on, genres_on, likely_of
from hanoiportal.editorial.royalties.interfaces import (
    APPROVED,
    CONFIRMED,
    LAPSED,
    NOTICED,
    OPEN,
    PAID,
    PROPOSED,
    RECEIVED,
    CannotPay,
    PublishedWork,
)
from hanoiportal.editorial.royalties.lines import work_of as work_of_line
from hanoiportal.editorial.royalties.payees import choices_of
from hanoiportal.editorial.royalties.resource import book_of
from hanoiportal.editorial.royalties.tables import ADD, OF, IRoyaltyTables, read_tables
from hanoiportal.kernel.security.authorization.grants import Grant, grant, revoke
from hanoiportal.kernel.security.authorization.roles import ACCOUNTANT, EDITOR
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.kernel.tree.lookup import item_of
from hanoiportal.platform.duties.interfaces import IDuties
from hanoiportal.platform.ledger.interfaces import PUBLISHED
from support import ROOT
from support.crossposting import accepted, published
from support.deeds import deeds
from support.royalties import ROW, payer_of, valued

NOW, TODAY = parse('2026-11-24T10:00'), datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.usefixtures('clock')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def ketoan(staff, small_portal, registry):
    """The accountant, of the whole portal."""
    account = small_portal['accounts'].create('ketoan', 'Người ketoan', registry=registry)
    account.password_hash = staff['bavi-head'].password_hash
    account.password_at = NOW
    grant(small_portal, account.id, ACCOUNTANT, Grant(basis='QĐ 9'))
    staff['ketoan'] = account
    transaction.commit()
    return account


@pytest.fixture
def payer(registry, small_portal, staff, ketoan):
    """``payer(login)``: that person at work on royalties."""
    return functools.cache(lambda login: payer_of(registry, small_portal, staff[login]))


@pytest.fixture
def row(payer, bavi):
    """A contributor of Ba Vì without an account, whose bank data is known."""
    head = payer('bavi-head')
    made = head.registers.add('contributors', bavi, ROW, head.id)
    transaction.commit()
    return f'row:{made.number}'


@pytest.fixture
def editor_payee(staff):
    return f'account:{staff["bavi-editor"].id}'


def work_of(payer, site, item):
    """Return the work that ``item`` is."""
    return next(work for work, _line in payer('bavi-editor').royalties.works(site, '2026-11')
                if work.item == str(item.__oid__))


@pytest.fixture
def sheet(payer, bavi, item, row, editor_payee):
    """The open sheet with one work of two authors."""
    editor = payer('bavi-editor')
    made, _line = editor.deeds.value(bavi, work_of(payer, bavi, item), valued(
        'phong-su', 10, (row, 60), (editor_payee, 40)), editor.id)
    transaction.commit()
    return made


def brought(payer, bavi, sheet, *steps):
    """Bring ``sheet`` through ``steps``; committed."""
    doing = {
        PROPOSED: lambda: payer('bavi-editor').deeds.propose(
            bavi, sheet, payer('bavi-editor').id),
        APPROVED: lambda: payer('bavi-head').deeds.approve(bavi, sheet, payer('bavi-head').id),
        CONFIRMED: lambda: payer('chuquan').deeds.confirm(bavi, sheet, payer('chuquan').id),
        PAID: lambda: payer('ketoan').deeds.pay(bavi, sheet, TODAY, payer('ketoan').id)}
    for step in steps:
        doing[step]()
        transaction.commit()
        assert sheet.state == step


def logged(audit, site, deed):
    """Return who has done ``deed`` at ``site``, the first one first."""
    return [who for what, who in deeds(audit, site) if what == deed]


WAY = (PROPOSED, APPROVED, CONFIRMED, PAID)


@pytest.mark.clause('8.12')
@pytest.mark.clause('26.1')
@pytest.mark.clause('34.2')
def test_a_work_of_two_authors_is_proposed_approved_confirmed_and_paid(
        payer, bavi, sheet, row, editor_payee, small_portal, registry, audit):
    brought(payer, bavi, sheet, *WAY)

    assert sum(part for _payee, part in sheet.lines[0].counted.parts) == 2_530_000
    contributor, editor = sheet.paid
    assert (contributor.payee, contributor.gross, contributor.tax) == (row, 1_518_000, 0)
    assert (editor.payee, editor.gross, editor.net) == (editor_payee, 1_012_000, 1_012_000)
    received = {each.payee for each in sheet.settlements if each.kind == RECEIVED}
    assert received == {row}, 'whose bank account is known'
    duties = registry.getAdapter(small_portal, IDuties)
    duty = next(duties.of_key(f'royalties:{sheet.number}'))
    standing = duties.standing(duty, NOW)
    assert (duty.rule, standing.state) == ('nd18.4.10', 'met')
    assert standing.due.date() - standing.trigger.date() >= 59 * DAY
    told = deeds(audit, bavi, ROW['name'], ROW['bank_account'], ROW['tax_code'])
    assert [each for each in told if 'royalt' in each[0]] == [
        (deed, payer(login).id) for deed, login in (
            ('value_royalty', 'bavi-editor'), ('propose_royalties', 'bavi-editor'),
            ('approve_royalties', 'bavi-head'), ('confirm_royalties', 'chuquan'),
            ('pay_royalties', 'ketoan'))]


def test_tax_is_withheld_from_two_million_a_payment_over_all_works_of_a_sheet(
        payer, bavi, item, sheet, row, at_work, ward, audit):
    other = published(at_work('bavi-editor'), at_work('bavi-member'), ward, 'Bài thứ hai')
    editor = payer('bavi-editor')
    editor.deeds.value(bavi, work_of(payer, bavi, other), valued('tin', 2, (row, 100)), editor.id)
    brought(payer, bavi, sheet, *WAY[:3])
    paid = {each.payee: each for each in payer('ketoan').royalties.payments(sheet, TODAY)}
    assert (paid[row].gross, paid[row].tax) == (2_024_000, 202_400)

    accountant = payer('ketoan')
    accountant.deeds.tax(bavi, sheet, row, 'khong-cu-tru', accountant.id)
    transaction.commit()
    assert logged(audit, bavi, 'tax_royalty') == [accountant.id]
    accountant.deeds.pay(bavi, sheet, TODAY, accountant.id)
    assert {each.payee: each.tax for each in sheet.paid}[row] == 404_800


@pytest.mark.clause('26.1')
def test_a_work_that_other_sites_carry_is_a_work_of_its_own_site_alone(
        payer, bavi, item, crossing, city_news, small_portal, staff):
    mine = crossing('bavi-editor')
    accepted(crossing, mine.sending.propose(item, small_portal, 'Tin chung', None, mine.id),
             city_news)

    assert [work.item for work, _line in payer('bavi-editor').royalties.works(
        bavi, '2026-11')] == [str(item.__oid__)]
    assert payer('hanoi-editor').royalties.works(small_portal, '2026-11') == []


def test_a_work_is_paid_once(payer, bavi, sheet, item, row, editor_payee):
    editor, work = payer('bavi-editor'), work_of(payer, bavi, item)
    for at in (None, (sheet.number, 2)):
        with pytest.raises(CannotPay):
            editor.deeds.value(bavi, work, valued('tin', 3, (row, 100)), editor.id, at)
    at = (sheet.number, 1)
    with pytest.raises(CannotPay) as refused:
        editor.deeds.value(bavi, work, valued('anh', 3, (row, 100)), editor.id, at)
    assert list(refused.value.reasons) == ['genre'], 'pictures are another line'
    again, line = editor.deeds.value(bavi, work, valued('tin', 3, (row, 100)), editor.id, at)
    assert (again, line.number, len(again.lines)) == (sheet, 1, 1), 'an open line is replaced'
    brought(payer, bavi, sheet, PROPOSED)
    with pytest.raises(CannotPay) as refused:
        editor.deeds.value(bavi, work, valued('tin', 3, (row, 100)), editor.id, at)
    assert 'chỉ trả một lần' in str(refused.value.reasons[''].interpolate())
    pictures, _line = editor.deeds.value(bavi, work, valued('anh', 2, (row, 100)), editor.id)
    assert pictures != sheet, 'its pictures are a work of their own'


def test_what_is_wrong_is_said_and_nothing_is_written(
        payer, bavi, item, row, editor_payee, small_portal):
    for change, field in (
            ({'genre': 'tin', 'coefficient': 10.5}, 'coefficient'),
            ({'shares': (('row', 60), ('editor', 39))}, 'shares'),
            ({'shares': (('account:khach', 100),)}, 'shares'),
            ({'extras': (('kho-khan', 101),)}, 'extras')):
        names = {'row': row, 'editor': editor_payee}
        given = {'genre': 'tin', 'coefficient': 2, 'shares': (('row', 100),), 'extras': (),
                 **change}
        shares = [(names.get(payee, payee), share) for payee, share in given['shares']]
        editor = payer('bavi-editor')
        with pytest.raises(CannotPay) as refused:
            editor.deeds.value(bavi, work_of(payer, bavi, item), valued(
                given['genre'], given['coefficient'], *shares, extras=given['extras']), editor.id)
        assert list(refused.value.reasons) == [field], change
        assert not book_of(small_portal).sheets, change


def test_each_step_is_for_its_own_people(payer, bavi, sheet):
    for login in ('bavi-contributor', 'hanoi-head', 'ketoan', 'chuquan', 'quantri'):
        assert PROPOSED not in payer(login).deeds.actions(bavi, sheet, payer(login).id) or (
            login == 'quantri')
    brought(payer, bavi, sheet, PROPOSED)
    with pytest.raises(CannotPay):
        payer('bavi-editor').deeds.approve(bavi, sheet, payer('bavi-editor').id)
    with pytest.raises(CannotPay):
        payer('quantri').deeds.approve(bavi, sheet, payer('quantri').id)
    brought(payer, bavi, sheet, APPROVED)
    for login in ('bavi-head', 'quantri', 'ketoan', 'quanly'):
        with pytest.raises(CannotPay):
            payer(login).deeds.confirm(bavi, sheet, payer(login).id)
    brought(payer, bavi, sheet, CONFIRMED)
    for login in ('bavi-head', 'quantri', 'chuquan'):
        with pytest.raises(CannotPay):
            payer(login).deeds.pay(bavi, sheet, TODAY, payer(login).id)
    for wrong in (TODAY + DAY, TODAY - DAY):
        with pytest.raises(CannotPay) as refused:
            payer('ketoan').deeds.pay(bavi, sheet, wrong, payer('ketoan').id)
        assert list(refused.value.reasons) == ['day']


@pytest.mark.parametrize('is_row', [False, True])
def test_nobody_approves_or_confirms_a_sheet_that_pays_them(
        payer, bavi, item, sheet, row, staff, small_portal, is_row):
    editor, head, owner = payer('bavi-editor'), payer('bavi-head'), payer('chuquan')
    if is_row:  # the contributor's row is found to be theirs since
        whose = {int(row.partition(':')[2]): head.id}
        contributors_of(small_portal).whose.update(whose)
    else:
        editor.deeds.value(bavi, work_of(payer, bavi, item), valued(
            'tin', 2, (f'account:{head.id}', 100)), editor.id, (sheet.number, 1))
    brought(payer, bavi, sheet, PROPOSED)
    assert APPROVED not in head.deeds.actions(bavi, sheet, head.id)
    with pytest.raises(CannotPay) as refused:
        head.deeds.approve(bavi, sheet, head.id)
    assert 'không được tự duyệt' in refused.value.reasons['']
    member = payer('bavi-member')
    member.deeds.approve(bavi, sheet, member.id)
    assert sheet.state == APPROVED

    if is_row:
        contributors_of(small_portal).whose.update(dict.fromkeys(whose, owner.id))
        with pytest.raises(CannotPay) as refused:
            owner.deeds.confirm(bavi, sheet, owner.id)
        assert 'tự xác nhận' in refused.value.reasons['']


def test_a_sheet_comes_back_with_a_reason_and_is_approved_anew(
        payer, bavi, sheet, told, audit):
    brought(payer, bavi, sheet, PROPOSED, APPROVED)
    owner = payer('chuquan')
    with pytest.raises(CannotPay):
        owner.deeds.send_back(bavi, sheet, ' ', owner.id)
    owner.deeds.send_back(bavi, sheet, 'Thiếu một tác giả', owner.id)
    assert sheet.state == OPEN
    transaction.commit()
    assert [told(login).count('royalties_returned') for login in (
        'bavi-editor', 'bavi-head', 'ketoan')] == [1, 0, 0], 'who has proposed it'
    assert logged(audit, bavi, 'return_royalties') == [owner.id]
    brought(payer, bavi, sheet, *WAY)


@pytest.mark.clause('26.2')
def test_what_is_digitised_is_a_work_of_its_month_once_a_rate_is_entered(
        registry, small_portal, staff, bavi, ledger):
    ledger.append(PUBLISHED, NOW, str(bavi.__oid__), item='77', content_type='LegalDocument')
    tables = registry.getUtility(IRoyaltyTables)

    def offered():
        royalties = payer_of(registry, small_portal, staff['bavi-editor']).royalties
        return [work.item for work, _line in royalties.works(bavi, '2026-11')]

    assert offered() == [] and 'so-hoa' not in dict(genres_on(tables, TODAY, 'vi'))
    known = read_tables(
        ROOT / 'config/hanoi', str(ROOT / 'config/demo/creation_rates.csv'))
    assert replace(known, rates=tables.rates) == tables
    registry.registerUtility(known, IRoyaltyTables)
    assert offered() == ['77']
    assert dict(genres_on(known, TODAY, 'vi'))['so-hoa'] == 'Số hóa thông tin (trang)'
    work = PublishedWork('77', 'vi', 'LegalDocument', TODAY, '')
    assert likely_of(known, work, '', False)['genre'] == 'so-hoa'
    other = [each for each in tables.rules_on(TODAY, OF, ADD) if not each.most]
    assert other and not {f'extra.{each.name}' for each in other} & {
        name for name, _title, _span in extras_on(tables, TODAY, 'vi')}, 'none by default (26.1)'


def test_bank_and_tax_data_lie_sealed_and_are_shown_to_who_pays_alone(
        payer, bavi, sheet, row, registry):
    assert payer('ketoan').royalties.payee(bavi, row).bank_account == ROW['bank_account']
    for login in ('bavi-editor', 'bavi-head', 'chuquan', 'quantri', 'hanoi-head'):
        seen = payer(login).royalties.payee(bavi, row)
        assert (seen.bank, seen.bank_account, seen.tax_code) == ('', '', '')
    storage = content_database(registry).databases[INTERACTIONS].storage
    stored = b''.join(storage.load(oid)[0] for oid in {
        record.oid for each in storage.iterator() for record in each})
    for value in ('777888', '0123456789', 'Mận'):
        assert value.encode() not in stored


def test_a_change_after_payment_becomes_a_line_of_its_own(
        payer, bavi, sheet, row, editor_payee, audit):
    brought(payer, bavi, sheet, *WAY)
    before, editor = sheet.lines, payer('bavi-editor')
    with pytest.raises(CannotPay):
        editor.deeds.remove(bavi, sheet, 1, editor.id)
    right = valued('phong-su', 12, (row, 50), (editor_payee, 50))
    later = editor.deeds.correct(bavi, (sheet.number, 1), right, 'Nhầm tỷ lệ', editor.id)
    assert (later.number, sheet.lines) == (sheet.number + 1, before)
    assert later.lines[0].counted.parts == ((row, 0), (editor_payee, 506_000))
    with pytest.raises(CannotPay):
        editor.deeds.correct(bavi, (sheet.number, 1), right, 'Lần nữa', editor.id)
    brought(payer, bavi, later, *WAY)
    with pytest.raises(CannotPay) as refused:
        editor.deeds.correct(bavi, (sheet.number, 1), right, 'Không đổi', editor.id)
    assert 'Chưa có gì thay đổi' in str(refused.value.reasons[''])
    transaction.commit()
    assert logged(audit, bavi, 'correct_royalty') == [editor.id]


def test_who_has_left_is_still_paid_for_a_work_and_may_be_named_in_its_correction(
        payer, bavi, item, sheet, row, editor_payee, staff, clock):
    head, work = payer('bavi-head'), work_of(payer, bavi, item)
    revoke(bavi, staff['bavi-editor'].id, EDITOR)
    grant(bavi, staff['bavi-contributor'].id, EDITOR, Grant(basis='QĐ 10'))
    head.registers.change('contributors', bavi, int(row.partition(':')[2]), {
        **ROW, 'until': TODAY.isoformat()}, 'Hết hạn', head.id)
    transaction.commit()
    clock.pass_(days=1)

    writer = payer('bavi-contributor')
    today = {each.payee for each in writer.royalties.payees(bavi)}
    assert not today & {row, editor_payee}
    assert {row, editor_payee} <= {each.payee for each in writer.royalties.payees(bavi, work)}
    writer.deeds.value(bavi, work, valued('tin', 2, (row, 50), (editor_payee, 50)), writer.id,
                       (sheet.number, 1))
    chosen = choices_of(writer.royalties, bavi, work_of_line(sheet.lines[0]), sheet.lines[0])
    assert {row, editor_payee} <= {each.payee for each in chosen if each.name}


def test_nobody_is_paid_less_than_nothing(payer, bavi, sheet, row, editor_payee):
    brought(payer, bavi, sheet, *WAY)
    editor = payer('bavi-editor')
    later = editor.deeds.correct(bavi, (sheet.number, 1), valued(
        'phong-su', 10, (row, 100)), 'Chỉ một tác giả', editor.id)
    assert dict(later.lines[0].counted.parts)[editor_payee] == -1_012_000
    with pytest.raises(CannotPay) as refused:
        editor.deeds.propose(bavi, later, editor.id)
    assert 'bị trừ nhiều hơn' in str(refused.value.reasons[''])


@pytest.mark.clause('26.1')
def test_editors_and_encouragement_get_a_share_of_the_royalties_of_the_year(
        payer, bavi, sheet, editor_payee, audit):
    editor = payer('bavi-editor')

    def add(fund, amount):
        return editor.deeds.add_fund(bavi, '2026-11', fund, editor_payee, amount, 'Biên tập',
                                     editor.id)

    for fund, most in (('thu-lao', 1_265_000), ('khuyen-khich', 759_000)):
        with pytest.raises(CannotPay) as refused:
            add(fund, most + 1)
        assert list(refused.value.reasons) == ['amount']
        assert add(fund, most) == sheet
        with pytest.raises(CannotPay):
            add(fund, 1)
    with pytest.raises(CannotPay) as refused:
        editor.deeds.add_fund(bavi, '2026-11', 'thu-lao', '', 1, 'Không ai', editor.id)
    assert list(refused.value.reasons) == ['payee']
    editor.deeds.remove(bavi, sheet, 1, editor.id)
    with pytest.raises(CannotPay):
        editor.deeds.propose(bavi, sheet, editor.id)
    transaction.commit()
    assert logged(audit, bavi, 'value_royalty') == [editor.id] * 3


def test_money_that_nobody_comes_for_lapses_after_three_notices(
        payer, bavi, sheet, editor_payee, clock, told, audit):
    people = ('bavi-editor', 'bavi-head', 'chuquan', 'ketoan', 'soxaydung-head')

    def heard(kind):
        return [told(login).count(f'royalties_{kind}') for login in people]

    for step, waiting in zip(WAY[:3], ([0, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 1, 1, 1, 0]),
                             strict=True):
        brought(payer, bavi, sheet, step)
        assert heard('waiting') == waiting, step
    brought(payer, bavi, sheet, PAID)
    assert heard('paid') == [1, 0, 0, 0, 0]
    accountant = payer('ketoan')

    def settle(kind):
        accountant.deeds.settle(bavi, sheet, editor_payee, kind, accountant.id)
        transaction.commit()

    for _told in range(3):
        with pytest.raises(CannotPay):
            settle(LAPSED)
        settle(NOTICED)
        with pytest.raises(CannotPay):
            settle(NOTICED)
        clock.pass_(days=1)
        assert heard('unclaimed') == [_told + 1, 0, 0, 0, 0]
    settle(LAPSED)
    with pytest.raises(CannotPay):
        settle(RECEIVED)
    assert logged(audit, bavi, 'settle_royalty') == [accountant.id] * 4


def test_who_has_left_no_account_when_paid_never_enters_the_file_of_the_bank(
        payer, bavi, sheet, row, editor_payee):
    def named(state):
        paid = [(payment, payee(payment.payee)._replace(bank_account='123'))
                for payment in payer('ketoan').royalties.payments(state, TODAY)]
        return [line.split(',')[4] for line in bank_text(paid, state).splitlines()[1:]]

    def payee(name):
        return payer('ketoan').royalties.payee(bavi, name)

    brought(payer, bavi, sheet, *WAY[:3])
    assert named(sheet) == ['1518000', '1012000']
    brought(payer, bavi, sheet, PAID)
    assert named(sheet) == ['1518000'], 'the other one had no account then'
    accountant = payer('ketoan')
    accountant.deeds.settle(bavi, sheet, editor_payee, RECEIVED, accountant.id)
    assert accountant.royalties.payments(sheet, TODAY) == sheet.paid


def test_erasing_one_after_another_keeps_them_apart(
        payer, bavi, sheet, row, editor_payee, small_portal, registry, staff):
    brought(payer, bavi, sheet, *WAY[:3])
    accountant = payer('ketoan')
    accountant.deeds.tax(bavi, sheet, row, 'khong-cu-tru', accountant.id)
    accountant.deeds.send_back(bavi, sheet, 'Sai tác giả', accountant.id)
    editor = payer('bavi-editor')
    editor.deeds.value(bavi, work_of(payer, bavi, item_of(small_portal, sheet.lines[0].item)),
                       valued('tin', 2, (editor_payee, 60), (head_payee(payer), 40)), editor.id,
                       (sheet.number, 1))
    for gone in (Erased(frozenset(), {}, {staff['bavi-editor'].id: 0}, {}),
                 Erased(frozenset(), {}, {staff['bavi-head'].id: 0}, {}),
                 Erased(frozenset(), {}, {}, {'contributor:1': NOW})):
        registry.getUtility(IErasers).run(INTERACTIONS, small_portal, gone, registry)
    (line,) = sheet.lines
    assert len(dict(line.counted.parts)) == 2 and not sheet.paid
    assert row not in dict(sheet.statuses)


def head_payee(payer):
    return f'account:{payer("bavi-head").id}'


def test_erasing_takes_ids_and_leaves_sums(
        payer, bavi, sheet, row, editor_payee, small_portal, registry, staff, item):
    brought(payer, bavi, sheet, *WAY)
    account, before = staff['bavi-editor'].id, [each.gross for each in sheet.paid]
    gone = Erased(frozenset({item.__oid__}), {}, {account: 0}, {'contributor:1': NOW})
    for _again in range(2):
        registry.getUtility(IErasers).run(INTERACTIONS, small_portal, gone, registry)
        transaction.commit()
    text = repr((sheet.lines, sheet.paid, sheet.settlements))
    assert account not in text.replace(f"by='{account}'", '') and row not in text
    assert [each.gross for each in sheet.paid] == before
    assert payer('ketoan').royalties.payee(bavi, row).name == ''
    assert not payer('ketoan').royalties.own(account)
