"""RSS 2.0, with the names of Dublin Core and Atom for what it has no words for."""
from email.utils import format_datetime
from xml.etree.ElementTree import Element

from ....base.clock import local
from .xmltext import document, put

MIMETYPE = 'application/rss+xml'
_NAMESPACES = {'xmlns:atom': 'http://www.w3.org/2005/Atom',
               'xmlns:dc': 'http://purl.org/dc/elements/1.1/'}


def written(feed):
    """Return the ``Feed`` as bytes."""
    root = Element('rss', {'version': '2.0', **_NAMESPACES})
    channel = put(root, 'channel')
    put(channel, 'title', feed.title)
    put(channel, 'link', feed.home)
    put(channel, 'description', feed.description)
    put(channel, 'language', feed.language)
    put(channel, 'lastBuildDate', _moment(feed.updated))
    put(channel, 'atom:link', rel='self', type=MIMETYPE, href=feed.address)
    for entry in feed.entries:
        _put_item(channel, entry)
    return document(root)


def _put_item(channel, entry):
    node = put(channel, 'item')
    put(node, 'title', entry.title)
    put(node, 'link', entry.address)
    put(node, 'guid', entry.id, isPermaLink='false')
    put(node, 'pubDate', _moment(entry.published))
    put(node, 'dc:creator', entry.author)
    put(node, 'dc:language', entry.language)
    for word in entry.categories:
        put(node, 'category', word)
    put(node, 'description', entry.summary)
    for each in entry.enclosures[:1]:  # readers of RSS know one
        put(node, 'enclosure', url=each.address, type=each.mimetype, length=each.size)


def _moment(moment):
    """Return the aware ``datetime`` as RFC 822 writes it, in Hanoi's zone."""
    return format_datetime(local(moment))
