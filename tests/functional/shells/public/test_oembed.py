"""oEmbed: others show our items by their addresses, safely, and nothing that is not public."""
import json
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
import transaction

TITLE = 'Lễ hội <b> & "hoa"'


@pytest.fixture
def item(small_portal, editing, publishing):
    made = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'hoa', 'NewsItem', {
        'title': TITLE, 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>', 'keywords': 'x'}, 'test')
    publishing.publish(made, 'test')
    transaction.commit()
    return made


@pytest.fixture
def ask(app, item):
    """``ask(path, host, status, **query)``: what ``/oembed`` of ``host`` says of that address."""
    def one(path='/tin-tuc-su-kien/hoa', host='bavi.hanoi.gov.vn', status=200, of=None, **query):
        address = f'https://{of or "bavi.hanoi.gov.vn"}{path}' if path is not None else None
        said = {**({} if address is None else {'url': address}), **query}
        return app.get('/oembed?' + '&'.join(f'{key}={quote(str(value), safe="")}'
                                             for key, value in said.items()),
                       headers={'Host': host}, status=status)

    return one


@pytest.mark.clause('4.3.d')
def test_an_item_is_a_quotation_that_runs_nothing(ask, app):
    answer = ask()
    said = answer.json
    assert (said['version'], said['type'], said['title']) == ('1.0', 'rich', TITLE)
    assert (said['width'], said['height'], said['provider_url']) == (
        550, 120, 'http://bavi.hanoi.gov.vn/')
    assert said['html'].startswith('<blockquote cite="http://bavi.hanoi.gov.vn/tin-tuc-su-kien/hoa')
    assert 'Lễ hội &lt;b&gt; &amp; &quot;hoa&quot;</a>' in said['html']
    assert not any(each in said['html'] for each in ('<script', '<iframe', '<img', ' on', '<b>'))
    assert answer.headers['Access-Control-Allow-Origin'] == '*'
    assert answer.content_type == 'application/json'
    told = ElementTree.fromstring(ask(format='xml').body)
    assert {each.tag: each.text for each in told} == {
        name: str(value) for name, value in said.items()}
    small = ask(maxwidth=300, maxheight=5000).json
    assert (small['width'], small['height']) == (300, 120)
    assert ask(host='hanoi.gov.vn').json['html'] == said['html']


def test_the_page_leads_to_its_description(app, item):
    page = app.get('/tin-tuc-su-kien/hoa', headers={'Host': 'bavi.hanoi.gov.vn'})
    link = page.html.select_one('link[type="application/json+oembed"]')
    parts = urlsplit(link['href'])
    assert (parts.scheme, parts.netloc, parts.path) == ('http', 'bavi.hanoi.gov.vn', '/oembed')
    said = app.get(f'{parts.path}?{parts.query}', headers={'Host': 'bavi.hanoi.gov.vn'}).json
    assert said['title'] == TITLE
    list_ = app.get('/tin-tuc-su-kien', headers={'Host': 'bavi.hanoi.gov.vn'})
    assert not list_.html.select('link[type="application/json+oembed"]')


def test_what_is_not_there_or_wrong_is_refused_as_the_specification_says(ask):
    for query, status in [
            ({'path': None}, 400), ({'format': 'yaml'}, 501), ({'format': ''}, 501),
            ({'maxwidth': 'x'}, 400), ({'maxwidth': '0'}, 400), ({'maxwidth': '٣'}, 400),
            ({'maxheight': '-1'}, 400), ({'maxheight': ''}, 400),
            ({'path': '/tin-tuc-su-kien/khong-co'}, 404), ({'path': '/tin-tuc-su-kien'}, 404),
            ({'path': '/'}, 404), ({'of': 'example.vn'}, 404), ({'of': '[::1'}, 404),
            ({'path': '/' + 'a' * 9000}, 404), ({'path': '/%00'}, 404),
            ({'of': 'soxaydung.hanoi.gov.vn'}, 404), ({'host': 'soxaydung.hanoi.gov.vn'}, 404)]:
        ask(**{**query, 'status': status})


def test_what_is_not_public_is_answered_as_what_is_not_there(
        ask, item, publishing, editing, small_portal):
    editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'nhap', 'NewsItem', {
        'title': 'Bí mật', 'summary': 'x', 'body': '<p>x</p>', 'keywords': 'x'}, 'test')
    publishing.withdraw(item, 'test', why='Sai')
    transaction.commit()
    answers = [ask(f'/tin-tuc-su-kien/{name}', status=404) for name in ('hoa', 'nhap', 'khong-co')]
    assert len({each.body for each in answers}) == 1


def test_the_answer_is_of_the_language_of_the_address(ask):
    said = ask('/english/tin-tuc-su-kien/hoa').json
    assert json.dumps(said) and said['provider_url'].endswith('/english')
