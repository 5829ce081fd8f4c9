"""Where the feeds of a place are, for readers of feeds and for people."""
from ....base.interfaces import ISite
from . import atom, jsonfeed, rss

#: Name of a view → what writes it.
WRITERS = {'atom.xml': atom, 'rss.xml': rss, 'feed.json': jsonfeed}

#: What the forms are called, by the name of the view that writes each.  Programs read all.
FORMS = {'rss.xml': 'RSS', 'atom.xml': 'Atom', 'feed.json': 'JSON Feed'}


def has_feed(place):
    """Return whether ``place``, a resource, has feeds: a site or a section."""
    return ISite.providedBy(place) or hasattr(place, 'in_menu')


def feeds_of(place, request):
    """Return ``[(name, media type, address)]`` of the feeds of a site or section."""
    return [(name, writer.MIMETYPE, request.link(place, name))
            for name, writer in WRITERS.items()]
