"""A live dialogue under load: ``make dialogue`` lets 500 people watch a portal in a process of its
own while 60 questions a second come in and a batch of 20 answers is approved every 5 seconds.

Who watches asks the small page every 4 seconds with the entity tag it has; how long an answer took
is counted from the moment at which it was due.  A question is two posts: what is asked, and the
consent, six seconds later.  The staff works at the desk, by its forms.
"""
import datetime
import http.client
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode

from hanoiportal.base.clock import local
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import RESPONDER
from hanoiportal.participation.dialogues.interfaces import EVERY, MOST_IN_BATCH
from servers.office import BASIS, PASSWORD, PEOPLE, WARD, office

from .bench.serving import cpu, memory
from .bench.table import Row, at_least, at_most
from .commands import size_asked, verdict
from .formsenders import Form, hidden_fields
from .scale.asking import spread

AT = f'/sites/{WARD}/giao-luu-doi-thoai/nuoc-sach'
DESK, SMALL, FORM = f'/desk{AT}', f'{AT}/truc-tiep-moi', f'/sites/{WARD}/gui/hoi-doi-thoai'
_MARK = re.compile(r'data-mark="running-(\d+)-')
_NUMBER = re.compile(r'dialogue-answer\?number=(\d+)')
#: Every request passes: what is measured is the work, not the throttles.
SETTINGS = {'portal.throttles': 'ask:0/600 ask-steps:0/600'}
#: Threads that ask and that send; answers until a question is given up.
ASKING, SENDING, PATIENCE = 24, 24, 12


class Size(NamedTuple):
    """``watchers``; ``questions`` a second; a batch every ``pause`` seconds; for ``seconds``."""

    watchers: int = 500
    questions: int = 60
    pause: int = 5
    seconds: int = 60


@dataclass
class Seen:
    """``took``: milliseconds of the small page.  ``late``: seconds from an approval until each
    who watches has seen it.  ``wrong``: what should not have happened.
    """

    took: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    approved: dict[int, float] = field(default_factory=dict)
    received: int = 0
    wrong: list[str] = field(default_factory=list)
    busy: float = 0.0
    memory: int = 0


def fill(environment):
    """Give the ward somebody who answers, and a dialogue that goes on."""
    portal, site = environment.portal, environment.portal['sites'][WARD]
    names = {each.full_name: each for each in portal['accounts'].by_id.values()}
    grant(site, names[PEOPLE['minh'][0]].id, RESPONDER, Grant(basis=BASIS))
    section = environment.editing.add(site, 'giao-luu-doi-thoai', 'Section', {
        'title': 'Giao lưu', 'listing': 'dialogues', 'allowed_types': 'Event'}, 'test')
    start = local(environment.clock.now()).replace(tzinfo=None) - datetime.timedelta(minutes=5)
    item = environment.editing.add(section, 'nuoc-sach', 'Event', {
        'title': 'Đối thoại về nước sạch', 'kind': 'dialogue',
        'start': start.isoformat(timespec='minutes'),
        'end': (start + datetime.timedelta(hours=8)).isoformat(timespec='minutes')}, 'test')
    environment.publishing.publish_imported(item, 'test', BASIS)
    return str(item.__oid__)


class Staff:
    """Somebody at the desk of ``portal``, by forms."""

    def __init__(self, portal, login):
        self._portal, self._cookies = portal, {}
        self.send('/login', login=login, password=PASSWORD)

    def get(self, path):
        """Return the page at ``path``."""
        return self._asked('GET', path)[1]

    def send(self, path, **values):
        """Send the form of the page at ``path`` with ``values``."""
        hidden = hidden_fields(self.get(path))
        status, page = self._asked('POST', path, urlencode({**hidden, **values}))
        if status not in (200, 302, 303):
            raise RuntimeError(f'{path}: {status} {page[:200]}')

    def _asked(self, method, path, body=None):
        with closing(self._portal.connection()) as connection:
            connection.request(method, path, body, {
                'Host': 'localhost', 'Origin': 'http://localhost', 'Cookie': '; '.join(
                    f'{name}={value}' for name, value in self._cookies.items()),
                'Content-Type': 'application/x-www-form-urlencoded'})
            answer = connection.getresponse()
            for each in answer.headers.get_all('Set-Cookie') or ():
                name, _sign, value = each.partition(';')[0].partition('=')
                self._cookies[name] = value
            return answer.status, answer.read().decode()


def ask(portal, oid, number, seen):
    """Ask one question: what is asked, then the consent; again whenever the page says so."""
    form = Form(f'127.0.1.{number % 200 + 1}', {
        'dialogue': oid, 'capacity': 'self',
        'text': f'Câu hỏi số {number}: bao giờ khu {number % 97} có nước sạch?'},
        READ + 1, path=FORM, consents=('process', 'publish'))
    for _each in range(PATIENCE):
        status, wait = form.step(portal)
        if status != 200:
            seen.wrong.append(f'a question got {status}')
            break
        if form.code:
            seen.received += 1
            break
        time.sleep(wait)
    else:
        seen.wrong.append('a question was told to wait too often')
    seen.statuses['questions that were told to wait'] += form.told


