"""Counting searches that find nothing, from the page cache or not, never in the view itself."""
from ....discovery.search import IUnanswered
from ....web.pagecache.queries import query_field
from ....web.pagecache.watching import NOTE

#: By this note a page says that it found nothing.
UNANSWERED = f'{NOTE}Unanswered'


def count_unanswered(registry):
    """Return a watcher that counts each search that is answered with nothing."""
    tally = registry.getUtility(IUnanswered)

    def watcher(environ, _status, _headers, notes, _kept):
        if UNANSWERED in notes and environ['REQUEST_METHOD'] == 'GET':
            tally.count(query_field(environ, 'q'))

    return watcher


def includeme(config):
    config.add_watcher(count_unanswered(config.registry))
