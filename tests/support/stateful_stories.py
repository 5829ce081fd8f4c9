"""Stories of actions, in which what is kept of a page is compared with what is made anew."""
import gzip
import io
import os
from contextlib import contextmanager

import brotli
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.shells.public.fragments import FragmentCache, IFragmentCache
from hypothesis import HealthCheck, Phase
from hypothesis import settings as how
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine

STORIES = how(
    max_examples=int(os.environ.get('EXACT', '3')), stateful_step_count=30, deadline=None,
    suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
    database=None, derandomize='EXACT' not in os.environ)
#: How Hypothesis tells of what it found; told again, a story may end otherwise.
FOUND = (AssertionError, Flaky)
UNPACK = {None: bytes, 'br': brotli.decompress, 'gzip': gzip.decompress}
#: Readers as host, cookie, ``Accept-Encoding`` and scheme; others differ from the first by one.
READERS = (
    ('localhost', '', '', 'http'), ('hanoi.gov.vn', '', '', 'http'),
    ('bavi.hanoi.gov.vn', '', 'gzip', 'http'), ('localhost', '', 'br;q=0.9, gzip;q=0.1', 'https'),
    ('localhost', 'hien-thi=dark.125.text', 'br', 'http'),
    ('localhost', 'hien-thi=contrast.100.full; x=1', 'br;q=0.1, gzip', 'http'),
    ('localhost', 'danh-cho-ban=tin-tuc-su-kien~bavi', 'identity', 'http'))


def answered(application, address, host, cookie, encoding, scheme):
    """Return status and unpacked body of what ``application`` answers."""
    path, _mark, query = address.partition('?')
    said = []
    body = application({
        'REQUEST_METHOD': 'GET', 'SCRIPT_NAME': '', 'PATH_INFO': path, 'QUERY_STRING': query,
        'HTTP_HOST': host, 'SERVER_NAME': host, 'SERVER_PORT': '80', 'HTTP_COOKIE': cookie,
        'HTTP_ACCEPT_ENCODING': encoding, 'wsgi.url_scheme': scheme, 'wsgi.input': io.BytesIO(),
        'wsgi.version': (1, 0), 'wsgi.errors': None, 'wsgi.multithread': True,
        'wsgi.multiprocess': False, 'wsgi.run_once': False,
    }, lambda status, headers: said.extend((status, dict(headers))))
    return said[0], UNPACK[said[1].get('Content-Encoding')](b''.join(body))


@contextmanager
def nothing_cached(registry):
    """Let the application have cached no fragment of a page while the block runs."""
    cached = registry.getUtility(IFragmentCache)
    registry.registerUtility(FragmentCache(), IFragmentCache)
    try:
        yield
    finally:
        registry.registerUtility(cached, IFragmentCache)


class Actions(RuleBasedStateMachine):
    """Actions, and readers in between.  ``at``: what it works with; ``discarded``: what lies in
    the recycle bin.
    """

    at = discarded = None

    def do(self, action, *given, **more):
        """Do an action and commit; what is refused has not happened."""
        if self.discarded is not None and action != self.at.recycling.restore:
            return None
        try:
            found = action(*given, **more)
            transaction.commit()
            return found
        except Refused:
            transaction.abort()
            return None

    def compare(self, address, reader):
        """Read twice through the cache, and once made anew with nothing that was kept."""
        self.compare_all([(address, reader)])

    def compare_all(self, asked):
        """Do so with each address and its reader, all through the cache before one is made anew.
        """
        kept = [[answered(self.at.wsgi, address, *reader) for _ in range(2)]
                for address, reader in asked]
        for (address, reader), found in zip(asked, kept, strict=True):
            with nothing_cached(self.at.wsgi.registry):
                made = answered(self.at.wsgi._application, address, *reader)
            assert found == [made, made], (address, reader)
