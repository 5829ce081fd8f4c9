"""Forms that are read when they are asked for are those that WebTest reads."""
import pytest
from support.read_forms import ReadForm
from webtest import TestApp
from webtest.forms import Form

PAGE = """<!doctype html><title>Trang</title>
<form action="/tim"><input name="q" value="chợ"><button>Tìm</button></form>
<form id="viet" method="POST" enctype="multipart/form-data">
<h1>Viết</h1><input type="hidden" name="csrf_token" value="x">
<textarea name="body">
 một &lt;b&gt;</textarea>
<select name="kind"><option value="a">A<option value="b" selected>B</select>
<select name="many" multiple><option selected>c<option>d</select>
<input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
<input type="checkbox" name="c" value="3" checked><input type="checkbox" name="c" value="4">
<input type="file" name="file" value="no"><button name="action" value="save">Lưu</button></form>
<input form="viet" name="far" value="xa"><form id="so-sanh"></form>
<input form="so-sanh" name="from" value="5">"""


def application(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/html; charset=utf-8')])
    return [PAGE.encode()]


@pytest.fixture
def page():
    return TestApp(application).get('/')


def told(form):
    """Return everything that ``form`` knows."""
    return (form.action, form.method, form.id, form.enctype, form.text, list(form.fields),
            [(name, type(field), field.pos, field.value, field.attrs,
              getattr(field, 'options', None), getattr(field, 'checked', None))
             for name, field in form.field_order],
            [(name, str(value)) for name, value in form.submit_fields('action')])


def test_they_are_found_by_number_and_id_and_are_what_webtest_makes_of_them(page):
    assert list(page.forms) == [0, 1, 'viet', 2, 'so-sanh'] and len(page.forms) == 5
    assert 'viet' in page.forms and 'khac' not in page.forms
    for key, form in page.forms.items():
        assert type(form) is ReadForm
        assert told(form) == told(Form(page, str(page.html('form')[form_number(key)])))
    assert 'far' in page.forms['viet'].fields and 'from' in page.forms['so-sanh'].fields


def form_number(key):
    return {'viet': 1, 'so-sanh': 2}.get(key, key)


def test_what_is_filled_in_stays_filled_in(page):
    page.forms[1]['body'] = 'hai'

    assert page.forms['viet']['body'].value == 'hai'
    assert ('body', 'hai') in page.forms['viet'].submit_fields()


def test_the_one_form_of_a_page_is_of_the_same_kind(page, monkeypatch):
    monkeypatch.setattr(page, '_forms_indexed', None)
    for form in page.html('form')[1:]:
        form.extract()

    assert type(page.form) is ReadForm and page.form['q'].value == 'chợ'
