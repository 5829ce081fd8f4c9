"""Asking: the pages of a form, and cases from the first page to the receipt, in process."""
import datetime
import re
import time
from pathlib import Path

from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.security.admission import READ
from hanoiportal.participation.cases.interfaces import ICases
from hanoiportal.shells.commands.environment import close, opened
from pyramid.paster import get_app
from webob import Request

from . import serving
from .expectations import BadLoad, Page, Part, heading
from .serving import write_ini
from .table import Row, at_least

CASES = 300
FORM = '/gui/cau-hoi'
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_CODE = re.compile(r'<code>([^<]+)</code>')
#: A form of nothing but radio buttons, and one with the text and who sends it.
FIRST = Page('form, first step, anew', FORM, (
    heading('Gửi câu hỏi'), Part('field', r'name="linh-vuc" value="([^"]+)"', 15)))
SECOND = Page('form, second step, anew', f'{FORM}/viet?linh-vuc=khac', (
    heading('Gửi câu hỏi'), Part('text', r'<textarea id="o-text"'),
    Part('file', r'<input id="tep" type="file"')))


class _Later:
    """The machine's clock, some seconds on: nobody reads the forms."""

    def __init__(self):
        self.seconds = 0

    def now(self):
        """Return the moment, aware UTC."""
        return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(
            seconds=self.seconds)


def measure(var: Path) -> list[Row]:
    """Return the row of ``CASES`` cases, each with four requests and durable commits."""
    ini = write_ini(var, serving.CACHE)
    application, clock = get_app(str(ini), options={'var': str(var)}), _Later()
    application.registry.registerUtility(clock, IClock)
    _ask(application, clock, CASES)  # the templates are compiled
    never_mind_what_is()  # as the server does
    codes = set()
    started = time.monotonic()
    for number in range(CASES):
        codes.add(_ask(application, clock, number))
    took = time.monotonic() - started
    close(application.registry)
    with opened(str(ini), str(var)) as environment:
        kept = environment.registry.getAdapter(environment.portal, ICases).counts(
            str(environment.portal.__oid__))
    if len(codes) != CASES or kept['new'] < CASES:
        raise BadLoad(f'{len(codes)} receipts, {kept["new"]} cases')
    return [at_least("cases, from the form's first page to a receipt, in process", CASES / took,
                     150, '/s')]


def _ask(application, clock, number):
    """Go through the form; return the code of the receipt."""
    for path in (FORM, SECOND.path):
        _answer(application, Request.blank(path))
    page = _answer(application, _post('kiem-tra', {
        'field': 'khac', 'text': f'Câu hỏi số {number}: giờ làm việc thế nào?'}))
    clock.seconds += READ
    receipt = _answer(application, _post(
        'xong', {**dict(_HIDDEN.findall(page)), 'consent-process': 'yes'}))
    return _CODE.search(receipt)[1]


def _post(step, values):
    return Request.blank(f'{FORM}/{step}', POST=values, headers={'Origin': 'http://localhost'})


def _answer(application, request):
    request.headers['Host'] = 'localhost'
    response = request.get_response(application)
    if response.status_int != 200:
        raise BadLoad(f'{request.path}: {response.status}')
    return response.text
