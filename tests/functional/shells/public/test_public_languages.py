"""Languages: pairs of addresses, and pages without a translation (ADR 3)."""
import pytest
import transaction


@pytest.fixture
def items(small_portal, editing, publishing):
    """A news item with an English text, and one without: ``{name: item}``."""
    section = small_portal['tin-tuc-su-kien']
    made = {}
    for name in ('hai-thu-tieng', 'mot-thu-tieng'):
        made[name] = editing.add(section, name, 'NewsItem', {
            'title': 'Tin ' + name, 'summary': 'Tóm tắt ' + name,
            'body': '<p>Nội dung</p>'}, 'test')
        publishing.publish(made[name], 'test')
    translation = editing.translate(
        made['hai-thu-tieng'], 'en', {'title': 'News in two languages'}, 'test')
    publishing.publish(translation, 'test')
    transaction.commit()
    return made


def alternates(page):
    return {link['hreflang']: link['href']
            for link in page.html.find_all('link', rel='alternate', hreflang=True)}


def test_each_language_names_the_other_and_itself(app, items):
    for path in (
            '/', '/tin-tuc-su-kien', '/tin-tuc-su-kien/hai-thu-tieng', '/sites/bavi', '/sitemap'):
        vietnamese = app.get(path)
        there = alternates(vietnamese)
        english = app.get(there['en'])

        assert alternates(english) == there, path
        assert vietnamese.html.find('link', rel='canonical')['href'] == there['vi'], path
        assert english.html.find('link', rel='canonical')['href'] == there['en'], path


def test_a_page_without_a_translation_says_so_in_the_language_asked_for(app, items):
    page = app.get('/english/tin-tuc-su-kien/mot-thu-tieng')

    assert page.html.html['lang'] == 'en'
    assert 'English' in page.html.find(class_='notice').text
    assert page.html.h1.find_parent(lang=True)['lang'] == 'vi'
    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'
    assert alternates(page) == {}


def test_a_page_with_its_translation_is_for_search_engines(app, items):
    page = app.get('/english/tin-tuc-su-kien/hai-thu-tieng')

    assert page.html.find('meta', attrs={'name': 'robots'}) is None
    assert page.html.find(class_='notice') is None
    assert page.html.h1.find_parent(lang=True)['lang'] == 'en'


def test_an_unpublished_translation_is_no_translation(app, items, editing):
    editing.translate(items['mot-thu-tieng'], 'en', {'title': 'Secret draft'}, 'test')
    transaction.commit()

    page = app.get('/english/tin-tuc-su-kien/mot-thu-tieng')

    assert 'Secret draft' not in page.text
    assert 'Tin mot-thu-tieng' in page.text
    assert 'en' not in alternates(app.get('/tin-tuc-su-kien/mot-thu-tieng'))


def test_the_switch_leads_to_the_same_page_in_the_other_language(app, items):
    page = app.get('/tin-tuc-su-kien/hai-thu-tieng')

    other = page.html.find(class_='languages').find('a', string='English')

    assert other['href'] == '/english/tin-tuc-su-kien/hai-thu-tieng'
    assert (other['lang'], other['hreflang']) == ('en', 'en')


def test_the_switch_keeps_what_is_searched_for(app, items):
    page = app.get('/search?q=hai+th%E1%BB%A9')

    other = page.html.find(class_='languages').find('a', string='English')

    assert other['href'] == '/english/search?q=hai+th%E1%BB%A9'


@pytest.mark.clause('4.2.g')
def test_an_ethnic_language_is_offered_where_something_is_written_in_it(
        app, items, editing, publishing):
    assert 'Thiểng Mường' not in app.get('/tin-tuc-su-kien/mot-thu-tieng').text

    translation = editing.translate(items['mot-thu-tieng'], 'mtq', {'title': 'Thử'}, 'test')
    publishing.publish(translation, 'test')
    transaction.commit()

    page = app.get('/tin-tuc-su-kien/mot-thu-tieng').click('Thiểng Mường')
    assert page.request.path == '/mtq/tin-tuc-su-kien/mot-thu-tieng'
    assert (page.html.html['lang'], page.html.body['lang']) == ('mtq', 'vi')
    assert page.html.h1.find_parent(lang=True)['lang'] == 'mtq'


def test_an_empty_field_of_a_translation_is_shown_in_vietnamese_and_marked(app, items):
    row = app.get('/english/tin-tuc-su-kien').html.find(class_='rows').li

    assert row.a.text == 'News in two languages' and 'lang' not in row.a.attrs
    summary = row.find(class_='summary')
    assert (summary.text, summary['lang']) == ('Tóm tắt hai-thu-tieng', 'vi')


def test_a_listing_in_english_lists_what_is_in_english(app, items):
    page = app.get('/english/tin-tuc-su-kien')

    assert 'News in two languages' in page.text
    assert 'Tin mot-thu-tieng' not in page.text


def test_a_listing_with_nothing_in_the_language_lists_the_vietnamese_and_says_so(
        app, items, editing, publishing):
    item = editing.add(items['mot-thu-tieng'].__parent__.__parent__['chuyen-doi-so'], 'tin',
                       'NewsItem', {'title': 'Tin khác'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    page = app.get('/english/chuyen-doi-so')

    assert page.html.find(class_='notice') is not None
    assert page.html.find(class_='rows').a['lang'] == 'vi'
    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'
