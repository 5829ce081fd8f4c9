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
def place_of(small_portal, editing):
    """``place_of(type_name)``: where a resource of the type is put, committed."""
    editing.add(small_portal, HOME, 'Section', {
        'title': 'Tất cả', 'allowed_types': ITEM_TYPES}, 'test')
    permit(small_portal, 'mau')
    transaction.commit()
    return lambda type_name: {
        'Section': small_portal, 'HomePage': small_portal,
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


def address_of(place_of, type_name):
    """Return the address of the form of the type, empty; of the portal its own."""
    if type_name == 'Portal':
        return '/console/@@properties'
    return f'/console{path_of(place_of(type_name))}/@@add?type={type_name}'


@pytest.fixture
def made(administrator, place_of, small_portal, registry):
    """``made(type_name)``: a resource that is added through its form; the portal itself, which
    nobody adds.
    """
    def made_by_form(type_name):
        if type_name == 'Portal':
            return small_portal
        form = form_of(administrator.get(address_of(place_of, type_name)))
        meta = types_of(registry)[type_name]
        name = meta.get('own_name', 'mau' if type_name == 'ComponentSite' else type_name.lower())
        fill(form, {**example(meta), 'name': name})
        assert form.submit().status_int == 303, type_name
        transaction.begin()
        return place_of(type_name)[name]

    return made_by_form


def test_it_is_added_and_edited_through_its_forms(administrator, made, type_names, registry):
    for type_name in type_names:
        resource, meta = made(type_name), types_of(registry)[type_name]
        address = f'/console{path_of(resource).rstrip("/")}/@@properties'
        form = form_of(administrator.get(address))
        assert {node.name for node in shown(meta)} <= set(form.fields), type_name
        form['title'] = 'Tiêu đề đã sửa'
        assert form.submit().status_int == 303, type_name
        transaction.begin()
        assert resource.title == 'Tiêu đề đã sửa'
        assert type_name == 'Portal' or (
            resource.history[0].values['title'] == example(meta)['title']), type_name


def test_rubbish_comes_back_with_what_is_wrong_and_what_was_typed(
        administrator, place_of, type_names, registry):
    for type_name in type_names:
        send_rubbish(administrator.get(address_of(place_of, type_name)),
                     types_of(registry)[type_name])


def send_rubbish(page, meta):
    """Send rubbish by the form of a type on ``page``; it must come back."""
    form = form_of(page)
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

    assert page.status_int == 422, typed
    again = form_of(page)
    assert [name for name in typed if again[name].value != RUBBISH] == []
    assert [name for name in typed + files if not said(page, name)] == []


def said(page, name):
    found = page.html.find(id=f'e-{name}')
    return found is not None and found.text.strip()
