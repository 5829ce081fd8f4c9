"""Comments on drafts: from the form to ledger, table and public (4.2.d, 4.3, 4.3.b)."""
import json
from io import BytesIO
from zipfile import ZipFile

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.base.legaltexts.identities import Identity, digest_of_text, provisions_of, written
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.workflow.interfaces import WITHDRAWN as TAKEN_DOWN
from hanoiportal.participation.batches import effect
from hanoiportal.participation.cases.interfaces import (
    ADDED,
    CONSULTATION,
    NAME,
    NOTE,
    ORGANISATION,
    PROCESS,
    PUBLISH,
    WITHDRAWN,
    CannotChange,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.consultations.following import follow_drafts
from hanoiportal.participation.consultations.interfaces.comments import (
    ORPHANED,
    IComments,
    ICommentTables,
)
from hanoiportal.participation.consultations.interfaces.drafts import IAgainstFinal
from hanoiportal.participation.consultations.ledger import Ledger
from hanoiportal.participation.consultations.publiccomments import public_comments
from hanoiportal.participation.consultations.reconciling import reconcile
from hanoiportal.participation.consultations.resource import KEY
from hanoiportal.participation.tracking.consents import end_consent
from hanoiportal.shells.commands.demo import comments
from support.byte_search import forms_of, unpacked
from support.desk_forms import act
from support.office_schema import faults
from support.public_forms import code_and_secret, form_of, opened, send
from support.typing_page import UNCLOSED
from support.workbooks import cells

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

NOBODY = Sender()
NAMED = 'Nguyễn Văn Bí Mật'
TEXT = ('QUYẾT ĐỊNH\nBan hành Quy định về quản lý chợ\n'
        'Điều 1. Giờ hoạt động\n'
        '1. Chợ dân sinh hoạt động từ 5 giờ đến 19 giờ hằng ngày, kể cả ngày lễ.\n'
        '2. Chợ đêm hoạt động từ 18 giờ đến 24 giờ theo phê duyệt của Ủy ban nhân dân xã.\n'
        'Điều 2. Mức thu\n'
        '1. Mức thu được niêm yết công khai tại chợ.\n')
CHANGED = TEXT.replace('từ 18 giờ đến 24 giờ', 'từ 19 giờ đến 23 giờ')
RENUMBERED = CHANGED.replace('Điều 2.', 'Điều 3.').replace(
    'Điều 1.', 'Điều 1. Phạm vi\nÁp dụng tại thành phố Hà Nội.\nĐiều 2.')
WITHOUT = TEXT.replace('1. Mức thu được niêm yết công khai tại chợ.\n', 'Do Thành phố quy định.\n')
WITHOUT_NIGHT = TEXT.replace(
    '2. Chợ đêm hoạt động từ 18 giờ đến 24 giờ theo phê duyệt của Ủy ban nhân dân xã.\n', '')
CAMPAIGN = ('Đề nghị cho chợ dân sinh mở cửa đến 21 giờ vì nhiều người lao động đi làm về muộn, '
            'không kịp mua thực phẩm cho gia đình vào buổi chiều tối.')


@pytest.fixture
def draft(bavi, editing, publishing, clock, staff):
    """A draft on which people comment, committed."""
    item = editing.add(bavi['du-thao-lay-y-kien'], 'cho', 'Consultation', {
        'title': 'Dự thảo Quyết định về quản lý chợ', 'full_text': TEXT,
        'summary': 'Tóm tắt', 'drafting_body': 'Sở Công Thương',
        'receiving_unit': 'Phòng Quản lý', 'receiving_address': '1 Hàng Bài',
        'receiving_email': 'gopy@hanoi.gov.vn', 'document_kind': 'quyet-dinh-cua-ubnd-qppl',
        'opens': f'{local(clock.now()):%Y-%m-%d}', 'closes': '2099-12-31'}, 'ub')
    publishing.publish(item, 'ub', clock.now())
    transaction.commit()
    return item


def at(draft, words):
    """Return the provision that says ``words``."""
    return next(each for each in draft.provisions if words in each.text)


@pytest.fixture
def comment(cases, draft, bavi):
    """``comment(text, words='', **fields)``: the case of a comment on the provision that says
    ``words``, committed.
    """
    def made(text, words='', quotation='', sender=NOBODY, consents=frozenset({PROCESS}),
             language='vi'):
        transaction.begin()
        receipt = cases.receive(Submission(
            CONSULTATION, str(bavi.__oid__), text[:40], text, sender=sender, consents=consents,
            language=language,
            details={'draft': str(draft.__oid__), 'quotation': quotation,
                     'provision': at(draft, words).id if words else ''}))
        transaction.commit()
        return cases.get(receipt.number)
    return made


@pytest.fixture
def rows(registry, small_portal, draft):
    """``rows()``: of the ledger, by number."""
    def known():
        transaction.abort()
        comments = registry.getAdapter(small_portal, IComments)
        return {each.number: each for each in comments.of(str(draft.__oid__))}
    return known


@pytest.fixture
def redraft(draft, at_work, environment):
    """``redraft(text, same=())``: publish another text, with the ids of provisions that a person
    confirms to be ``same``, pairs of what they said and say.
    """
    def change(text, same=(), follows=True):
        known = {each.text: each.id for each in draft.provisions}
        ids = {says: at(draft, said).id for said, says in same}
        editor = at_work('bavi-editor')
        editor.edit(draft, full_text=text, identities=written([Identity(
            each.address, next((ids[says] for says in ids if says in each.text),
                               known.get(each.text, each.id)), digest_of_text(each.text))
            for each in provisions_of(text, '')]))
        editor.take(draft, 'submit')
        editor.take(draft, 'pass_on')
        at_work('bavi-head').approve(draft)
        transaction.commit()
        if follows:
            follow_drafts(environment)
        transaction.begin()
    return change


def make_public(visit):
    """Let the board make public what waits."""
    address = '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-public'
    act(visit('bavi-responder').get(address), 'keep').follow()
    act(visit('bavi-responder').get(address), 'propose').follow()
    act(visit('bavi-head').get(address), 'approve').follow()


def ledger_of(visit, login='bavi-responder'):
    return visit(login).get('/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comment-ledger')


@pytest.mark.clause('4.2.d/2')
def test_a_passage_is_commented_on_in_three_steps_without_scripts(
        app, draft, clock, cases, rows):
    provision = at(draft, 'Chợ đêm')
    first = app.get(f'/sites/bavi/du-thao-lay-y-kien/cho/gop-y/{provision.id}')
    assert provision.label in first and 'Đoạn được góp ý' not in first, 'it is asked once'
    second = form_of(first).submit()
    assert provision.text in second
    page = send(form_of(second), quotation='từ 18 giờ  đến 24 giờ',
                text='Nên đến 23 giờ.', capacity='organisation',
                organisation='Hội Tiểu thương', name=NAMED)
    assert 'Dự thảo Quyết định về quản lý chợ' in page
    clock.pass_(seconds=10)
    page = send(form_of(page), consent_process='yes', consent_publish='yes')

    case, contents = opened(cases, page)
    (row,) = rows().values()
    assert (case.kind, contents.sender.organisation) == (CONSULTATION, 'Hội Tiểu thương')
    assert (row.anchor.provision, row.anchor.quotation) == (provision.id, 'từ 18 giờ đến 24 giờ')
    assert provision.text[row.anchor.start:row.anchor.end] == row.anchor.quotation
    form = form_of(app.get('/sites/bavi/theo-doi'), 'theo-doi')
    form['ma'], form['khoa'] = code_and_secret(page)
    told = form.submit(headers={'Origin': 'http://localhost'}).follow()
    assert 'Nên đến 23 giờ.' in told and 'Bổ sung' in told and 'Rút lại' in told
    assert 'Gửi thay choHội Tiểu thương' in told.html.main.text
    here = '/sites/bavi/du-thao-lay-y-kien/cho'
    assert [(each['href'], each.text) for each in told.html.select('dl.sent dd a')] == [
        (here, 'Dự thảo Quyết định về quản lý chợ'),
        (f'{here}/y-kien/{provision.id}', provision.heading)]
    assert told.click(href=f'{provision.id}$').status_int == 200

    draft.state = TAKEN_DOWN
    transaction.commit()
    told = app.get(told.request.url)
    copy = form_of(told, 'du-lieu-cua-toi').submit(headers={'Origin': 'http://localhost'})
    for text in (told.html.main.text, copy.text):
        assert 'đến 24 giờ' in text
        assert not [each for each in (draft.title, provision.heading, provision.id,
                                      str(draft.__oid__)) if each in text]


def test_what_is_gone_unclear_or_late_is_told_and_nothing_is_lost(
        app, draft, clock, environment, comment, cases):
    address = f'/sites/bavi/gui/gop-y-du-thao/viet?du-thao={draft.__oid__}&dieu='
    form = form_of(app.get(address + 'abcdefabcdef'))
    gone = send(form, text='Câu đã viết')
    assert 'không còn trong dự thảo' in gone and 'Câu đã viết' in gone
    unclear = send(form_of(app.get(address + at(draft, 'Chợ đêm').id)), text='Câu đã viết',
                   quotation='giờ')
    assert 'nhiều lần' in unclear and 'Câu đã viết' in unclear
    field = unclear.html.select_one('#o-quotation')
    assert field['aria-invalid'] == 'true' and field['value'] == 'giờ'
    why = unclear.html.find(id=field['aria-describedby'].split()[0])
    assert 'nhiều lần' in why.text and why in field.parent.select('.why')
    assert len(unclear.html.select('.wrong')) == 1 and 'được đánh dấu' in unclear
    assert not gone.html.select('.wrong') and 'được đánh dấu' not in gone
    assert app.get('/sites/bavi/gui/gop-y-du-thao/viet?du-thao=1', status=404)
    assert app.get('/sites/bavi/gui/gop-y-du-thao/viet', status=404)
    form = form_of(app.get(address))
    draft.phase = 'summing'
    transaction.commit()
    late = send(form, text='Câu đã viết')
    assert '31/12/2099' in late and 'Câu đã viết' in late
    assert '31/12/2099' in app.get('/sites/bavi/du-thao-lay-y-kien/cho/gop-y/toan-bo')
    case = comment('Câu đã gửi', 'Chợ đêm')
    with pytest.raises(CannotChange, match='nhận đến hết ngày'):
        cases.append(case, ADDED, text='Thêm')
    cases.append(case, WITHDRAWN)
    transaction.abort()


@pytest.mark.clause('4.3.b')
def test_comments_go_along_with_what_was_confirmed_and_orphans_are_told_of(
        draft, comment, rows, redraft, cases):
    day = comment('Thêm ngày lễ', 'Chợ dân sinh', 'kể cả ngày lễ').number
    night = comment('Đến 23 giờ', 'Chợ đêm').number
    fee = comment('Ai niêm yết?', 'Mức thu được').number
    redraft(RENUMBERED, [('Chợ đêm', 'Chợ đêm')])
    assert not any(each.lost for each in rows().values())
    assert rows()[night].anchor.provision == at(draft, 'từ 19 giờ').id
    redraft(WITHOUT.replace('18 giờ đến 24', '20 giờ đến 22'))
    found = rows()
    assert found[fee].lost and found[night].lost and not found[day].lost
    note = cases.get(fee).events[-1]
    assert (note.kind, note.ground) == (NOTE, ORPHANED)
    assert 'không còn gắn với' in cases.text_of(cases.get(fee), note)


def test_undoing_a_draft_leaves_what_was_said_of_it_without_a_place(
        draft, comment, rows, redraft):
    before = comment('Đến 23 giờ', 'Chợ đêm').number
    redraft(CHANGED, [('Chợ đêm', 'Chợ đêm')])
    after = comment('Vẫn muộn', 'từ 19 giờ').number
    redraft(TEXT, [('Chợ đêm', 'Chợ đêm')])
    found = rows()
    assert not found[before].lost and found[after].lost


def test_a_text_of_before_all_comments_comes_back_under_none(draft, comment, rows, redraft):
    redraft(CHANGED, [('Chợ đêm', 'Chợ đêm')])
    after = comment('Vẫn muộn', 'từ 19 giờ').number
    redraft(TEXT, [('Chợ đêm', 'Chợ đêm')])
    assert rows()[after].lost


def test_a_confirmed_change_that_is_published_twice_before_the_job_is_no_undoing(
        draft, comment, rows, redraft, at_work, environment):
    case = comment('Vẫn muộn', 'Chợ đêm')
    redraft(CHANGED, [('Chợ đêm', 'Chợ đêm')], follows=False)
    at_work('bavi-editor').edit(draft, summary='Tóm tắt khác')
    for step in ('submit', 'pass_on'):
        at_work('bavi-editor').take(draft, step)
    at_work('bavi-head').approve(draft)
    transaction.commit()
    follow_drafts(environment)
    assert not rows()[case.number].lost


def test_who_commented_in_english_is_told_of_a_lost_place_in_english(
        comment, redraft, cases):
    case = comment('Open later.', 'Chợ đêm', language='en')
    redraft(WITHOUT_NIGHT)
    transaction.begin()
    assert 'The provision that you commented on has changed' in cases.text_of(
        case, case.events[-1])


def test_a_public_comment_goes_along_with_its_row(
        app, draft, comment, rows, redraft, visit):
    case = comment('Nên mở muộn hơn.', 'Chợ đêm', 'từ 18 giờ', consents={PROCESS, PUBLISH})
    make_public(visit)
    draft._p_jar.sync()
    address = '/sites/bavi/du-thao-lay-y-kien/cho'
    night, other = at(draft, 'Chợ đêm'), at(draft, 'Chợ dân sinh')
    assert draft.comment_counts == {night.id: 1}

    redraft(RENUMBERED, [('Chợ đêm', 'Chợ đêm')])
    transaction.begin()
    assert at(draft, 'Chợ đêm').heading == 'Khoản 2 Điều 2'
    (said,) = public_comments(draft).all.values()
    assert (said.provision, said.label, said.quotation) == (night.id, 'Khoản 2 Điều 2', '')

    redraft(TEXT, [('Chợ đêm', 'Chợ đêm')])  # a text of before, which nobody has confirmed
    transaction.begin()
    assert rows()[case.number].lost == ''  # its own text is back
    redraft(WITHOUT_NIGHT)
    transaction.begin()
    assert rows()[case.number].lost and draft.comment_counts == {'-': 1}
    page = app.get(f'{address}/y-kien')
    assert 'theo bản dự thảo trước' in page and 'Nên mở muộn hơn.' in page
    assert not page.html.select(f'#main a[href*="#{at(draft, "Chợ dân sinh").address}"]')
    assert 'Nên mở' not in app.get(f'{address}/y-kien/{other.id}')
    (row,) = json.loads(app.get(f'{address}/y-kien.json').text)['comments']
    assert (row['label'], row['is_earlier']) == ('Khoản 2 Điều 1', True)
    assert 'Khoản 2 Điều 1 (theo bản dự thảo trước)' in app.get(f'{address}/y-kien.csv')

    page = visit('bavi-responder').get(
        f'/desk{address}/@@comment-place?number={case.number}')
    act(page, 'place', provision=other.id, quotation='').follow()
    draft._p_jar.sync()
    assert draft.comment_counts == {other.id: 1}
    assert 'Khoản 1 Điều 1' in app.get(f'{address}/y-kien/{other.id}')


def test_who_joins_a_campaign_late_keeps_the_reason_of_their_own_answer(
        draft, comment, environment, registry, small_portal, at_work):
    person = at_work('bavi-responder')
    ledger = Ledger(registry, small_portal, person.allowed)
    for reason in ('Đã quy định ở luật.', 'Không đủ lực lượng trực.'):
        number = comment(CAMPAIGN, 'Chợ dân sinh').number
        follow_drafts(environment)
        transaction.begin()
        ledger.answer(draft, [number], 'declined', reason, (), person.id)
        transaction.commit()
    lines = registry.getUtility(ICommentTables).lines(small_portal, draft)
    assert [(each.number, each.reason) for each in lines] == [
        (1, 'Đã quy định ở luật.'), (1, 'Không đủ lực lượng trực.')]


@pytest.mark.clause('4.3.b')
def test_a_campaign_is_answered_at_once_and_the_table_agrees_with_the_ledger(
        draft, comment, visit, rows, cases, environment, registry, small_portal):
    many = [comment(CAMPAIGN, 'Chợ dân sinh').number for _each in range(3)]
    other = comment('Không nên thu phí gửi xe.').number
    gone = comment('Xin rút')
    cases.append(gone, 'withdrawn')
    transaction.commit()
    follow_drafts(environment)
    against = registry.getUtility(IAgainstFinal, name='comments')
    assert 'Còn ${number}' in against(draft)[0] and against(draft)[0].mapping == {'number': 4}

    page = ledger_of(visit)
    assert '3 người gửi cùng nội dung' in page.text.replace('\n', ' ')
    boxes = {box['value'] for box in page.html.select('input[name=numbers]')}
    assert ' '.join(map(str, many)) in boxes
    form = next(each for each in page.forms.values() if 'numbers' in each.fields)
    for box in form.fields['numbers']:
        box.checked = str(many[0]) in box._value.split()
    refused = act(page, 'answer', outcome='accepted', reason='Tiếp thu.')
    assert refused.status_int == 422 and 'điều khoản được sửa' in refused
    form = next(each for each in refused.forms.values() if 'numbers' in each.fields)
    form['changed'].force_value([at(draft, 'Chợ dân sinh').id])
    form.submit('act', value='answer').follow()
    form = next(each for each in ledger_of(visit).forms.values() if 'numbers' in each.fields)
    form.fields['numbers'][0].checked = True
    form['outcome'], form['reason'] = 'outside', 'Không thuộc phạm vi của Quy định.'
    form.submit('act', value='answer').follow()

    found = rows()
    assert {found[each].outcome for each in many} == {'accepted'}
    assert found[other].outcome == 'outside' and found[gone.number].outcome == 'withdrawn'
    transaction.abort()
    assert against(draft) == []
    case = cases.get(many[2])
    assert cases.text_of(case, case.events[-1]) == 'Tiếp thu.'
    tables = registry.getUtility(ICommentTables)
    table = cells(tables.xlsx(small_portal, draft))
    lines = {table[f'F{each}'][1]: int(table[f'E{each}'][1]) for each in (2, 3, 4)}
    assert lines == {'Tiếp thu': 3, 'Ngoài phạm vi dự thảo': 1, 'Người góp ý đã rút': 1}
    assert sum(lines.values()) == len(found) and 'F5' not in table
    with ZipFile(BytesIO(tables.docx(small_portal, draft))) as packed:
        said = packed.read('word/document.xml').decode()
    for total in (f'Tổng số ý kiến đã nhận: {len(found)}.',
                  'Trong đó, người góp ý đã rút: 1; đã trả lời: 4; chưa trả lời: 0.',
                  'Kết quả trả lời: Tiếp thu: 3; Ngoài phạm vi dự thảo: 1.'):
        assert total in said
    assert f'{len(found)} ý kiến, trong đó 1 đã rút' in ledger_of(visit).html.text
    assert 'w:orient="landscape"' in said
    assert 'ý kiến góp ý đối với dự thảo Quyết định về quản lý chợ' in said
    assert faults(tables.xlsx(small_portal, draft)) == faults(visit('bavi-responder').get(
        '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-table').body) == []


@pytest.mark.clause('4.3')
@pytest.mark.clause('15.1.f')
def test_the_board_publishes_a_batch_of_masked_comments_and_nothing_else(
        draft, comment, visit, rows, app, environment, registry, cases):
    agreed = frozenset({PROCESS, PUBLISH})
    comment(f'Tôi là {NAMED}, số 0912.345.678. Nên mở muộn hơn.', 'Chợ đêm', sender=Sender(
        name=NAMED, phone='0912345678'), consents=agreed)
    comment('Hội đề nghị niêm yết cả trên Cổng.', 'Mức thu được', sender=Sender(
        name=NAMED, organisation='Hội Tiểu thương', capacity=ORGANISATION),
        consents=agreed | {NAME})
    comment('Không đăng câu này.', 'Chợ đêm')
    follow_drafts(environment)
    responder = visit('bavi-responder')
    page = responder.get('/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-public')
    assert 'Không đăng câu này' not in page
    form, field = next((form, name) for form in page.forms.values() for name in form.fields
                       if name and name.startswith('keep-'))
    token, refuse = form['csrf_token'].value, field.replace('keep', 'refuse')
    refused = responder.post(page.request.url, {'csrf_token': token, 'act': refuse}, status=422)
    assert 'Không có quyền' in refused
    *_first, last = [name for name in form.fields if name and name.startswith('text-')]
    kept, form[last] = form[last].value, ' '
    assert 'Chưa nhập nội dung' in form.submit('act', value='keep', status=422)
    page = visit('bavi-responder').get(page.request.url)
    assert not page.html.select('.mark.good') and kept in page, 'nor is the first one kept'
    act(page, 'keep').follow()
    act(visit('bavi-responder').get(page.request.url), 'propose').follow()
    own = visit('bavi-responder').get(page.request.url)
    assert not [button for button in own.html.select('button') if button.get('value') == 'approve']
    act(visit('bavi-head').get(page.request.url), 'approve').follow()

    public = app.get('/sites/bavi/du-thao-lay-y-kien/cho/y-kien')
    assert 'Nên mở muộn hơn.' in public and 'Hội Tiểu thương' in public
    assert 'Bí Mật' not in public and '0912' not in public and 'Không đăng' not in public
    told = json.loads(app.get('/sites/bavi/du-thao-lay-y-kien/cho/y-kien.json').body)
    assert len(told['comments']) == 2 and 'Bí Mật' not in json.dumps(told, ensure_ascii=False)
    assert 'Hội Tiểu thương' in app.get('/sites/bavi/du-thao-lay-y-kien/cho/y-kien.csv')
    offered = json.loads(app.get('/sites/bavi/dcat.jsonld').body)['dcat:dataset']
    own, = [each for each in offered if each['@id'].endswith('/cho#data')]
    assert [each['downloadURL'].rpartition('/')[2] for each in own['dcat:distribution']] == [
        'y-kien.csv', 'y-kien.json', 'y-kien.jsonld']
    linked = json.loads(app.get('/sites/bavi/du-thao-lay-y-kien/cho/y-kien.jsonld').body)
    assert {each['text'] for each in linked['comment']} == {
        each['text'] for each in told['comments']}
    assert [each['author']['name'] for each in linked['comment'] if 'author' in each] == [
        'Hội Tiểu thương'] and 'Bí Mật' not in str(linked)
    assert own['dct:temporal']['dcat:startDate']['@value'] == draft.opens.isoformat()
    assert '/cho#data' not in app.get('/dcat.jsonld'), 'each site offers its own'
    draft._p_jar.sync()
    assert draft.comment_counts == {at(draft, 'Chợ đêm').id: 1, at(draft, 'Mức thu được').id: 1}
    assert '1 góp ý' in app.get('/sites/bavi/du-thao-lay-y-kien/cho')
    assert 'quản lý chợ Lấy ý kiến dự thảo' in ' '.join(app.get('/sites/bavi').html.select_one(
        '[aria-labelledby=dang-mo]').text.split())

    number, code = next((row.number, row.public) for row in rows().values()
                        if row.public and 'muộn' in public_comments(draft).all[row.public].text)
    head = visit('bavi-head').get(
        f'/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-published?public={code}')
    assert not head.html.select('select[name=ground]')
    act(head, 'conceal', piece='MUON hon').follow()
    draft._p_jar.sync()
    assert 'Nên mở [đã che].' in public_comments(draft).all[code].text
    transaction.begin()
    cases.erase(cases.get(number))
    transaction.commit()
    draft._p_jar.sync()
    assert len(public_comments(draft).all) == 1
    assert 'Nên mở' not in app.get('/sites/bavi/du-thao-lay-y-kien/cho/y-kien')


@pytest.mark.clause('4.3.b')
def test_a_change_leads_to_the_comments_that_made_it_and_they_lead_back(
        draft, comment, visit, redraft, app, environment):
    agreed = frozenset({PROCESS, PUBLISH})
    comment('Nên từ 19 giờ.', 'Chợ đêm', consents=agreed)
    comment('Không thuộc quy định này.', 'Mức thu được', consents=agreed)
    redraft(CHANGED, [('Chợ đêm', 'từ 19 giờ')])
    place = at(draft, 'từ 19 giờ')
    for words, outcome in (('19 giờ.', 'accepted'), ('Không thuộc', 'outside')):
        page = ledger_of(visit)
        form = next(each for each in page.forms.values() if 'numbers' in each.fields)
        rows_ = page.html.select('tr:has(input[name=numbers])')
        for box, row in zip(form.fields['numbers'], rows_, strict=True):
            box.checked = words in row.text
        form['outcome'], form['reason'] = outcome, f'Lý do {outcome}.'
        form['changed'] = [place.id] if outcome == 'accepted' else []
        form.submit('act', value='answer').follow()
    batch = '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-public'
    act(visit('bavi-responder').get(batch), 'keep').follow()
    act(visit('bavi-responder').get(batch), 'propose').follow()
    assert visit('bavi-head').get('/desk').html.select('#batches a[href$="comments-public"]')
    act(visit('bavi-head').get(batch), 'approve').follow()

    changes = app.get('/sites/bavi/du-thao-lay-y-kien/cho/doi-chieu')
    assert changes.html.select_one(f'section#d-{place.id}')
    said = changes.click('Tiếp thu 1 ý kiến đã góp')
    assert 'Nên từ 19 giờ.' in said and 'Không thuộc' not in said
    assert 'Lý do outside.' in app.get('/sites/bavi/du-thao-lay-y-kien/cho/y-kien')
    back = said.html.select_one(f'a[href$="doi-chieu?tu=1#d-{place.id}"]')
    app.get(back['href'])
    other = at(draft, 'Mức thu được')
    assert 'Chưa có ý kiến' in app.get(
        f'/sites/bavi/du-thao-lay-y-kien/cho/y-kien/sua/{other.id}')


def test_pages_of_comments_are_of_provisions_that_stand_or_once_stood_there(
        draft, redraft, app):
    here, gone = '/sites/bavi/du-thao-lay-y-kien/cho', at(draft, 'Chợ đêm').id
    redraft(CHANGED)
    assert gone not in {each.id for each in draft.provisions}

    for place in (gone, at(draft, 'từ 19 giờ').id, 'toan-bo'):
        assert 'Chưa có ý kiến' in app.get(f'{here}/y-kien/{place}')
    assert 'không còn trong dự thảo' in app.get(f'{here}/gop-y/{gone}')
    assert 'Chưa có ý kiến' in app.get(f'{here}/y-kien/sua/{gone}')
    for never in ('y-kien/000000000000', 'y-kien/sua/000000000000', 'gop-y/000000000000',
                  'y-kien/sua', 'y-kien/khong', 'gop-y/khong', f'gop-y/{gone}/khong',
                  f'y-kien/{gone}/khong', f'y-kien/sua/{gone}/khong'):
        app.get(f'{here}/{never}', status=404)


def test_a_comment_of_a_meeting_is_entered_with_its_moment_and_its_passage(
        draft, visit, rows, cases):
    page = visit('bavi-responder').get('/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comment-new')
    form = next(each for each in page.forms.values() if 'meeting' in each.fields)
    form['text'], form['meeting'], form['channel'] = 'Nêu tại hội nghị', 'Hội nghị xã', 'counter'
    form['provision'], form['quotation'] = at(draft, 'Chợ đêm').id, 'không có'
    refused = form.submit(status=422)
    assert 'Đoạn trích không có' in refused and 'Nêu tại hội nghị' in refused
    form = next(each for each in refused.forms.values() if 'meeting' in each.fields)
    form['quotation'] = 'Chợ đêm'
    receipt = form.submit()
    assert 'Phiếu tiếp nhận' in receipt
    (row,) = rows().values()
    assert row.anchor.quotation == 'Chợ đêm'
    assert cases.open(cases.get(row.number)).details['meeting'] == 'Hội nghị xã'
    lead = visit('bavi-responder').get(f'/desk/sites/bavi/@@comment?number={row.number}').follow()
    assert 'Nêu tại hội nghị' in lead
    told = visit('bavi-responder').get(f'/desk/sites/bavi/@@case?number={row.number}').html.main
    assert [draft.title, at(draft, 'Chợ đêm').heading] == [
        told.find('dt', string=name).find_next('dd').text for name in ('Dự thảo', 'Điều khoản')]


def test_a_comment_is_put_to_another_provision_or_out_of_its_group(
        draft, visit, comment, rows, environment):
    first, other = at(draft, 'Chợ đêm'), at(draft, 'Mức thu được')
    comment(CAMPAIGN, 'Chợ đêm')
    comment(CAMPAIGN, 'Chợ đêm')
    follow_drafts(environment)
    one, two = sorted(rows().values(), key=lambda row: row.number)
    assert one.group == two.group

    page = ledger_of(visit).click('Gắn lại, tách')
    assert CAMPAIGN in page and f'number={one.number}' in page.request.url
    form = next(each for each in page.forms.values() if 'provision' in each.fields)
    assert form['provision'].value == first.id
    form['provision'], form['quotation'] = other.id, 'không có'
    refused = form.submit('act', value='place', status=422)
    form = next(each for each in refused.forms.values() if 'provision' in each.fields)
    assert 'Đoạn trích không có' in refused and form['quotation'].value == 'không có'
    form['quotation'] = 'Mức thu được'
    told = form.submit('act', value='place').follow()
    assert 'Đã gắn ý kiến này vào chỗ đã chọn' in told and other.heading in told
    assert rows()[one.number].anchor.provision == other.id

    other = page.click(f'Ý kiến số {two.number}')
    at_two = other.request.url
    form = next(each for each in other.forms.values() if 'provision' in each.fields)
    form.submit('act', value='part').follow()
    assert rows()[two.number].group == two.number
    visit('bavi-responder').get(at_two.replace(f'={two.number}', '=999'), status=404)
    assert visit('bavi-editor').get(at_two, status='4*').status_int in (403, 404)


def test_the_ledger_shows_what_another_connection_has_changed(
        draft, visit, comment, rows, cases):
    comment('Nên mở muộn hơn.', 'Chợ đêm')
    assert 'Chưa trả lời' in ledger_of(visit).html.select_one('table').text
    (row,) = rows().values()
    transaction.begin()
    cases.append(cases.get(row.number), WITHDRAWN)
    transaction.commit()
    assert not ledger_of(visit).html.select('table.list')


def test_who_does_not_answer_there_sees_no_ledger(draft, visit):
    for view in ('comment-ledger', 'comments-public', 'comments-table', 'comment-new',
                 'comment-place'):
        answer = visit('bavi-editor').get(
            f'/desk/sites/bavi/du-thao-lay-y-kien/cho/@@{view}', status='4*')
        assert answer.status_int in (403, 404)


def test_remarks_on_a_draft_have_their_page_beside_the_ledger(draft, visit):
    at = '/desk/sites/bavi/du-thao-lay-y-kien/cho'
    tabs = visit('bavi-head').get(f'{at}/@@comments').html.select('.tabs a')
    assert {f'{at}/@@comments', f'{at}/@@comment-ledger'} <= {each['href'] for each in tabs}
    assert 'Sổ góp ý' not in visit('bavi-head').get(f'{at}/@@comments').html.h1.text


def test_who_answers_works_on_while_a_new_text_of_the_draft_is_written(draft, at_work, visit):
    at_work('bavi-editor').edit(draft, title='Dự thảo sửa')
    transaction.commit()
    for view in ('comment-ledger', 'comments-public', 'comments-table', 'comment-new'):
        visit('bavi-responder').get(f'/desk/sites/bavi/du-thao-lay-y-kien/cho/@@{view}')


def test_a_restored_ledger_gets_its_rows_and_outcomes_again(
        draft, comment, rows, environment, cases, small_portal):
    case = comment('Đến 23 giờ', 'Chợ đêm')
    transaction.begin()
    cases.append(case, 'withdrawn')
    del interactions_of(small_portal)[KEY]
    transaction.commit()
    found = reconcile(environment, True)
    assert '1 comments' in found.mended[0]
    (row,) = rows().values()
    assert row.outcome == 'withdrawn' and row.anchor.provision == at(draft, 'Chợ đêm').id


def test_the_demonstration_comments_in_six_ways(draft, environment, rows, cases):
    environment.in_transaction(lambda: comments._send(environment, draft, {
        'at': 'Chợ đêm', 'text': CAMPAIGN}))
    follow_drafts(environment)
    found = rows()
    assert len(found) == 31
    assert sum(cases.open(cases.get(each)).identity is not None for each in found) == 1
    assert max(sum(one.group == each.group for one in found.values())
               for each in found.values()) == 7
    assert any(each.anchor.quotation for each in found.values())
    assert any(not each.anchor.provision for each in found.values())
    assert {cases.get(each).channel for each in found} == {'web', 'paper', 'counter'}


MARKERS = ('Nguyễn Bí Danh', '0987654321', 'bi.danh@example.vn', '12 ngõ Bí Ẩn')


@pytest.mark.clause('15.1.f')
def test_nothing_personal_of_a_comment_is_in_any_byte_of_content(
        draft, comment, visit, environment, small_portal, rows):
    name, phone, email, address = MARKERS
    comment(f'Tôi là {name}, ở số {address}, {phone}, {email}. Nên mở muộn.', 'Chợ đêm',
            sender=Sender(name=name, phone=phone, email=email, address=address),
            consents=frozenset({PROCESS, PUBLISH}))
    comment(f'Của {name}', 'Chợ đêm', sender=Sender(name=name))
    follow_drafts(environment)
    page = visit('bavi-responder').get(
        '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-public')
    act(page, 'keep').follow()
    act(visit('bavi-responder').get(page.request.url), 'propose').follow()
    act(visit('bavi-head').get(page.request.url), 'approve').follow()
    assert any(each.public for each in rows().values())
    found = stored_bytes(small_portal)
    assert 'Tôi là [họ tên]'.encode() in found
    for marker in MARKERS:
        assert not any(form in found for form in forms_of(marker))


def stored_bytes(portal):
    """Return all records of ``content`` there are, one after another."""
    storage = portal._p_jar.db().storage
    records = [record.data or b'' for transaction_ in storage.iterator()
               for record in transaction_]
    return b'\n'.join([*records, *(each for record in records for each in unpacked(record))])


def test_pages_of_comments_name_the_draft_in_their_language(
        app, draft, editing, publishing, clock):
    publishing.publish(
        editing.translate(draft, 'en', {'title': 'Draft on markets'}, 'ub'), 'ub', clock.now())
    transaction.commit()
    for page in ('y-kien', 'gop-y'):
        link = app.get(f'/english/sites/bavi/du-thao-lay-y-kien/cho/{page}').html.select_one(
            'main h1 ~ p > a')
        assert (link.text, link.get('lang', 'en')) == ('Draft on markets', 'en')


def test_a_sender_takes_consent_back_until_the_comment_is_public(
        draft, comment, visit, cases, case_page, take_back, effects_wait, environment):
    agreed = frozenset({PROCESS, PUBLISH, NAME})
    sent = [comment(text, sender=Sender(name=NAMED), consents=agreed) for text in (
        'Mở chợ sớm hơn.', 'Thêm chỗ gửi xe.', 'Giảm mức phí.', 'Rút câu này.', 'Giữ lại câu.')]
    follow_drafts(environment)
    address = '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-public'
    page = visit('bavi-responder').get(address)
    form = next(form for form in page.forms.values() if f'keep-{sent[0].number}' in form.fields)
    for case in sent:
        form[f'name-{case.number}'] = 'yes'
    form.submit('act', value='keep').follow()
    act(visit('bavi-responder').get(address), 'propose').follow()
    take_back(sent[0])
    assert not visit('bavi-head').get(address).html.select('button[value=approve]')

    act(visit('bavi-responder').get(address), 'propose').follow()
    with effects_wait():
        act(visit('bavi-head').get(address), 'approve').follow()
        take_back(sent[1])
        page = take_back(sent[2], 'thoi-hien-ten')
        assert page.html.select('form[action$="/thoi-cong-khai"]')
        send(form_of(case_page(sent[3]), '/rut'))
    draft._p_jar.sync()
    assert {(each.text, each.name) for each in public_comments(draft).all.values()} == {
        ('Giảm mức phí.', ''), ('Giữ lại câu.', NAMED)}
    page = case_page(sent[4])
    assert 'Nội dung đã được đăng nên' in page and not page.html.select(
        'form[action*="/thoi-"]')


def test_a_comment_of_which_the_consent_ends_while_it_is_published_leaves_at_once(
        draft, comment, visit, cases, rows, environment, monkeypatch):
    case, note = comment('Mở chợ sớm hơn.', consents=frozenset({PROCESS, PUBLISH})), effect._note
    follow_drafts(environment)

    def noted(environment, item, batch):
        found = environment.registry.getAdapter(environment.portal, ICases)
        end_consent(found, found.get(case.number), 'thoi-cong-khai')
        note(environment, item, batch)

    monkeypatch.setattr(effect, '_note', noted)
    address = '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comments-public'
    act(visit('bavi-responder').get(address), 'keep').follow()
    act(visit('bavi-responder').get(address), 'propose').follow()
    act(visit('bavi-head').get(address), 'approve').follow()
    draft._p_jar.sync()
    assert public_comments(draft).approvals and not public_comments(draft).all
    assert rows()[case.number].is_private and not rows()[case.number].public
