"""Pictures of what another site carries: as the board that carries it has approved them (12.1)."""
from contextlib import contextmanager

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.editorial.crossposting.erasing import forget_crossposts
from hanoiportal.editorial.crossposting.interfaces import CannotCrosspost
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.events import IObjectModified
from support.crossposting import CHECKS, accepted, approved, corrected, published
from support.factories import picture

NAME, SITE = 'cho-hoa-ngay-tet', '/sites/bavi/tin-tuc-su-kien'
BODY = ('<p><img src="/tin-tuc-su-kien/anh/content" alt="Hoa"> <a href="/lien-he">Gọi</a>'
        '</p>')


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


def upload(width):
    return Incoming('anh.png', picture(size=(width, 30)))


@pytest.fixture
def image(at_work, ward):
    """A public picture of Ba Vì."""
    ward.allowed_types = (*ward.allowed_types, 'Image')
    editor = at_work('bavi-editor')
    made = editor.editing.add(ward, 'anh', 'Image', {
        'title': 'Ảnh', 'alt': 'Hoa', 'image': upload(40)}, editor.id)
    approved(editor, at_work('bavi-member'), made)
    transaction.commit()
    return made


@pytest.fixture
def item(at_work, ward, image):
    editor = at_work('bavi-editor')
    made = editor.add(ward, 'Chợ hoa ngày Tết', summary='Ba chợ', body=BODY,
                      images=f'{SITE}/anh')
    approved(editor, at_work('bavi-member'), made)
    transaction.commit()
    return made


@pytest.fixture
def reference(crossing, item, small_portal):
    editor = crossing('bavi-editor')
    made = editor.sending.propose(item, small_portal, 'Tin chung', None, editor.id)
    return accepted(crossing, made, small_portal['tin-tuc-su-kien'])


def pictures(app, page):
    """Return the addresses of the pictures of the text of ``page``, and the bytes of the first."""
    shown = [each['src'] for each in app.get(page).html.select('.prose img')]
    return shown, app.get(shown[0]).body if shown else b''


def replace(at_work, image):
    """Put another picture in place of ``image``, approved by its board."""
    corrected(at_work('bavi-editor'), at_work('bavi-member'), image, image=upload(50))


@pytest.mark.clause('12.1.a/2')
def test_a_picture_that_is_replaced_is_shown_as_it_was_until_the_board_accepts_the_new_one(
        app, at_work, crossing, visit, reference, image):
    here, there = f'/tin-tuc-su-kien/{NAME}', f'{SITE}/anh/content'
    before = app.get(there).body
    assert pictures(app, here) == ([there], before)

    replace(at_work, image)
    page = app.get(here)
    assert 'Nguồn đã đính chính' in page
    [shown], content = pictures(app, here)
    assert shown.startswith(f'{here}/anh-') and content == before
    assert app.get(there).body != before
    lead = page.html.select_one('.lead img, figure img')['src']
    assert lead.startswith(f'{here}/anh-') and app.get(lead).content_type.startswith('image/')
    assert f'{here}/anh-' in app.get('/tin-tuc-su-kien').text

    record = visit('hanoi-member').get(f'/desk{here}/carried').html
    assert record.find('a', href=f'{SITE}/anh').text == 'Ảnh'
    board = crossing('hanoi-member')
    with pytest.raises(CannotCrosspost):
        board.renewing.take(reference, reference.digests, CHECKS, board.id)
    board.renewing.take(reference, board.renewing.current(reference), CHECKS, board.id)
    transaction.commit()
    assert pictures(app, here) == ([there], app.get(there).body)
    assert 'Nguồn đã đính chính' not in app.get(here)
    assert app.get(shown, status=404)


