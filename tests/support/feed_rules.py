"""What the standards of feeds and calendars demand, as rules: each returns what is broken.

RFC 4287 (Atom), RSS 2.0 (rssboard.org), JSON Feed 1.1 (jsonfeed.org), RFC 5545 (iCalendar).
"""
import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from icalendar import Calendar

ATOM = '{http://www.w3.org/2005/Atom}'
XML = '{http://www.w3.org/XML/1998/namespace}'
#: RFC 4287, 4.1.1 and 4.1.2: how many of each child there may be, ``None`` for any number.
_FEED = {'id': (1, 1), 'title': (1, 1), 'updated': (1, 1), 'author': (0, None),
         'category': (0, None), 'contributor': (0, None), 'generator': (0, 1), 'icon': (0, 1),
         'link': (0, None), 'logo': (0, 1), 'rights': (0, 1), 'subtitle': (0, 1),
         'entry': (0, None)}
_ENTRY = {'id': (1, 1), 'title': (1, 1), 'updated': (1, 1), 'author': (0, None),
          'category': (0, None), 'content': (0, 1), 'contributor': (0, None), 'link': (1, None),
          'published': (0, 1), 'rights': (0, 1), 'source': (0, 1), 'summary': (0, 1)}
_CHANNEL = {'title': (1, 1), 'link': (1, 1), 'description': (1, 1), 'language': (0, 1),
            'lastBuildDate': (0, 1), 'item': (0, None)}
_ITEM = {'title': (0, 1), 'link': (0, 1), 'description': (0, 1), 'guid': (0, 1),
         'pubDate': (0, 1), 'category': (0, None), 'enclosure': (0, 1)}
#: RFC 3339, 5.6, as RFC 4287, 3.3 narrows it.
_MOMENT = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)')
_MEDIA = re.compile(r'[\w.+-]+/[\w.+-]+')
_TAG = re.compile(r'[a-z]{2,3}(-[A-Za-z0-9]{2,8})*')


def _absolute(address):
    parts = urlsplit(address)
    return bool(parts.scheme and (parts.netloc or parts.path))


def _counted(node, rules, strip=''):
    """Yield each child that is not allowed, missing, or there too often."""
    names = [child.tag.removeprefix(strip) for child in node]
    for name in {name for name in names if not name.startswith('{')} - set(rules):
        yield f'{node.tag}: no {name} here'
    for name, (least, most) in rules.items():
        found = names.count(name)
        if found < least or (most is not None and found > most):
            yield f'{node.tag}: {found} × {name}'


def atom(content):
    """Yield what RFC 4287 has against the Atom feed ``content``."""
    root = ElementTree.fromstring(content)
    if root.tag != f'{ATOM}feed':
        yield f'root {root.tag}'
    yield from _counted(root, _FEED, ATOM)
    entries = root.findall(f'{ATOM}entry')
    for node in (root, *entries):
        yield from _atom_node(node)
    for entry in entries:
        yield from _counted(entry, _ENTRY, ATOM)
        kinds = [link.get('rel', 'alternate') for link in entry.findall(f'{ATOM}link')]
        if 'alternate' not in kinds and entry.find(f'{ATOM}content') is None:
            yield '4.1.2: neither content nor alternate link'
        if entry.find(f'{ATOM}author') is None and root.find(f'{ATOM}author') is None:
            yield '4.1.2: no author'
    if 'self' not in [link.get('rel') for link in root.findall(f'{ATOM}link')]:
        yield '4.1.1: no link to itself'
    ids = [entry.findtext(f'{ATOM}id') for entry in entries]
    if len(ids) != len(set(ids)):
        yield '4.1.1: two entries with one id'


def _atom_node(node):
    if not _absolute(node.findtext(f'{ATOM}id', '')):
        yield '4.2.6: id is no IRI'
    for name in ('updated', 'published'):
        text = node.findtext(f'{ATOM}{name}')
        if text is not None and not _MOMENT.fullmatch(text):
            yield f'3.3: {name} {text}'
    yield from _links(node)
    if not all(person.findtext(f'{ATOM}name') for person in node.findall(f'{ATOM}author')):
        yield '3.2.1: a person without a name'
    if not all(category.get('term') for category in node.findall(f'{ATOM}category')):
        yield '4.2.2: a category without a term'
    if not _TAG.fullmatch(node.get(f'{XML}lang', 'vi')):
        yield '2: xml:lang'


