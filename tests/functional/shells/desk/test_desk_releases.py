"""Putting a release set together and taking it to the public in the desk."""
import pytest
import transaction
from support.clocks import real_clock
from support.desk_forms import form_of

SITE = '/desk/sites/bavi/@@releases'
CHECKS = ('origin', 'quality', 'content')

clock = real_clock


@pytest.fixture
def items(at_work, ward):
    writer = at_work('bavi-contributor')
    made = [writer.editing.add(ward, name, 'NewsItem', {'title': f'Tin <{name}>'}, writer.id)
            for name in ('mot', 'hai', 'ba')]
    for item in made[:2]:
        writer.take(item, 'submit')
        at_work('bavi-editor').take(item, 'pass_on')
    transaction.commit()
    return made


def begun(editor, title='Kỳ họp <4>'):
    form = next(form for form in editor.get(SITE).forms.values() if 'title' in form.fields)
    form['title'] = title
    return form.submit().follow()


def filled(editor, items):
    page = begun(editor)
    form = form_of(page, 'add')
    for box in form.fields['id']:
        box.checked = box._value in {str(item.__oid__) for item in items}
    return form.submit('act', value='add').follow()


def approve(browser, address, status=303, checks=CHECKS, **said):
    form = form_of(browser.get(address), 'approve')
    for box in form.fields['checks']:
        box.checked = box._value in checks
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value='approve', status=status)


def test_a_set_is_put_together_approved_and_read_by_all(items, visit, app):
    page = filled(visit('bavi-editor'), items[:2])
    assert 'Kỳ họp &lt;4&gt;' in page and 'Tin &lt;mot&gt;' in page
    approve(visit('bavi-member'), page.request.path_qs)

    for name in ('mot', 'hai'):
        assert 'Tin &lt;' in app.get(f'/sites/bavi/tin-tuc-su-kien/{name}')
    assert 'Đã xuất bản' in visit('bavi-editor').get(SITE)


def test_each_item_says_why_the_set_is_not_approved(items, visit, at_work, app):
    at_work('bavi-member').edit(items[1], summary='Thêm')
    transaction.commit()
    page = filled(visit('bavi-editor'), items[:2])
    answer = approve(visit('bavi-member'), page.request.path_qs, 422, note='Nhớ')

    [why] = answer.html.select('.outcomes .error')
    assert 'không được tự phê duyệt' in why.text
    assert 'hai' in why.find_parent('li').text and 'Nhớ' in answer
    assert app.get('/sites/bavi/tin-tuc-su-kien/mot', status=404)


def test_a_set_is_scheduled_and_called_off(items, visit):
    address = filled(visit('bavi-editor'), items[:2]).request.path_qs
    member = visit('bavi-member')
    approve(member, address, then='hold')
    form = form_of(member.get(address), 'schedule')
    assert 'Hãy chọn ngày, giờ xuất bản.' in form.submit('act', value='schedule', status=422)
    form['moment'] = '2099-02-06T07:30'
    page = form.submit('act', value='schedule').follow()
    assert '06/02/2099 07:30' in page and page.html.select('.state.scheduled')

    page = form_of(page, 'call_off').submit('act', value='call_off').follow()
    assert 'Đã hủy' in page and not page.html.select('.state.scheduled')


def test_what_is_at_different_steps_offers_none_and_one_is_taken_out(items, visit):
    editor = visit('bavi-editor')
    page = filled(editor, items)
    assert not page.html.select('#h-next')
    form = next(form for form in page.forms.values()
                if 'id' in form.fields and form['id'].value == str(items[2].__oid__))

    page = form.submit('act', value='remove').follow()
    assert page.html.select('#h-next') and 'Phê duyệt cả đợt' in page


def test_a_set_without_a_name_is_not_begun(items, visit):
    form = next(form for form in visit('bavi-editor').get(SITE).forms.values()
                if 'title' in form.fields)

    assert 'phải có tên' in form.submit(status=422)


def test_others_find_no_sets(items, visit):
    for login in ('bavi-contributor', 'soxaydung-head', 'hanoi-head', 'khach'):
        answer = visit(login).get(SITE, expect_errors=True)

        assert answer.status_int in (403, 404), login
        assert 'Đợt phát hành' not in answer.html.select_one('main').text, login


def test_a_set_that_is_not_there_is_not_found(items, visit):
    for number in ('', '0', '9', 'x', '9' * 30, '²'):
        visit('bavi-editor').get('/desk/sites/bavi/@@release', {'number': number}, status=404)


def test_strange_ids_are_passed_over(items, visit):
    page = begun(visit('bavi-editor'))
    form = form_of(page, 'add')
    for box, value in zip(form.fields['id'], ('x', '9' * 40, '0'), strict=False):
        box.checked, box._value = True, value

    assert 'Chưa có bài nào trong đợt' in form.submit('act', value='add').follow()


def test_the_pages_are_in_english_too(items, visit):
    address = filled(visit('bavi-editor'), items[:2]).request.path_qs
    for each in (SITE, address):
        assert visit('bavi-editor').get('/english' + each).html.html['lang'] == 'en'
