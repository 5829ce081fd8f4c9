"""What several sites carry, from one portal to another as lines of a file (12.1)."""
import json

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.editorial.crossposting.resource import book_of
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.tree.lookup import path_of
from support.application import working
from support.crossposting import accepted, approved, corrected, published
from support.factories import picture
from support.transfer import exported, imported, written
from webtest import TestApp

HERE = 'tin-tuc-su-kien/cho-hoa-ngay-tet'
PAGES = (f'/{HERE}', f'/{HERE}.txt', '/tin-tuc-su-kien', f'/sites/soxaydung/{HERE}',
         f'/sites/bavi/{HERE}', '/english/tin-tuc-su-kien', '/tin-tuc-su-kien/hai-thu-tieng',
         '/english/tin-tuc-su-kien/hai-thu-tieng')

ROWS = '/english/sites/soxaydung/api/v1/items?section=tin-tuc-su-kien'


@pytest.fixture
def clock_at():
    return parse('2026-12-01T10:00')


@pytest.fixture
def sources(at_work, crossing, small_portal, clock):
    """What two sites carry: a text that was corrected since, one that was recalled, and one in
    two languages.
    """
    ward = small_portal['sites']['bavi']['tin-tuc-su-kien']
    editor, member, sender = at_work('bavi-editor'), at_work('bavi-member'), crossing(
        'bavi-editor')
    ward.allowed_types = (*ward.allowed_types, 'Image')
    image = editor.editing.add(ward, 'anh', 'Image', {
        'title': 'Ảnh', 'alt': 'Hoa', 'image': Incoming('a.png', picture())}, editor.id)
    approved(editor, member, image)
    items = [published(editor, member, ward, title, images=path_of(image)) for title in (
        'Chợ hoa ngày Tết', 'Đã gỡ', 'Hai thứ tiếng')]
    approved(editor, member, editor.editing.translate(
        items[2], 'en', {'title': 'Two languages'}, editor.id))
    transaction.commit()
    for item in items:
        for login, site in (('hanoi', small_portal),
                            ('soxaydung', small_portal['sites']['soxaydung'])):
            clock.pass_(minutes=1)
            proposal = sender.sending.propose(item, site, 'Tin chung', None, sender.id)
            accepted(crossing, proposal, site['tin-tuc-su-kien'], f'{login}-member',
                     intro='Từ xã Ba Vì')
    corrected(editor, member, items[0], title='Chợ hoa Tết', body='<p>Mở từ 22.</p>')
    corrected(editor, member, image, image=Incoming('a.png', picture(size=(40, 30))))
    member.publishing.withdraw(items[1], member.id, why='Sai')
    transaction.commit()
    return items

def bodies(application):
    """Return the bytes of every page, without what is drawn anew in each portal."""
    reader = TestApp(application, extra_environ={'HTTP_HOST': 'localhost'})
    return {page: reader.get(page).html.find('main').encode() if not page.endswith('.txt')
            else reader.get(page).body for page in PAGES}


def test_what_is_carried_is_shown_the_same_after_export_and_import(
        wsgi, environment, sources, small_portal, clock, lender, tmp_path):
    section = small_portal['tin-tuc-su-kien']
    section.set_order(sorted(section.keys(), reverse=True), reorderable=True)
    transaction.commit()
    name = small_portal['sites']['bavi'].translations['en']
    for name.title in ('Ba Vi', 'Ba Vi commune'):
        transaction.commit()
        assert {each['source']['site']['title'] for each in TestApp(wsgi, extra_environ={
            'HTTP_HOST': 'localhost'}).get(ROWS).json['items']} == {name.title}
    before, lines = bodies(wsgi), exported(environment, tmp_path / 'all.jsonl')
    named = [each for each in map(json.loads, lines.splitlines()) if 'source' in each]
    assert {each['source'] for each in named} == {
        f'cong/bavi/tin-tuc-su-kien/{name}' for name in (
            'cho-hoa-ngay-tet', 'da-go', 'hai-thu-tieng')}

    with lender.lent(tmp_path / 'second') as application, working(application.registry) as other:
        application.registry.registerUtility(clock, IClock)
        assert imported(other, tmp_path / 'all.jsonl') == 0
        transaction.begin()
        assert bodies(application) == before
        assert exported(other, tmp_path / 'again.jsonl') == lines
        portal, reader = other.portal, TestApp(application)
        assert sorted(path_of(portal.__objectmap__.object_for(oid))
                      for _site, oid in book_of(portal).changed) == [
            f'{start}/tin-tuc-su-kien/{name}' for start in ('/sites/soxaydung', '')
            for name in ('cho-hoa-ngay-tet', 'hai-thu-tieng')]
        assert reader.get('/tin-tuc-su-kien/da-go', status='*').status_int == 410
        item = portal['sites']['bavi']['tin-tuc-su-kien']['cho-hoa-ngay-tet']
        item.state = 'withdrawn'
        send(application.registry)(ObjectModified(item, 'test'))
        transaction.commit()
        assert reader.get(f'/{HERE}', status='*').status_int == 410


def test_a_line_of_what_is_carried_that_names_nothing_is_refused_with_a_reason(
        environment, sources, tmp_path, capsys):
    lines = exported(environment, tmp_path / 'all.jsonl', at='/tin-tuc-su-kien')
    records = [each for each in map(json.loads, lines.splitlines())
               if each.get('path', '').endswith('cho-hoa-ngay-tet')]
    for number, source in enumerate(('cong/khong-co', 7, 'cong/../x', 'cong/bavi')):
        records[0]['path'], records[0]['source'] = f'cong/tin-tuc-su-kien/tin-{number}', source
        assert imported(environment, written(tmp_path / 'in.jsonl', records[0])) == 1
        assert 'source' in capsys.readouterr().err or source == 'cong/bavi'
    names = {'type': 'order', 'path': 'cong/tin-tuc-su-kien', 'names': ['khac', 7]}
    assert imported(environment, written(tmp_path / 'in.jsonl', names)) == 1
