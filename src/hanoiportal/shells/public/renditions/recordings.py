"""Recordings are there before anybody asks: a job speaks what has just become public."""
from time import monotonic

from ....discovery.catalog.interfaces import ICatalog
from ....kernel.tree.lookup import in_language
from ....platform.media.interfaces import ISpeaker
from ..formats.wholetext import spoken_text

#: In each language so many of the newest items are looked at.
NEWEST = 20
LANGUAGES = ('vi', 'en')
#: Seconds after which the other jobs have their turn: what is scheduled must not wait long.
PATIENCE = 10


class Recordings:
    """The job of one process.  What it has seen to it knows; the recordings are on the shelf."""

    def __init__(self):
        self._seen = set()

    def make(self, environment):
        """Job: speak the newest public items, the newest first; the rest at the next look."""
        speaker = environment.registry.getUtility(ISpeaker)
        if not speaker.available:
            return
        ends, found = monotonic() + PATIENCE, list(_newest(environment))
        self._seen.intersection_update(key for key, _said in found)
        for key, said in found:
            if monotonic() > ends:
                return
            if key not in self._seen and speaker.takes(said(), key[0]):
                speaker.recording(said(), key[0])
            self._seen.add(key)


def _newest(environment):
    """Yield ``((language, object id, when it was changed), callable that gives its words)``."""
    portal, request = environment.portal, environment.request
    for tag in LANGUAGES:
        for item in request.service(ICatalog).latest(portal, tag, 0, NEWEST).items:
            text = in_language(item, tag)
            yield (text.language, item.__oid__, text.modified_at or text.published_at), (
                lambda item=item, text=text: spoken_text(item, text, environment.registry))


def includeme(config):
    config.add_job('recordings', 1, Recordings().make)