def watch(portal, watchers, until, seen):
    """Let ``watchers``, pairs of when each asks first and what it knows, ask until ``until``."""
    connection = http.client.HTTPConnection('127.0.0.1', portal.port, timeout=60)
    while watchers[0][0] < until:
        due, tag, known = watchers.pop(0)
        time.sleep(max(0, due - time.monotonic()))
        connection.request('GET', SMALL, headers={
            'Host': 'localhost', **({'If-None-Match': tag} if tag else {})})
        answer = connection.getresponse()
        page = answer.read().decode()
        now = time.monotonic()
        seen.took.append(1000 * (now - due))
        seen.statuses[f'{answer.status} to those who watch'] += 1
        if answer.status == 200:
            last = int(found[1]) if (found := _MARK.search(page)) else 0
            seen.late += [now - when for number, when in list(seen.approved.items())
                          if known < number <= last]
            tag, known = answer.headers['ETag'], last
        elif answer.status != 304:
            seen.wrong.append(f'who watches got {answer.status}')
        watchers.append((due + EVERY, tag, known))
    connection.close()


def answer(portal, until, pause, seen):
    """Write answers, and have a batch approved every ``pause`` seconds."""
    writer, head = Staff(portal, 'minh'), Staff(portal, 'dung')
    published = 0
    while (due := time.monotonic() + pause) < until:
        numbers = list(dict.fromkeys(_NUMBER.findall(writer.get(f'{DESK}/@@dialogue-queue'))))
        for number in numbers[:MOST_IN_BATCH]:
            writer.send(f'{DESK}/@@dialogue-answer?number={number}', checked='yes',
                        question=f'Câu hỏi số {number}?', by='Ông Trả Lời',
                        answer='Sẽ có nước sạch trong quý tới. ' * 8)
        if numbers:
            writer.send(f'{DESK}/@@dialogue-batch', act='propose')
            published += min(len(numbers), MOST_IN_BATCH)
            head.send(f'{DESK}/@@dialogue-batch', act='approve')
            seen.approved[published] = time.monotonic()
        time.sleep(max(0, due - time.monotonic()))


def measured(var, size):
    """Return the ``Seen`` of a dialogue of ``size`` in a portal made in ``var``."""
    seen, oids = Seen(), []
    with office(var, SETTINGS, lambda environment: oids.append(fill(environment))) as portal:
        began, before = time.monotonic() + 1, cpu(portal.pid)
        until = began + size.seconds
        parts = [[(began + EVERY * number / size.watchers, '', 0)
                  for number in range(each, size.watchers, ASKING)] for each in range(ASKING)]
        staff = Thread(target=answer, args=(portal, until, size.pause, seen))
        staff.start()
        with ThreadPoolExecutor(ASKING) as watching, ThreadPoolExecutor(
                SENDING + size.questions * READ) as sending:
            told = [watching.submit(watch, portal, part, until, seen) for part in parts if part]
            for number in range(size.questions * (size.seconds - READ)):
                time.sleep(max(0, began + number / size.questions - time.monotonic()))
                told.append(sending.submit(ask, portal, oids[0], number, seen))
            for each in told:
                each.result()
        staff.join()
        seen.busy, seen.memory = cpu(portal.pid) - before, memory(portal.pid) >> 20
    return seen


def rows(seen, size):
    """Return the table of what was ``seen``."""
    return [
        Row('answers', ', '.join(f'{number:,} × {what}'
                                 for what, number in seen.statuses.items())),
        Row('processor of the portal, of one core', f'{100 * seen.busy / size.seconds:.0f} %'),
        at_most('those who watch, 95th percentile of the page', spread(seen.took)[1], 150, 'ms'),
        at_most('until those who watch saw an answer, 95th percentile',
                spread(seen.late)[1] if seen.late else 99, 10, 's'),
        at_least('questions received, a second', seen.received / (size.seconds - READ),
                 size.questions * .95, ''),
        Row('batches approved', f'{len(seen.approved)}, {max(seen.approved, default=0)} answers'),
        at_most('memory of the portal', seen.memory, 600, 'MB'),
        at_most('refused', len(seen.wrong), 0, '')]


def main(argv=None):
    """Measure and print the table; 1 if a gate is missed."""
    size = size_asked('dialogue', __doc__, Size(), argv)
    with tempfile.TemporaryDirectory() as folder:
        seen = measured(Path(folder) / 'portal', size)
    return verdict(rows(seen, size), seen.wrong)


if __name__ == '__main__':
    sys.exit(main())