def test_a_picture_that_nobody_may_see_any_more_is_seen_nowhere(
        app, at_work, reference, image, item, small_portal, registry):
    here = f'/tin-tuc-su-kien/{NAME}'
    replace(at_work, image)
    [shown], _content = pictures(app, here)
    item_of = small_portal.crossposting
    assert item_of.showing(image.__oid__) == [item.__oid__]
    del image.history[:]
    forget_crossposts(small_portal, Erased(pasts={image.__oid__: parse('2026-12-01')}), registry)
    transaction.commit()
    assert app.get(shown, status=404) and pictures(app, here)[0] == []
    assert 'Gọi' in app.get(here).html.select_one('.prose').text

    member = at_work('bavi-member')
    member.publishing.withdraw(image, member.id, why='Sai')
    transaction.commit()
    assert pictures(app, here)[0] == []
    forget_crossposts(small_portal, Erased(frozenset({image.__oid__})), registry)
    assert item_of.showing(image.__oid__) == []


def test_a_picture_that_is_withdrawn_or_removed_leaves_the_page_at_once(
        app, at_work, reference, image, ward, registry):
    here = f'/tin-tuc-su-kien/{NAME}'
    member = at_work('bavi-member')
    member.publishing.withdraw(image, member.id, why='Sai')
    transaction.commit()
    assert pictures(app, here)[0] == [] and reference.changed_at is not None
    assert reference.touched_at is not None


def test_what_is_kept_beside_the_tree_learns_that_a_picture_was_removed(
        reference, ward, registry, told_of):
    with told_of(registry) as modified:
        ward.remove('anh', registry=registry)
    assert reference in modified


@pytest.fixture
def told_of():
    """``with told_of(registry) as modified``: what was told to have been modified meanwhile."""
    @contextmanager
    def listening(registry):
        found = []
        registry.registerHandler(lambda event, _object: found.append(event.object),
                                 (IObjectModified, None))
        yield found

    return listening


def test_addresses_of_a_text_lead_where_they_lead_on_the_site_that_wrote_it(app, reference):
    def links(host, page=f'/tin-tuc-su-kien/{NAME}'):
        found = app.get(page, headers={'Host': host}, extra_environ={'HTTP_HOST': host})
        return [each.get('href') or each['src'] for each in found.html.select(
            '.prose a, .prose img')]

    ward = 'http://bavi.hanoi.gov.vn'
    assert links('hanoi.gov.vn') == [f'{ward}/tin-tuc-su-kien/anh/content', f'{ward}/lien-he']
    assert links('localhost') == [f'{SITE}/anh/content', '/sites/bavi/lien-he']
    assert links('bavi.hanoi.gov.vn')[0] == '/tin-tuc-su-kien/anh/content'
    said = app.get(f'/tin-tuc-su-kien/{NAME}.json').json['html']
    assert f'src="{SITE}/anh/content"' in said and 'href="/sites/bavi/lien-he"' in said
    said = app.get(f'/tin-tuc-su-kien/{NAME}.md').text
    assert f'({SITE}/anh/content)' in said and '(/sites/bavi/lien-he)' in said


@pytest.mark.clause('12.1.b/1')
def test_a_picture_that_the_city_replaces_is_replaced_at_all_sites(
        app, at_work, crossing, small_portal):
    city, site = small_portal['tin-tuc-su-kien'], small_portal['sites']['bavi']
    city.allowed_types = (*city.allowed_types, 'Image')
    editor, head = at_work('hanoi-editor'), at_work('hanoi-head')
    image = editor.editing.add(city, 'anh', 'Image', {
        'title': 'Ảnh', 'alt': 'Hoa', 'image': upload(40)}, editor.id)
    approved(editor, head, image)
    source = published(editor, head, city, 'Lịch cấp nước', images='/tin-tuc-su-kien/anh')
    member = crossing('hanoi-member')
    [made] = member.offering.offer(source, [site], 'recommended', 'Chung', '', member.id)
    carried = accepted(crossing, made, site['tin-tuc-su-kien'], 'bavi-member')
    before = carried.digests
    corrected(editor, head, image, image=upload(50))

    assert carried.digests != before and carried.changed_at is None
    assert carried.digests == member.renewing.versions(source)
    page = app.get(f'{SITE}/lich-cap-nuoc')
    assert '/tin-tuc-su-kien/anh/' in page and '/anh-' not in page