def _links(node):
    seen = set()
    for link in node.findall(f'{ATOM}link'):
        key = link.get('rel', 'alternate'), link.get('type'), link.get('hreflang')
        if key[0] == 'alternate' and key in seen:
            yield '4.1.1: two alternates of one type and language'
        seen.add(key)
        if not _absolute(link.get('href', '')) or not _MEDIA.fullmatch(link.get('type', 'a/b')):
            yield f'4.2.7: link {link.attrib}'


def rss(content):
    """Yield what RSS 2.0 has against the feed ``content``."""
    root = ElementTree.fromstring(content)
    channel = root.find('channel')
    if (root.tag, root.get('version')) != ('rss', '2.0') or channel is None or len(root) != 1:
        yield 'no rss 2.0 with one channel'
        return
    yield from _counted(channel, _CHANNEL)
    for item in channel.findall('item'):
        yield from _counted(item, _ITEM)
        yield from _rss_item(item)
    for node in (channel, *channel.findall('item')):
        if not _absolute(node.findtext('link', '')):
            yield 'link is no address'


def _rss_item(item):
    if not (item.findtext('title') or item.findtext('description')):
        yield 'neither title nor description'
    moment = parsedate_to_datetime(item.findtext('pubDate'))
    if moment.tzinfo is None:
        yield 'pubDate without a zone'
    guid = item.find('guid')
    if guid.get('isPermaLink') != 'false' and not guid.text.startswith('http'):
        yield 'guid is no address'
    for enclosure in item.findall('enclosure'):
        good = (_absolute(enclosure.get('url', '')) and enclosure.get('length', '').isdigit()
                and _MEDIA.fullmatch(enclosure.get('type', '')))
        if not good:
            yield f'enclosure {enclosure.attrib}'


def json_feed(content):
    """Yield what JSON Feed 1.1 has against the feed ``content``."""
    feed = json.loads(content)
    if feed.get('version') != 'https://jsonfeed.org/version/1.1':
        yield 'version'
    if not isinstance(feed.get('title'), str) or not isinstance(feed.get('items'), list):
        yield 'title or items'
    for name in ('home_page_url', 'feed_url'):
        if not _absolute(feed.get(name, '')):
            yield name
    ids = [item.get('id') for item in feed['items']]
    if len(ids) != len(set(ids)) or not all(isinstance(each, str) and each for each in ids):
        yield 'id'
    for item in feed['items']:
        yield from _json_item(item)


def _json_item(item):
    if not any(isinstance(item.get(name), str) for name in ('content_text', 'content_html')):
        yield 'neither content_text nor content_html'
    for name in ('date_published', 'date_modified'):
        if not _MOMENT.fullmatch(item.get(name, '')):
            yield f'{name} {item.get(name)}'
    if not all(isinstance(tag, str) for tag in item.get('tags', [])):
        yield 'tags'
    if not all(author.keys() & {'name', 'url', 'avatar'} for author in item['authors']):
        yield 'authors'
    for each in item.get('attachments', []):
        if not (_absolute(each.get('url', '')) and _MEDIA.fullmatch(each.get('mime_type', ''))
                and isinstance(each.get('size_in_bytes', 0), int)):
            yield f'attachment {each}'


def calendar(content):
    """Yield what RFC 5545 has against the calendar ``content``."""
    for line in content.split(b'\r\n'):
        if len(line) > 75:
            yield f'3.1: a line of {len(line)} octets'
    if not content.endswith(b'END:VCALENDAR\r\n') or b'\n' in content.replace(b'\r\n', b''):
        yield '3.1: ends of lines'
    found = Calendar.from_ical(content)
    if found.errors or not found.get('prodid') or found.get('version') != '2.0':
        yield f'3.7: {found.errors}'
    events = found.walk('VEVENT')
    uids = [str(event.get('uid')) for event in events]
    if len(uids) != len(set(uids)) or 'None' in uids:
        yield '3.8.4.7: uid'
    for event in events:
        yield from _event(event)


def _event(event):
    if event.errors or any(isinstance(event.get(name), list) for name in (
            'dtstart', 'dtend', 'summary', 'dtstamp', 'url', 'location')):
        yield f'3.6.1: {event.errors}'
    stamp, start, end = (event.get(name) and event.get(name).dt
                         for name in ('dtstamp', 'dtstart', 'dtend'))
    if not isinstance(stamp, datetime) or stamp.utcoffset() is None or stamp.utcoffset():
        yield '3.8.7.2: dtstamp is not in UTC'
    if start is None or (end is not None and (type(end) is not type(start) or end <= start)):
        yield '3.8.2: start and end'
    if event.get('url') and not _absolute(str(event['url'])):
        yield '3.8.4.6: url'
