"""Che lại: a name that was found later leaves everything that the public sees, in one act."""
from io import BytesIO

import pytest
import transaction
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.content.erasure.services import Erasing
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.publishing.scanning import scan
from hanoiportal.kernel.workflow.records import Review
from hanoiportal.participation.publication.concealing import conceal
from hanoiportal.participation.publication.marking.spelling import plain
from hanoiportal.platform.media.interfaces import ISpeaker
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from pypdf import PdfReader

NAMED = 'Trần Bí Mật'
VALUES = {
    'title': f'Nhà của ông {NAMED}', 'question': f'{NAMED} hỏi: TRẦN BÍ MẬT được không?',
    'body': '<p>Ông Trần <b>Bí Mật</b> được.</p>', 'answered_by': 'UBND', 'answered': '2026-03-01',
    'asked_by': NAMED}
PATH = '/sites/bavi/hoi-dap'


@pytest.fixture
def question(small_portal, editing, publishing, bavi, staff):
    """A public question with an earlier version, a note of a change and a translation."""
    item = editing.add(bavi['hoi-dap'], '', 'Question', VALUES, 'an')
    publishing.publish(item, 'test')
    editing.translate(item, 'en', {'title': f'House of {NAMED}'}, 'an')
    publishing.publish(item.translations['en'], 'test')
    item.changes = ((item.published_at, f'Sửa tên {NAMED}'),)
    transaction.commit()
    return item


def page_of(browser, question):
    return browser.get(f'/desk/sites/bavi/hoi-dap/{question.__name__}/@@conceal')


def concealed(browser, question, **changes):
    """Preview, then confirm; return the last answer."""
    form = page_of(browser, question).forms
    form = next(each for each in form.values() if 'piece' in each.fields)
    form['piece'] = changes.pop('piece', NAMED)
    form['basis'] = 'yeu-cau'
    form['reference'] = '15/PYC-VP'
    page = form.submit('act', value='preview')
    form = next(each for each in page.forms.values() if 'digest' in each.fields)
    for name, value in changes.items():
        form[name] = value
    return form.submit('act', value='conceal', status='*')


def named_in(folder):
    """Return the files of ``folder`` that hold the name, or whose paths do."""
    return [path for path in folder.rglob('*') if path.is_file() and (
        'tran-bi-mat' in str(path) or any(
            each in plain(path.read_bytes().decode('utf-8', 'ignore'))
            for each in ('tran bi mat', 'tran-bi-mat')))]


def told_by_machines(app, address, spoken):
    """Return what is suggested to who asks for the name, what the page is as PDF, and what a voice
    says of it.
    """
    spoken.clear()
    app.get(f'{address}/audio')
    reader = PdfReader(BytesIO(app.get(f'{address}/pdf').body))
    similar = app.post('/cau-tra-loi-tuong-tu', {'text': f'Nhà của ông {NAMED}'},
                       headers={'Origin': 'http://localhost'})
    return {
        'suggestions': str(app.get('/suggest?q=trần').json['suggestions']),
        'similar answers': str(similar.json['links']), 'voice': ' '.join(spoken),
        'PDF': f'{reader.metadata} ' + ' '.join(each.extract_text() for each in reader.pages)}


@pytest.fixture
def spoken(registry, monkeypatch):
    """The texts that are spoken, each anew."""
    texts = []

    def speak(text, language):
        texts.append(text)
        return b'mp3'

    monkeypatch.setattr(registry.getUtility(ISpeaker), 'recording', speak)
    return texts


@pytest.mark.clause('4.3')
def test_a_name_leaves_what_machines_say_and_suggest(visit, app, question, spoken):
    before = told_by_machines(app, f'{PATH}/{question.__name__}', spoken)
    concealed(visit('bavi-head'), question)
    question._p_jar.sync()
    after = told_by_machines(app, f'{PATH}/{question.__name__}', spoken)

    def naming(told):
        return {name for name, text in told.items() if 'tran bi mat' in plain(text)
                or 'tran-bi-mat' in text}

    assert naming(before) == set(before) and naming(after) == set()


