"""The languages of a text in the desk: what is stale, in which, then and now (4.2.g, 13.1.h)."""
import pytest
import transaction
from hanoiportal.editorial.review.interfaces import CannotPerform
from support.clocks import real_clock
from support.editorial_staff import CHECKED
from webtest import TestApp

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
PAGE = ITEM + '/@@translations'
VI = '<p>Đoạn một.</p><p>Chợ mở <b>bảy</b> giờ.</p><p>Đoạn ba.</p>'
EN = '<p>Part one.</p><p>The market opens at seven.</p><p>Part three.</p>'

clock = real_clock


@pytest.fixture
def publish(at_work):
    """``publish(document)``: take it through the hands of the ward to the public."""
    def through(document, writer='bavi-editor'):
        at_work(writer).take(document, 'submit')
        at_work('bavi-editor').take(document, 'pass_on')
        at_work('bavi-head').take(document, 'approve', CHECKED)
        transaction.commit()

    return through


@pytest.fixture
def item(at_work, ward, publish):
    """A public text with public translations into English and Muong."""
    editor, translator = at_work('bavi-editor'), at_work('bavi-translator')
    item = editor.editing.add(ward, 'cho-hoa', 'NewsItem', {'title': 'Chợ hoa', 'body': VI},
                              editor.id)
    publish(item)
    for tag in ('en', 'mtq'):
        text = translator.editing.translate(
            item, tag, {'title': f'Market {tag}', 'body': EN}, translator.id)
        publish(text)
    return item


@pytest.fixture
def changed(item, at_work, publish):
    """The text, of which one paragraph of the Vietnamese has changed and is public."""
    at_work('bavi-editor').edit(item, body=VI.replace('bảy', 'tám'))
    publish(item)
    return item


def card(page, tag):
    return page.html.select_one(f'[aria-labelledby=h-{tag}]')


def rows(part):
    """Return the texts of the lines of the table of stale paragraphs in ``part``."""
    return [[cell.get_text() for cell in line.select('td')] for line in part.select('tbody tr')]


def queue(browser, name='stale'):
    return [link.get_text() for link in browser.get('/desk').html.select(f'#{name} a.title')]


@pytest.mark.clause('13.1.h')
def test_exactly_the_changed_paragraph_is_marked_in_each_language(changed, visit, wsgi):
    page = visit('bavi-translator').get(PAGE)

    for tag in ('en', 'mtq'):
        assert rows(card(page, tag)) == [['Chợ mở bảy giờ.', 'Chợ mở tám giờ.']]
        assert card(page, tag).select_one('del').text == 'bảy'
        assert card(page, tag).select_one('ins').text == 'tám'
    public = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    for segment in ('english', 'mtq'):
        marked = public.get(f'/{segment}/sites/bavi/tin-tuc-su-kien/cho-hoa').html.select(
            '.prose .stale')
        assert ['opens at seven' in mark.parent.get_text() for mark in marked] == [True]


@pytest.mark.clause('13.1.h')
def test_what_is_stale_waits_for_the_translators_of_the_site(changed, visit):
    assert sorted(queue(visit('bavi-translator'))) == ['Market en', 'Market mtq']
    assert queue(visit('soxaydung-translator')) == queue(visit('bavi-contributor')) == []


def test_nothing_is_stale_before_the_change_is_public(item, visit, at_work):
    at_work('bavi-editor').edit(item, body=VI.replace('bảy', 'tám'))
    transaction.commit()
    translator = visit('bavi-translator')

    assert not translator.get(PAGE).html.select('table') and queue(translator) == []


@pytest.mark.clause('4.2.g')
def test_every_language_of_the_portal_stands_there(item, visit):
    page = visit('bavi-translator').get(PAGE)

    assert len(page.html.select('main .card h2')) >= 3
    assert 'Chưa có bản dịch.' in card(page, 'ium').text
    assert 'Đã xuất bản' in card(page, 'en').text and 'Market en' in card(page, 'en').text
    assert 'Người bavi-translator' in card(page, 'en').text


def test_a_translation_that_is_still_right_is_said_to_be(changed, visit, wsgi):
    translator = visit('bavi-translator')
    form = next(form for form in translator.get(PAGE).forms.values()
                if 'mark-current?language=en' in form.action)
    page = form.submit().follow()

    assert 'Đã ghi nhận: bản dịch vẫn đúng.' in page
    assert not card(page, 'en').select('table') and card(page, 'mtq').select('table')
    assert queue(translator) == ['Market mtq']
    public = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    assert not public.get('/english/sites/bavi/tin-tuc-su-kien/cho-hoa').html.select('.stale')


def test_the_form_lists_what_has_changed_until_it_is_followed(changed, visit):
    translator = visit('bavi-translator')
    page = translator.get(PAGE).click(href='edit[?]language=en')
    assert rows(page.html.select_one('[aria-labelledby=h-stale]')) == [
        ['Chợ mở bảy giờ.', 'Chợ mở tám giờ.']]
    assert translator.get(ITEM + '/@@edit?language=ium').html.select('#h-stale') == []

    form = next(form for form in page.forms.values() if 'body' in form.fields)
    form['body'] = EN.replace('seven', 'eight')
    form.submit().follow()
    assert not card(translator.get(PAGE), 'en').select('table')


