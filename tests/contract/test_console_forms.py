"""The console's forms of every content type, opened and sent as a person does it."""
import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming, Upload
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.types.section import ITEM_TYPES
from support.domain_names import permit
from support.factories import example
from webtest import Upload as Sent

RUBBISH = 'Rác \x01 không đọc được'
HOME = 'tat-ca'


@pytest.fixture
def meta(registry, type_name):
    return types_of(registry)[type_name]


@pytest.fixture
def place(small_portal, editing, type_name):
    """Where a resource of the type is put, committed."""
    editing.add(small_portal, HOME, 'Section', {
        'title': 'Tất cả', 'allowed_types': ITEM_TYPES}, 'test')
    permit(small_portal, 'mau')
    transaction.commit()
    return {'Section': small_portal, 'HomePage': small_portal,
            'ComponentSite': small_portal['sites']}.get(type_name, small_portal[HOME])


def form_of(page):
    return next(form for form in page.forms.values() if 'title' in form.fields)


def shown(meta):
    """Return the nodes of the schema of a type that a form shows."""
    return [node for node in meta['schema']() if not getattr(node, 'hidden', False)]


def sent(value):
    """Return ``value`` as a browser sends it."""
    if isinstance(value, Incoming):
        value.file.seek(0)
        return Sent(value.filename, value.file.read())
    return '; '.join(value) if isinstance(value, (list, tuple)) else value


def fill(form, values):
    for name, value in values.items():
        if name in form.fields:
            form[name] = sent(value)


@pytest.fixture
def address(place, type_name):
    """The page with the form of the type, empty; of the portal its own."""
    if type_name == 'Portal':
        return '/console/@@properties'
    return f'/console{path_of(place)}/@@add?type={type_name}'


@pytest.fixture
def made(administrator, place, address, small_portal, type_name, meta):
    """A resource that was added through its form; the portal itself, which nobody adds."""
    if type_name == 'Portal':
        return small_portal
    form = form_of(administrator.get(address))
    name = meta.get('own_name', 'mau')
    fill(form, {**example(meta), 'name': name})
    assert form.submit().status_int == 303
    transaction.begin()
    return place[name]


def test_it_is_added_and_edited_through_its_forms(administrator, made, type_name, meta):
    form = form_of(administrator.get(f'/console{path_of(made).rstrip("/")}/@@properties'))
    assert {node.name for node in shown(meta)} <= set(form.fields)
    form['title'] = 'Tiêu đề đã sửa'

    assert form.submit().status_int == 303
    transaction.begin()
    assert made.title == 'Tiêu đề đã sửa'
    assert type_name == 'Portal' or made.history[0].values['title'] == example(meta)['title']


def test_rubbish_comes_back_with_what_is_wrong_and_what_was_typed(
        administrator, address, meta):
    form = form_of(administrator.get(address))
    typed, files = [], []
    for node in shown(meta):
        if isinstance(node.typ, Upload):
            form[node.name] = Sent('trang.pdf', b'<script>alert(1)</script>')
            files.append(node.name)
        elif form[node.name].tag == 'select':
            form[node.name].force_value('không-có')
            files.append(node.name)
        else:
            form[node.name] = RUBBISH
            typed.append(node.name)

    page = form.submit(expect_errors=True)

    assert page.status_int == 422
    again = form_of(page)
    assert [name for name in typed if again[name].value != RUBBISH] == []
    assert [name for name in typed + files if not said(page, name)] == []


def said(page, name):
    found = page.html.find(id=f'e-{name}')
    return found is not None and found.text.strip()
