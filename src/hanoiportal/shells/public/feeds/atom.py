"""Atom (RFC 4287)."""
from xml.etree.ElementTree import Element

from ..page.dates import machine_moment
from .xmltext import document, put

MIMETYPE = 'application/atom+xml'
_NAMESPACE = 'http://www.w3.org/2005/Atom'


def written(feed):
    """Return the ``Feed`` as bytes."""
    root = Element('feed', {'xmlns': _NAMESPACE, 'xml:lang': feed.language})
    put(root, 'id', feed.address)
    put(root, 'title', feed.title)
    put(root, 'subtitle', feed.description)
    put(root, 'updated', machine_moment(feed.updated))
    put(root, 'link', rel='self', type=MIMETYPE, href=feed.address)
    put(root, 'link', rel='alternate', type='text/html', href=feed.home)
    put(put(root, 'author'), 'name', feed.owner)
    for entry in feed.entries:
        _put_entry(root, entry)
    return document(root)


def _put_entry(root, entry):
    node = put(root, 'entry', **{'xml:lang': entry.language})
    put(node, 'id', entry.id)
    put(node, 'title', entry.title)
    put(node, 'link', rel='alternate', type='text/html', href=entry.address)
    put(node, 'published', machine_moment(entry.published))
    put(node, 'updated', machine_moment(entry.updated))
    put(put(node, 'author'), 'name', entry.author)
    for word in entry.categories:
        put(node, 'category', term=word)
    put(node, 'summary', entry.summary)
    if entry.text:
        put(node, 'content', entry.text, type='text')
    for each in entry.enclosures:
        put(node, 'link', rel='enclosure', type=each.mimetype, length=each.size,
            title=each.title, href=each.address)
