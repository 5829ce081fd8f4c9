"""Drawings on the pages: heads of home pages and sections, stories without a picture."""
import pytest
import transaction
from hanoiportal.shells.public.page.drawings import DRAWINGS, NIGHT


def drawn(page, place):
    """Return the names of the drawings in ``place`` of a page."""
    return [name.removeprefix('drawn-') for each in page.html.select(f'{place} .drawing')
            for name in each['class'] if name.startswith('drawn-')]


def test_a_home_page_is_headed_by_the_drawing_of_its_site(app, small_portal):
    assert drawn(app.get('/'), '.hero') == ['ho-guom']
    assert drawn(app.get('/english'), '.hero') == ['ho-guom']


@pytest.mark.parametrize(('site', 'drawings'), [
    ('soxaydung', {'cau-nhat-tan'}), ('bavi', {'lang-que', 'dong-lua'})])
def test_a_component_site_is_headed_by_the_drawing_of_its_kind(
        app, small_portal, site, drawings):
    [name] = drawn(app.get(f'/sites/{site}/'), '.hero')

    assert name in drawings


def test_a_section_is_headed_by_its_drawing_and_others_by_none(app, small_portal):
    assert drawn(app.get('/tin-tuc-su-kien'), '.listing') == ['thap-rua']
    assert drawn(app.get('/english/tin-tuc-su-kien'), '.listing') == ['thap-rua']
    assert drawn(app.get('/van-ban-hanh-chinh'), 'main') == []


def test_a_lead_story_without_a_picture_stands_on_a_drawing(
        app, small_portal, editing, publishing):
    item = editing.add(small_portal['tin-tuc-su-kien'], 'cau-moi', 'NewsItem', {
        'title': 'Cầu mới', 'summary': 'Tóm tắt'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    page = app.get('/')

    [name] = drawn(page, '.lead.drawn')
    assert name in DRAWINGS
    assert [name] == drawn(app.get('/'), '.lead.drawn')
    assert all(each['aria-hidden'] == 'true' and not each.text
               for each in page.html.select('.drawing'))


def test_a_drawing_is_served_with_its_stamp_and_kept_for_ever(app):
    drawing = DRAWINGS['khue-van-cac'][NIGHT]
    answer = app.get(drawing.address)

    assert answer.content_type == 'image/svg+xml' and answer.text == drawing.text
    assert 'immutable' in answer.headers['Cache-Control']
    assert 'immutable' not in app.get(drawing.address.split('?')[0]).headers['Cache-Control']
    app.get('/static/drawings/ho-tay-day.svg', status=404)
