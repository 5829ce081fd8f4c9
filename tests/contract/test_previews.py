"""The preview of an item of every type is the page that readers get once it is public."""
import pytest
import transaction
from hanoiportal.kernel.tree.content import bound_schema
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.kernel.tree.values import values_of
from hanoiportal.kernel.tree.values import written as written_values
from support.drafting import send_draft
from support.factories import ENGLISH
from support.link_redemption import opened as open_link
from ZODB.Connection import Connection


def told(page):
    """Return what a page says, without what its publication adds: when, how to cite it and take it
    along (nobody passes on, follows or saves as PDF what is not public), and what is related.
    """
    for part in page.html.main.select('time, .citation, .along, .actions, .related'):
        part.decompose()
    return ' '.join(page.html.main.get_text(' ').split())


@pytest.fixture
def written(monkeypatch):
    """Every object that is changed in any database once the list has been emptied."""
    found, register = [], Connection.register

    def note(connection, changed):
        found.append(changed)
        register(connection, changed)

    monkeypatch.setattr(Connection, 'register', note)
    return found


def test_a_preview_is_the_page_to_be_and_writes_nothing(
        new_items, editing, publishing, people, visit, app, written):
    texts = {name: editing.translate(item, 'en', {'title': ENGLISH}, 'test')
             for name, item in new_items.items()}
    transaction.commit()
    admin = visit('quantri')

    for name, item in new_items.items():
        preview = f'/desk{path_of(item)}/@@preview-page'
        written.clear()
        drafts = [told(admin.get(f'{preview}?language={tag}')) for tag in ('vi', 'en')]
        ways = [admin.get(f'{preview}?as={way}') for way in ('phone', 'desktop', 'print', 'text')]
        assert {page.status_int for page in ways} == {200} and written == [], name
        transaction.begin()
        for document in (item, texts[name]):
            if not document.is_public:
                publishing.publish(document, 'test')
        transaction.commit()
        assert drafts == [
            told(app.get(segment + path_of(item))) for segment in ('', '/english')], name


def test_what_is_new_has_its_page_beside_its_form_once_what_is_required_is_typed(
        new_items, registry, visit, people):
    transaction.commit()
    admin = visit('quantri')

    for item_type, item in new_items.items():
        place, schema = f'/desk{path_of(item.__parent__)}', bound_schema(item_type, registry)
        form = admin.get(f'{place}/@@add?type={item_type}')
        mark = form.forms['bieu-mau']['draft'].value
        address = f'{place}/@@preview-typed?type={item_type}&draft={mark}'
        if item_type in {'Audio', 'File', 'Image'}:
            assert form.html.select_one('.live') is None
            admin.get(address, status=404)
            continue
        assert admin.get(address).html.select_one('.empty li'), item_type
        typed = written_values(schema, values_of(item, schema))
        send_draft(admin, form, **{
            name: value for name, value in typed.items() if isinstance(value, str)})
        headings = admin.get(address).html.select('h1')
        assert [each.text.strip() for each in headings] == [item.title], item_type


def test_what_changes_is_previewed_with_what_stays(
        new_items, editing, publishing, visit, app, people):
    for item in new_items.values():
        publishing.publish(item, 'test')
        editing.edit(item, {'title': 'Tiêu đề đổi khác'}, 'test')
    transaction.commit()
    admin = visit('quantri')

    for name, item in new_items.items():
        public = told(app.get(path_of(item)))
        page = told(admin.get(f'/desk{path_of(item)}/@@preview-page'))
        assert page == public.replace(
            'Tiêu đề mẫu «thứ nhất»', 'Tiêu đề đổi khác') != public, name


@pytest.mark.parametrize('view', ['@@history?from=1&to=now', '@@history?from=1&to=now&as=inline',
                                  '@@preview', '@@preview-page', '@@comments',
                                  '@@comments?field=title&at=0', '@@preview-page?as=text'])
def test_the_pages_are_valid_html(make, editing, people, visit, invalid_html, view):
    item = make('NewsItem', body='<h2>Một</h2><p>Hai</p><ul><li>Ba</li></ul>')
    editing.edit(item, {'title': 'Khác', 'body': '<p>Hai ba</p>', 'genre': 'bai'}, 'test', 'Vì')
    transaction.commit()

    assert invalid_html(visit('quantri').get(f'/desk{path_of(item)}/{view}').body) == []


def test_the_page_of_a_link_is_valid_html(make, people, visit, app, invalid_html):
    item = make('NewsItem')
    transaction.commit()
    browser = visit('quantri')
    page = browser.get(f'/desk{path_of(item)}/@@preview')
    form = next(form for form in page.forms.values() if 'days' in form.fields)
    answer = form.submit()

    assert invalid_html(answer.body) == []
    link = answer.html.select_one('.address')['value']
    for shown in (open_link(app, link), app.get(link.partition('#')[0]),
                  open_link(app, link[:-1], status=404)):
        assert invalid_html(shown.body) == []