def test_who_may_only_read_is_shown_no_button(changed, visit):
    page = visit('kiemtra').get(PAGE)

    assert card(page, 'en').select('table')
    assert not [form for form in page.forms.values() if 'mark-current' in form.action]
    assert not page.html.select('main a.button')


def test_a_draft_in_another_language_is_shown_to_its_readers_alone(item, visit, at_work):
    translator = at_work('bavi-translator')
    translator.editing.translate(item, 'ium', {'title': 'Bí mật ium'}, translator.id)
    transaction.commit()

    assert 'Bí mật ium' in visit('bavi-editor').get(PAGE)
    assert 'Bí mật ium' not in visit('bavi-contributor').get(PAGE)


def test_what_has_no_translation_is_not_marked(item, visit):
    translator = visit('bavi-translator')
    token = translator.get(PAGE).html.select_one('[name=csrf_token]')['value']

    for language, status in (('vi', 404), ('xx', 404), ('ium', 404)):
        assert translator.post(f'{ITEM}/@@mark-current?language={language}',
                               {'csrf_token': token}, status=status)


@pytest.mark.clause('4.2.g')
def test_a_section_is_translated_and_the_board_approves_it(visit, at_work, ward, wsgi):
    section = '/desk/sites/bavi/tin-tuc-su-kien'
    translator = visit('bavi-translator')
    form = next(form for form in translator.get(section + '/@@edit?language=en').forms.values()
                if 'title' in form.fields)
    form['title'] = 'Ward news'
    form.submit().follow()
    page = translator.get(section + '/@@translations')
    record = card(page, 'en').select_one('p a')['href']

    def take(login, step, **said):
        form = next(form for form in visit(login).get(record).forms.values()
                    if 'step' in form.fields and form['step'].value == step)
        for box in form.fields.get('checks', ()):
            box.checked = True
        return form.submit(status=303).follow()

    take('bavi-editor', 'submit')
    take('bavi-editor', 'pass_on')
    assert 'Đã xuất bản' in take('bavi-head', 'approve')
    public = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    assert 'Ward news' in public.get('/english/sites/bavi/tin-tuc-su-kien')
    # A place has no remarks to which its form could lead.
    edits = visit('bavi-head').get(section + '/@@edit?language=en')
    assert 'không tự phê duyệt' in edits and '@@comments' not in edits
    assert visit('bavi-head').get(section + '?language=en').follow().request.path == (
        section + '/@@translation')
    visit('bavi-head').get(section + '/@@translation', status=404)


def test_the_page_is_in_english_too(changed, visit):
    assert visit('bavi-translator').get('/english' + PAGE).html.html['lang'] == 'en'


SHAPE = ('<h2>Giờ mở cửa</h2>\n<ul>\n<li>Từ <b>bảy</b> giờ</li>\n</ul>\n<table>\n<tbody>\n<tr>\n'
         '<th scope="row">Quầy</th>\n<td>1.250</td>\n</tr>\n</tbody>\n</table>\n'
         '<p><a href="/gioi-thieu" rel="noopener">Giới thiệu</a></p>')


@pytest.fixture
def source(at_work, ward, publish):
    """A public text without translations."""
    editor = at_work('bavi-editor')
    source = editor.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa', 'body': SHAPE, 'keywords': 'chợ; hoa'}, editor.id)
    publish(source)
    return source


def test_an_empty_translation_takes_the_structure_of_its_source_with_marks(source, visit):
    translator = visit('bavi-translator')
    page = translator.get(f'{ITEM}/@@edit?language=en').click('Chép cấu trúc')
    form = page.forms['bieu-mau']

    assert form['title'].value == '[[Chợ hoa]]' and form['keywords'].value == '[[chợ]]; [[hoa]]'
    assert form['summary'].value == ''
    assert form['body'].value.strip() == SHAPE.replace('Giờ mở cửa', '[[Giờ mở cửa]]').replace(
        'Từ <b>bảy</b> giờ', '[[Từ]] <b>[[bảy]]</b> [[giờ]]').replace(
        'Quầy', '[[Quầy]]').replace('Giới thiệu', '[[Giới thiệu]]')
    assert page.html.select_one('[data-autosave]')['data-fresh'] == 'true'
    transaction.begin()
    assert not source.translations
    form.submit(status=303)
    again = translator.get(f'{ITEM}/@@edit?language=en&copy=1')
    assert again.forms['bieu-mau']['title'].value == '[[Chợ hoa]]'
    assert 'Chép cấu trúc' not in again and 'data-fresh' not in again
    assert 'Chép cấu trúc' not in visit('bavi-editor').get(f'{ITEM}/@@edit')


def test_a_translation_is_not_approved_while_marks_are_left(source, at_work):
    translator, head = at_work('bavi-translator'), at_work('bavi-head')
    text = translator.editing.translate(source, 'en', {
        'title': 'Flowers', 'body': '<p>Open</p><p>[[Từ]] seven</p>',
        'keywords': '[[hoa]]'}, translator.id)
    translator.take(text, 'submit')
    at_work('bavi-editor').take(text, 'pass_on')
    with pytest.raises(CannotPerform) as refused:
        head.take(text, 'approve', CHECKED)
    assert 'Còn chữ chưa dịch' in str(refused.value.reasons)
