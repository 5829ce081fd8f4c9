"""Who sends forms to a portal: programs and people, with scripts and without."""
import re
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

FORM = '/gui/cau-hoi'
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_CODE = re.compile(r'<dd><code>([^<]+)</code>')
_WAIT = re.compile(r'<strong>(\d+)</strong> giây')
_BITS = re.compile(r'data-bits="(\d+)"')


def asked(portal, network, path, values=None):
    """Return status and text of ``path``, asked for by the address ``network``.

    ``values``: of a form that is sent.
    """
    with closing(HTTPConnection('127.0.0.1', portal.port, timeout=60,
                                source_address=(network, 0))) as connection:
        headers = {'Host': 'localhost', 'Origin': 'http://localhost'}
        if values is None:
            connection.request('GET', path, headers=headers)
        else:
            connection.request('POST', path, urlencode(values), {
                **headers, 'Content-Type': 'application/x-www-form-urlencoded'})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def hidden_fields(page):
    """Return the hidden fields of the forms in ``page``, by name."""
    return dict(_HIDDEN.findall(page))


def asking(number):
    """Return what is typed into the form of questions; ``number`` tells one from another."""
    return {'field': 'khac', 'text': f'Câu hỏi số {number}: mấy giờ làm việc?'}


def worked_on(page):
    """Return the number that a script would find for the ticket in ``page``."""
    ticket, bits = hidden_fields(page)['ve'], int(_BITS.search(page)[1])
    begun = sha256(f'{ticket}.'.encode())

    def reaches(number):
        digest = begun.copy()
        digest.update(b'%d' % number)
        return int.from_bytes(digest.digest()[:8], 'big') >> (64 - bits) == 0

    return str(next(filter(reaches, count())))


class Form:
    """One form that is sent; ``step(portal)`` does what comes next.

    ``values``: what is typed.  ``reads``: seconds before it is sent; ``works``: whether it has
    scripts.  ``path``: its address; ``consents``: what is agreed to.  ``told``: how often a page
    said that it has to wait.
    """

    def __init__(self, network, values, reads=0, works=False, path=FORM, consents=('process',)):
        self.network, self.reads, self._works = network, reads, works
        self._path, self._consents = path, {f'consent-{each}': 'yes' for each in consents}
        self._values, self._step, self.code, self.told = values, 'kiem-tra', '', 0

    def step(self, portal):
        """Send what is to be sent; return the status, and the seconds until the next step,
        ``None`` if there is none.
        """
        status, page = asked(portal, self.network, f'{self._path}/{self._step}', self._values)
        if status != 200:
            return status, None
        code = _CODE.search(page)
        if code:
            self.code = code[1]
            return status, None
        return status, self._next(page)

    def _next(self, page):
        self._values = {**hidden_fields(page), **self._consents}
        self._step = re.search(rf'action="[^"]*{self._path}/([a-z-]+)"', page)[1]
        wait = _WAIT.search(page)
        is_turn = 'data-wait' in page
        if self._works and not is_turn:
            self._values['so'] = worked_on(page)
        if wait is None:
            return self.reads
        self.told += 1
        return 0 if self._works and not is_turn else int(wait[1])
