"""Feeds of three kinds are read; what lies, hides or is none does no harm."""
import datetime
import json

import pytest
from hanoiportal.base.clock import UTC
from hanoiportal.editorial.aggregation.reading import MOST, NoFeed, is_at, read_feed
from hypothesis import given, settings
from hypothesis import strategies as some

AT = 'https://thue.example/tin.xml'
RSS = """<?xml version="1.0" encoding="utf-8"?>{dtd}<rss version="2.0"><channel>
<title>Thuế</title><link>https://thue.example/</link><description>Tin</description>{items}
</channel></rss>"""
ITEM = ('<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{key}</guid>'
        '<description>{summary}</description><pubDate>{date}</pubDate></item>')
GIVEN = {'title': 'Nộp thuế qua mạng', 'link': '/bai/1', 'key': 'urn:a1',
         'summary': '&lt;p&gt;Hướng dẫn &lt;b&gt;mới&lt;/b&gt;&lt;/p&gt;',
         'date': 'Sat, 28 Nov 2026 01:30:00 GMT'}
MOMENT = datetime.datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>t</id>
<updated>2026-11-28T08:30:00+07:00</updated><entry><title>Nộp thuế qua mạng</title><id>urn:a1</id>
<link href="https://thue.example/bai/1"/><summary>Hướng dẫn mới</summary>
<published>2026-11-28T08:30:00+07:00</published><updated>2026-11-28T09:30:00+07:00</updated>
</entry></feed>"""
JSON = {'version': 'https://jsonfeed.org/version/1.1', 'title': 'T', 'items': [{
    'id': 'urn:a1', 'url': 'https://thue.example/bai/1', 'title': 'Nộp thuế qua mạng',
    'content_html': '<p>Hướng dẫn mới</p>', 'date_published': '2026-11-28T08:30:00+07:00'}]}


def rss(*items, dtd='', **changed):
    made = ''.join(ITEM.format(**{**GIVEN, **each}) for each in items or [changed])
    return RSS.format(dtd=dtd, items=made).encode()


@pytest.mark.parametrize('body', [
    rss(), ATOM.encode(), json.dumps(JSON).encode(), b'\xef\xbb\xbf' + rss(),
    rss().decode().replace('utf-8', 'utf-16').encode('utf-16')],
    ids=['rss', 'atom', 'json', 'marked', 'utf-16'])
def test_each_kind_says_the_same(body):
    (entry,) = read_feed(body, AT)

    assert entry == ('urn:a1', 'Nộp thuế qua mạng', 'https://thue.example/bai/1', 'Hướng dẫn mới',
                     MOMENT)


def test_what_is_no_feed_is_said_to_be_none():
    for body in (
            b'', b'<html><p>Xin chao</p></html>', b'{"a": 1}', b'[' * 100_000, b'{' * 100_000,
            b'\x00\xff', b'/etc/passwd', b'http://127.0.0.1/tin.xml', b'<?xml version="1.0"?>'):
        with pytest.raises(NoFeed):
            read_feed(body, AT)


@pytest.mark.parametrize('body,content_type', [
    (rss(title='&#x110000; &'), ''), (rss(), 'text/xml; charset=undefined')])
def test_what_the_reader_breaks_at_is_no_feed(body, content_type):
    with pytest.raises(NoFeed):
        read_feed(body, AT, content_type)


def test_entities_of_outside_and_bombs_bring_nothing(tmp_path):
    secret = tmp_path / 'secret'
    secret.write_text('BIMAT')
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    laughs = '<!DOCTYPE rss [<!ENTITY l0 "ha">' + ''.join(
        f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)) + ']>'

    for dtd, title in ((outside, '&x;'), (laughs, '&l9;')):
        body = rss(dtd=dtd, title=title)
        for sent in (body, body.decode().replace('utf-8', 'utf-16').encode('utf-16')):
            with pytest.raises(NoFeed):
                read_feed(sent, AT)
    remote = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'
    assert len(read_feed(rss(dtd=remote), AT)) == 1


def test_texts_lose_their_markup_and_hidden_signs():
    (entry,) = read_feed(rss(title='&lt;script&gt;alert(1)&lt;/script&gt;Tin\u202e mới &lt;img '
                                   'src=x onerror=alert(1)&gt;', summary='<![CDATA[<p>Một</p>'
                                   '<script>x</script><p>hai</p>]]>'), AT)

    assert (entry.title, entry.summary) == ('Tin mới', 'Một hai')


@pytest.mark.parametrize('changed', [
    {'link': 'javascript:alert(1)'}, {'link': 'data:text/html,x'}, {'link': 'file:///etc/passwd'},
    {'link': ''}, {'link': 'http://[/'}, {'link': 'https://x:99999/'}, {'title': ''},
    {'link': 'https://thue.example/' + 'a' * 2000}])
def test_an_entry_that_leads_nowhere_or_has_no_title_is_left_out(changed):
    assert read_feed(rss(changed, {'key': 'b', 'link': '/b'}), AT)[-1].key == 'b'
    assert len(read_feed(rss(changed, {'key': 'b', 'link': '/b'}), AT)) == 1


@pytest.mark.parametrize('date', ['', 'hôm qua', '99 Foo 2026', 'Sat, 28 Nov 99999 01:30:00 GMT'])
def test_a_date_that_is_none_is_none(date):
    assert read_feed(rss(date=date), AT)[0].moment is None


def test_entries_are_read_once_and_not_without_end():
    twice = rss(*({'key': f'k{number % 300}'} for number in range(600)))

    assert len(read_feed(twice, AT)) == MOST
    assert len(read_feed(rss({}, {'title': 'Lần hai'}), AT)) == 1


@settings(max_examples=40)
@given(some.binary(max_size=300), some.integers(0, 500), some.integers(0, 500))
def test_damaged_feeds_are_read_or_refused(noise, first, last):
    body = rss()
    for damaged in (noise, body[:first] + noise + body[last:],
                    json.dumps(JSON).encode()[:first] + noise):
        try:
            for entry in read_feed(damaged, AT):
                assert entry.title and entry.address.startswith('http')
        except NoFeed:
            pass


@pytest.mark.parametrize('address,there', [
    ('https://thue.example/a', True), ('https://www.thue.example/a', True),
    ('https://tin.thue.example/a', True), ('https://thue.example.xau.vn/', False),
    ('https://xauthue.example/', False), ('https://xau.vn/thue.example', False)])
def test_what_leads_to_another_site_is_known(address, there):
    assert is_at(address, 'thue.example') is there
    assert is_at(address, 'www.thue.example') is there
