"""A draft with a thousand comments: its page, what others have said, the ledger, the table; and
ratings, one by one.

What is public of the comments is written directly: a batch of 20 and its approval for each would
take longer than all the rest.
"""
import datetime
import time
from pathlib import Path
from random import Random

import transaction
from hanoiportal.base.clock import local, start_of
from hanoiportal.participation.cases.interfaces import CONSULTATION, ICases, Submission
from hanoiportal.participation.consultations.interfaces.comments import (
    DECLINED,
    IComments,
    ICommentTables,
    PublicComment,
)
from hanoiportal.participation.consultations.interfaces.drafts import SECTION, TYPE
from hanoiportal.participation.consultations.publiccomments import (
    counted,
    public_comments_to_write,
)
from hanoiportal.platform.provisioning.demo.interfaces import MADE_UP
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.shells.commands.environment import Environment, close, opened
from pyramid.paster import get_app
from webob import Request

from . import serving, staff
from .expectations import PAGE_SIZE, BadLoad, Page, Part, heading
from .load import Paired
from .newsroom import HEAD_LOGIN
from .progress import say
from .serving import portal, write_ini
from .table import Row, at_least, at_most, rate

TITLE, NAME = 'Dự thảo Quyết định về phố đi bộ', 'pho-di-bo'
ARTICLES, COMMENTS, RATINGS = 100, 1_000, 300
#: Groups on a page of the ledger.
GROUPS = 20
AXIS, THANKS = 'giao-dien', 'Đã ghi nhận đánh giá.'
PUBLIC, DESK = 1 / 15, 1 / 30
_SYLLABLES = [f'{first}{last}' for first in 'b c d đ g h k l m n r s t v x'.split()
              for last in 'an at ay em en eo im ia oi on ông ua ung ước yên'.split()]


def measure(var: Path, paired: Paired) -> list[Row]:
    """Return the rows of the portal of ``owing`` in ``var``, on which a draft is published."""
    say(f'commenting a draft {COMMENTS:,} times')
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        _plant(environment)
        took = _table(environment)
    with portal(var, 0) as server:
        cookie = {'Cookie': staff.cookie(server, HEAD_LOGIN)}
        path, among = f'/{SECTION}/{NAME}', f'{ARTICLES} articles, {COMMENTS:,} comments'
        rows = [_row(server, paired, page, gate) for page, gate in (
            (Page(f'draft of {among}, anew', path, (
                heading(TITLE), Part('count', r'/y-kien/([0-9a-z-]+)"', ARTICLES))), PUBLIC),
            (Page(f'what others said of it, {among}, anew', f'{path}/y-kien', (
                heading('Ý kiến đã góp'), Part('comment', r'id="y-([0-9a-f]{12})"',
                                               PAGE_SIZE))), PUBLIC),
            (Page(f'desk: its ledger, {among}', f'/desk{path}/@@comment-ledger?outcome=all', (
                Part('group', r'name="numbers" value="(\d+)"', GROUPS),), headers=cookie), DESK))]
    return [*rows, at_most('table of all comments as DOCX, by CPU time', took, 3, 's'),
            _ratings(var)]


def _row(server, paired: Paired, page: Page, gate: float) -> Row:
    say(page.row)
    return rate(page.row, paired.load(server, page), gate)


def _plant(environment: Environment) -> None:
    environment.in_transaction(lambda: _draft(environment))
    draft = environment.portal[SECTION][NAME]
    for at in range(0, COMMENTS, 100):
        environment.in_transaction(lambda at=at: _send(environment, draft, range(at, at + 100)))
    environment.registry.getUtility(IJob, name='draft comments').run(environment)
    environment.in_transaction(lambda: _publish(environment, draft))


def _draft(environment: Environment) -> None:
    today = local(environment.clock.now()).date()
    text = '\n'.join(f'Điều {number}. Về việc thứ {number}\n1. Ủy ban nhân dân xã, phường làm '
                     f'việc thứ {number} trong {number} ngày.\n2. Ai làm trái thì bị xử lý.'
                     for number in range(1, ARTICLES + 1))
    item = environment.editing.add(environment.portal[SECTION], NAME, TYPE, {
        'title': TITLE, 'summary': TITLE, 'full_text': text, 'drafting_body': 'Sở Xây dựng',
        'document_kind': 'quyet-dinh-cua-ubnd-qppl', 'receiving_unit': 'Văn phòng',
        'receiving_address': '79 phố Đinh Tiên Hoàng', 'receiving_email': 'gopy@hanoi.example',
        'opens': today.isoformat(),
        'closes': (today + datetime.timedelta(days=60)).isoformat()}, environment.actor)
    environment.publishing.publish_imported(item, environment.actor, MADE_UP, start_of(today))


def _said(number: int) -> str:
    """Return words that no other comment says: what is alike would be answered together."""
    return f'Đề nghị {" ".join(Random(number).choices(_SYLLABLES, k=40))}.'


def _send(environment: Environment, draft, numbers: range) -> None:
    cases = environment.registry.getAdapter(environment.portal, ICases)
    places = [each.id for each in draft.provisions if 'khoan' not in each.address]
    for number in numbers:
        cases.receive(Submission(
            CONSULTATION, str(environment.portal.__oid__), f'Góp ý {number}', _said(number),
            details={'draft': str(draft.__oid__), 'provision': places[number % len(places)]}))


def _publish(environment: Environment, draft) -> None:
    """Let all that was said be read, with an answer."""
    comments = environment.registry.getAdapter(environment.portal, IComments)
    rows = comments.of(str(draft.__oid__))
    if len(rows) != COMMENTS:
        raise BadLoad(f'{len(rows)} comments, not {COMMENTS}')
    kept = public_comments_to_write(draft)
    for row in rows:
        name = f'{row.number:012x}'
        kept.all[name] = PublicComment(
            name, row.anchor.provision, 'Điều', '', _said(row.number), '', False, '2026-11-01', 1,
            DECLINED, 'Đã có trong văn bản khác.')
    draft.comment_counts = counted(kept)


def _table(environment: Environment) -> float:
    """Return the seconds of CPU time of the table of all comments."""
    transaction.begin()
    tables = environment.registry.getUtility(ICommentTables)
    began = time.process_time()
    made = tables.docx(environment.portal, environment.portal[SECTION][NAME])
    took = time.process_time() - began
    if len(made) < 20_000:
        raise BadLoad(f'a table of {len(made)} bytes')
    return took


def _ratings(var: Path) -> Row:
    """Return the row of ``RATINGS`` taps, each durable, of as many devices."""
    ini = write_ini(var, serving.CACHE)
    application = get_app(str(ini), options={'var': str(var)})
    for _number in range(10):
        _rate(application)
    started = time.monotonic()
    for _number in range(RATINGS):
        _rate(application)
    took = time.monotonic() - started
    close(application.registry)
    return at_least('ratings of a page, durable, in process', RATINGS / took, 150, '/s')


def _rate(application) -> None:
    response = Request.blank('/danh-gia', POST={AXIS: '5'}, headers={
        'Origin': 'http://localhost', 'Host': 'localhost'}).get_response(application)
    if response.status_int != 200 or THANKS not in response.text:
        raise BadLoad(f'a rating: {response.status}')
