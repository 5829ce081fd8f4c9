"""Who is told of every answer, from the cache or made: what counts visits, and such.

A view tells watchers something by a *note*: a header whose name begins with ``Portal-``.  Notes
are kept with the page and never leave the portal.
"""
from zope.interface import Interface

#: What the names of notes begin with.
NOTE = 'Portal-'
_LENGTH = len(NOTE)
#: In WSGI's ``environ``: when the portal was asked, by ``time.perf_counter``.
BEGAN = 'portal.began'
#: Likewise: set where the portal asks itself for a page, which counts as no request.  A client
#: cannot set it: what it sends stands under ``HTTP_``.
OWN_VISIT = 'portal.own_visit'


class IWatchers(Interface):
    """The watchers of this process in a list, as a utility."""


def add_watcher(config, watcher):
    """Directive: call ``watcher(environ, status, headers, notes, kept)`` before every answer.

    ``environ``: WSGI's, which nobody changes.  ``status``: ``int``; 200 of a page that is not sent
    again because it is unchanged.  ``headers``: a list of pairs.  ``notes``: a ``dict``.
    ``kept``: whether it comes from the page cache.  What the watcher returns, a list of pairs or
    ``None``, are headers of this answer besides.
    """
    config.registry.getUtility(IWatchers).append(watcher)


def parted(headers):
    """Return ``headers`` without the notes among them, and the notes as a ``dict``."""
    notes = {name: value for name, value in headers if name[:_LENGTH] == NOTE}
    return [each for each in headers if each[0][:_LENGTH] != NOTE], notes


def content_type(headers):
    """Return the media type that ``headers`` name, without parameters; ``''`` if none."""
    for name, value in headers:
        if name.lower() == 'content-type':
            return value.partition(';')[0].strip().lower()
    return ''


def includeme(config):
    config.registry.registerUtility([], IWatchers)
    config.add_directive('add_watcher', add_watcher)