@pytest.mark.clause('4.3')
def test_a_name_leaves_page_list_feed_search_address_notes_and_twin(
        visit, app, question, registry, tmp_path):
    before, twinning = question.__name__, registry.getUtility(ITwinning)
    with opened(registry, 'test') as environment:
        twinning.make(environment, tmp_path / 'twin')
    assert named_in(tmp_path / 'twin/pages')
    answer = concealed(visit('bavi-head'), question)
    question._p_jar.sync()
    with opened(registry, 'test') as environment:
        while twinning.follow(environment, tmp_path / 'twin') != (0, 0):
            pass
    assert named_in(tmp_path / 'twin/pages') == []
    address = f'{PATH}/{question.__name__}'

    assert answer.status_int == 303
    for path in (address, f'/english{address}', f'{address}/json', f'{address}/jsonld',
                 f'{address}/txt', PATH, f'{PATH}/atom.xml', f'{PATH}/list.csv',
                 f'{PATH}/feed.json', '/sitemap.xml'):
        text = app.get(path, status='*').text.lower()
        assert 'bí mật' not in text and 'bi-mat' not in text and 'bi mat' not in text, path
    assert question.body == '<p>Ông [đã che]<b></b> được.</p>'
    assert not app.get('/search?q="bí+mật"').html.select('.results li, .hits li')
    app.get(f'{PATH}/{before}', status=404)
    assert 'da-che' not in question.__name__


def test_earlier_versions_are_out_of_sight_and_wait_for_a_second_person(
        visit, question, small_portal, registry):
    concealed(visit('bavi-head'), question)
    question._p_jar.sync()
    (erasure,) = erasures_of(small_portal)

    assert question.history == [] and question.working is None
    assert all(NAMED not in note for _moment, note in question.changes)
    assert erasure.is_open and erasure.confirmed is None
    assert set(erasure.demanded.oids) == {
        question.__oid__, question.translations['en'].__oid__}
    assert Erasing(registry, small_portal, lambda *_asked: True, None).objection(
        erasure, erasure.demanded.actor), 'nobody confirms what they have demanded'


def test_what_is_public_then_is_approved_by_who_concealed(
        visit, question, small_portal, registry, staff):
    concealed(visit('bavi-head'), question)
    question._p_jar.sync()

    assert scan(small_portal, Versions(registry)).unapproved == ()
    assert {each.actor for each in question.approvals} == {staff['bavi-head'].id}


def test_what_is_not_in_order_is_refused_and_changes_nothing(visit, question, small_portal):
    head = visit('bavi-head')
    answers = [concealed(head, question, **changes).status_int for changes in (
        {'digest': 'x'}, {'basis': ''}, {'reference': 'Trần Bí Mật'})]
    form = next(each for each in page_of(head, question).forms.values() if 'piece' in each.fields)
    for piece in ('x', 'Không Có Ở Đây', '...'):
        form['piece'] = piece
        answers.append(form.submit('act', value='preview', status='*').status_int)
    question._p_jar.sync()

    assert answers == [422] * 6
    assert question.title == VALUES['title'] and not erasures_of(small_portal)


def test_only_the_board_of_the_site_conceals(visit, question):
    for login in ('bavi-responder', 'soxaydung-head'):
        visit(login).get(f'/desk/sites/bavi/hoi-dap/{question.__name__}/@@conceal', status='4*')


def test_who_wrote_it_does_not_conceal_it(visit, small_portal, editing, staff, question):
    question.concluded = Review()
    question.concluded.authors = frozenset({staff['bavi-head'].id})
    transaction.commit()

    assert concealed(visit('bavi-head'), question).status_int == 422
    assert concealed(visit('bavi-member'), question).status_int == 303


@pytest.mark.parametrize(('text', 'kept'), [
    ('Trần An', '[đã che]'), ('tran an', '[đã che]'), ('TRẦN  AN.', '[đã che].'),
    ('Trần Anh', 'Trần Anh'), ('Trần\nAn', '[đã che]'), ('Trần&nbsp;An', '[đã che]')])
def test_a_piece_is_found_however_it_is_typed(text, kept):
    assert conceal(text, 'Trần An')[0] == kept
