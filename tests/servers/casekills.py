"""Cases and what follows them under ``kill -9``: nothing is lost, nothing happens twice.

``make casekills ARGS='500 1'`` kills at 500 random instants, drawn from seed 1, of sending,
sorting, forwarding, answering and publishing, and says what it found.  Cases come by the form; one
that had no answer is sent again with the same ticket, as browsers do, and some that had one too.
The portal's files are durable ones; the child that is killed shares nothing with the one that
looks afterwards but them.  An instant is counted in the child's own CPU time, so a busy machine
changes nothing: when it has come, Linux ends the child (setitimer(2), SIGPROF), which is asked as
little as by SIGKILL.
"""
import argparse
import datetime
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pyramid_zodbconn
import transaction
from hanoiportal import main
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.security import admission
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD
from hanoiportal.kernel.security.crypto.sealing import ISealing
from hanoiportal.kernel.storage.databases import opened
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    FORWARDED,
    PUBLISHED,
    TAKEN,
    ICaseReceived,
    ICases,
)
from hanoiportal.participation.publication.services import CasePublishing
from hanoiportal.participation.questions.steps import TICKET
from hanoiportal.participation.questions.waiting import SentFormsService
from hanoiportal.platform.outbox import carrying
from hanoiportal.platform.outbox.declaring import EffectKind
from hanoiportal.platform.outbox.interfaces import IEffectKind, IOutbox
from hanoiportal.platform.scheduling.opening import opened as as_system
from hanoiportal.shells.commands.environment import close, working
from hanoiportal.types.question.resource import Question
from webtest import TestApp

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.application import copy_content, fill, settings

FILES = import_module('ZODB.FileStorage.FileStorage')
#: Longest time that a child works before it is killed, seconds of CPU.
LONGEST = 0.25
#: Where a question is sent to; seconds that its sender has read the form.
FORM, READ = '/gui/cau-hoi/xong', 60
#: What may be planted, and of what is told then: a receipt is shown before it is durable; a
#: letter's handler tells nobody, or the first letter twice; who is killed has struck out none of
#: its letters; a process alone knows its forms.
FAULTS = {'early': 'without a case|is lost', 'silent': 'no mail', 'again': 'nothing was killed',
          'unstruck': 'mails went twice after one kill', 'forgetful': '2 cases of a form'}


class Shown:
    """What the world has seen: lines of a file that every process adds to, whole or not at all."""

    def __init__(self, path):
        self._path = path
        path.touch()

    def tell(self, *words):
        """Let the world see a line."""
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        os.write(handle, ('\t'.join(map(str, words)) + '\n').encode())
        os.close(handle)

    def lines(self):
        """Return all lines, as tuples of words."""
        return [tuple(line.split('\t')) for line in self._path.read_text().splitlines()]


class Clock:
    """The time, and so much more."""

    def __init__(self, ahead):
        self._ahead = datetime.timedelta(seconds=ahead)

    def now(self):
        return datetime.datetime.now(datetime.UTC) + self._ahead


class Killing:
    """Portals in ``folder``, of which one after the other is killed.

    ``content``: folder with a content database to begin with.  ``fault``: one of ``FAULTS``.
    """

    def __init__(self, folder, content, fault=''):
        self._folder, self._fault = folder, fault
        copy_content(content, folder)
        self.shown = Shown(folder / 'shown')
        self._kills = 0
        self._uris = {f'zodbconn.uri{each}': f'file://{folder}/{each.lstrip(".") or "content"}.fs'
                      f'?blobstorage_dir={folder}/{each.lstrip(".") or "blobs"}.blobs'
                      for each in ('', '.interactions', '.drafts', '.keys')}
        self._uris['zodbconn.uri'] = (
            f'file://{folder}/content.fs?blobstorage_dir={folder}/blobs')
        before, FILES.fsync = FILES.fsync, os.fsync  # the children are durable
        self._application = main({}, **settings(folder, **self._uris))
        close(self._application.registry)
        FILES.fsync = before
        self._in_child(self._found)

    def kill(self, chance):
        """Let a child work, and kill it at an instant that ``chance`` draws."""
        child = self._forked(partial(
            self._work, chance.randrange(2 ** 32), chance.random() * LONGEST))
        status = os.waitpid(child, 0)[1]
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGPROF:
            self.shown.tell('wrong', f'a child ended by itself: {status}')
        self._kills += 1

    def wrong(self):
        """Return sentences of what is wrong after all, when the scheduler has looked."""
        self._in_child(self._settle)
        self._in_child(self._look)
        return [words[1] for words in self.shown.lines() if words[0] == 'wrong']

    def _in_child(self, work):
        child = self._forked(work)
        if os.waitpid(child, 0)[1]:
            self.shown.tell('wrong', f'{work.__name__} failed')

    def _forked(self, work):
        """Return the process id of a child that does ``work(environment)``."""
        child = os.fork()
        if child:
            return child
        try:
            with self._opened() as environment:
                work(environment)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - it ends here, whatever it is
            import_module('traceback').print_exc()
            os._exit(1)

    @contextmanager
    def _opened(self):
        FILES.fsync = os.fsync
        registry = self._application.registry
        pyramid_zodbconn.includeme(SimpleNamespace(registry=registry), db_from_uri=opened)
        registry.registerUtility(EffectKind(self._mail, True), IEffectKind, name='mail')
        registry.registerHandler(self._received, [ICaseReceived])
        with working(registry) as environment:
            yield environment

    def _received(self, event):
        code = event.receipt.code
        self._application.registry.getAdapter(event.portal, IOutbox).add(
            'mail', f'receipt:{code}', {})
        if self._fault == 'early':
            self.shown.tell('receipt', code, event.receipt.secret, '')
            linger()

    def _mail(self, environment, token, _payload):
        is_first = not any(words[0] == 'mail' for words in self.shown.lines())
        if self._fault != 'silent':
            self.shown.tell('mail', token, self._kills)
        if self._fault == 'again' and is_first:
            self.shown.tell('mail', token, self._kills)

    def _found(self, environment):
        """Give each site a board at work, without which nothing is published."""
        now, basis = environment.clock.now(), '12/QĐ'
        head = environment.portal['accounts'].create(
            'head', 'Hoa', registry=environment.registry)
        for site in environment.portal['sites'].values():
            environment.boards.found(site, basis, now, None, 'test')
            seat(site, head.id, HEAD, Grant(basis=basis))
        transaction.commit()

    def _work(self, seed, after, environment):
        """Do one thing, then others until ``after`` seconds of CPU."""
        if self._fault == 'unstruck':
            carrying._done = lambda *_effect: None
        browser = self._browser(environment)
        work = Work(environment, self.shown, random.Random(seed), browser, self._fault)
        work.step()
        signal.setitimer(signal.ITIMER_PROF, after)
        browser.send_again()
        while True:
            work.step()

    def _browser(self, environment):
        if self._fault == 'forgetful':
            SentFormsService.__init__ = _forgetful
        return Browser(self._application, environment.registry, self.shown)

    def _settle(self, environment):
        """The scheduler looks, when the dead no longer have anything to themselves."""
        environment.registry.registerUtility(Clock(7200), IClock)
        browser = self._browser(environment)
        browser.send_again()
        browser.send_twice(random.Random(self._kills))
        with as_system(environment.registry, 'test') as beside:
            carrying.carry_due(beside)

    def _look(self, environment):
        looking = Looking(environment, self.shown.lines(), self._kills)
        for told in looking.wrong():
            self.shown.tell('wrong', told)
        self.shown.tell('counted', *looking.counted)


class Browser:
    """What sends the forms of people: what it sends is ``shown`` before, the receipt after."""

    def __init__(self, application, registry, shown):
        self._application, self._shown = application, shown
        self._sealing = registry.getUtility(ISealing)
        self._clock = registry.getUtility(IClock)

    def send_new(self, chance):
        """Fill in a form and send it."""
        mark = f'{chance.randrange(2 ** 64):016x}'
        ticket = admission.issue(self._clock.now().timestamp() - READ)
        form = {
            'field': 'co-so', 'place': 'bavi', 'text': f'Đường ngập {mark}. ' * 20, 'name': 'An',
            'email': 'an@example.vn', 'capacity': 'self', 'consent-process': 'yes',
            TICKET: admission.written(ticket, self._sealing)}
        self._shown.tell('form', mark, json.dumps(form))
        self._send(mark, form)

    def send_again(self):
        """Send what had no answer, as it was."""
        for mark, form in self._forms(False):
            self._send(mark, form)

    def send_twice(self, chance):
        """Send something that had an answer, as whoever goes back and presses the button does."""
        answered = self._forms(True)
        if answered:
            self._send(*chance.choice(answered))

    def _forms(self, is_answered):
        lines = self._shown.lines()
        answered = {words[3] for words in lines if words[0] == 'receipt'}
        return [(words[1], json.loads(words[2])) for words in lines
                if words[0] == 'form' and (words[1] in answered) == is_answered]

    def _send(self, mark, form):
        transaction.abort()
        place = '.'.join(str(int(mark[at:at + 2], 16)) for at in (0, 2, 4))
        page = TestApp(self._application, extra_environ={
            'HTTP_HOST': 'localhost', 'REMOTE_ADDR': f'10.{place}'}).post(
                FORM, form, headers={'Origin': 'http://localhost'})
        code, secret = (each.text for each in page.html.select('.receipt code'))
        self._shown.tell('receipt', code, secret, mark)


class Work:
    """What a portal does: one case after the other, from the sending to the publication."""

    def __init__(self, environment, shown, chance, browser, fault):
        self._environment, self._shown, self._chance = environment, shown, chance
        self._browser = browser
        self._is_early = fault == 'early'
        self._sites = [str(site.__oid__) for site in environment.portal['sites'].values()]

    def step(self):
        """Do one thing that may be done next."""
        chance, number = self._chance, self._of_an_open_case()
        if number is None or chance.random() < 0.4:
            self._browser.send_new(chance)
        elif chance.random() < 0.1:
            self._browser.send_twice(chance)
        else:
            self._deed(number, chance.choice((TAKEN, FORWARDED, ANSWERED)))

    def _adapter(self, interface):
        return self._environment.registry.getAdapter(self._environment.portal, interface)

    def _of_an_open_case(self):
        transaction.begin()
        rows = self._adapter(ICases).inbox(None).rows
        return self._chance.choice(rows).number if rows else None

    def _deed(self, number, kind):
        transaction.begin()
        cases = self._adapter(ICases)
        case = cases.get(number)
        to = next(site for site in self._sites if site != case.site)
        if kind == FORWARDED and any(event.kind == FORWARDED for event in case.events):
            return
        cases.append(case, kind, text='Trả lời', to=to if kind == FORWARDED else '')
        if kind == ANSWERED:
            self._approve(case)
            self._adapter(IOutbox).add('mail', f'answer:{case.code}', {})
        self._commit(kind, number, case.code)

    def _approve(self, case):
        """Let the public text be as a board has approved it, whoever is on that board."""
        environment = self._environment
        publishing = CasePublishing(
            environment.registry, environment.portal, lambda *_asked: True, environment.boards)
        text, actors = publishing.keep(case, publishing.draft(case), 'u1'), iter(('u2', 'u3'))
        while not (publishing.published(case) and publishing.published(case).token):
            publishing._record(case, text, publishing._deciding(case, text, next(actors)))

    def _commit(self, *words):
        if self._is_early:
            self._shown.tell(*words)
            linger()
        transaction.commit()
        if not self._is_early:
            self._shown.tell(*words)


class Looking:
    """Compares what the world has ``seen``, lines, with what there is after so many ``kills``."""

    def __init__(self, environment, seen, kills):
        self._seen, self._kills, self._portal = seen, kills, environment.portal
        adapter = partial(environment.registry.getAdapter, environment.portal)
        self._cases, self._outbox = adapter(ICases), adapter(IOutbox)
        self._now = environment.clock.now()
        self._book = environment.portal['interactions'].mounted().get('cases')
        self.counted = (kills, len(self._book.cases) if self._book else 0,
                        *(f'{kind} {number}' for kind, number in Counter(
                            words[0] for words in seen).items()))

    def wrong(self):
        """Yield a sentence for each thing that is."""
        if self._outbox.waiting():
            yield f'{len(self._outbox.waiting())} effects wait still'
        yield from self._receipts()
        yield from self._forms()
        for case in self._all():
            yield from self._case(case)
        yield from self._mails()
        answered = sum(_has(case, ANSWERED) for case in self._all())
        made = [each for site in self._portal['sites'].values() for section in site.values()
                for each in getattr(section, 'values', tuple)() if isinstance(each, Question)]
        if len(made) != answered or not all(each.is_public for each in made):
            yield f'{answered} answers, {len(made)} publications'

    def _all(self):
        return self._book.cases.values() if self._book else ()

    def _receipts(self):
        codes = defaultdict(set)
        for kind, code, secret, mark in (words for words in self._seen if words[0] == 'receipt'):
            codes[mark].add(code)
            if self._cases.find(code, secret) is None:
                yield f'a {kind} without a case: {code}'
        yield from (f'two receipts of the form {mark}' for mark, each in codes.items()
                    if mark and len(each) > 1)
        for kind, number, code in (words for words in self._seen if words[0] in (
                TAKEN, FORWARDED, ANSWERED)):
            case = self._cases.get(int(number))
            if case is None or not any(event.kind == kind for event in case.events):
                yield f'{kind} of {code} is lost'

    def _forms(self):
        texts = Counter(contents.text.strip() for case in self._all()
                        if (contents := self._cases.open(case)) is not None)
        for form in (json.loads(words[2]) for words in self._seen if words[0] == 'form'):
            number = texts.pop(form['text'].strip(), 0)
            if number != 1:
                yield f'{number} cases of a form'
        if texts:
            yield f'{len(texts)} cases without a form'

    def _case(self, case):
        standing = self._cases.standing(case, self._now)
        rules = Counter(duty.rule for duty, each in standing.duties
                        if each.state != 'void' and duty.rule in ('13.1.e1', '13.1.e3'))
        if rules != {'13.1.e1': 1, '13.1.e3': 1}:
            yield f'duties of {case.code}: {dict(rules)}'
        if self._cases.open(case) is None:
            yield f'{case.code} cannot be read'
        kinds = Counter(event.kind for event in case.events)
        if kinds['received'] != 1 or kinds[ANSWERED] > 1 or kinds[PUBLISHED] != kinds[ANSWERED]:
            yield f'{case.code} has {dict(kinds)}'
        row = self._book.index.get(case.number)
        if (row.state, row.site) != (standing.state, standing.site):
            yield f'the list has {case.code} otherwise'

    def _mails(self):
        sent = defaultdict(list)
        for _mail, token, kill in (words for words in self._seen if words[0] == 'mail'):
            sent[token].append(int(kill))
        ended = Counter()  # mails sent again, by the kill that ended who sent them before
        for token, kills in sent.items():
            for before, after in pairwise(kills):
                ended[before] += 1
                if before == after:
                    yield f'{token} went twice, and nothing was killed between'
        yield from (f'{number} mails went twice after one kill, that of {kill}'
                    for kill, number in ended.items() if number > 1)
        for case in self._all():
            wanted = [f'receipt:{case.code}', *(
                [f'answer:{case.code}'] if _has(case, ANSWERED) else [])]
            yield from (f'no mail {each}' for each in wanted if each not in sent)


def linger():
    """Wait here for the kill, so that a few find it, however busy the machine is."""
    end = time.process_time() + LONGEST
    while time.process_time() < end:
        pass


_KNOWN = {}


def _forgetful(self, _root, clock):
    """Let forms that were sent be known to this process alone."""
    self._root, self._clock = lambda: _KNOWN, clock


def _has(case, kind):
    return any(event.kind == kind for event in case.events)


def run(folder, content, kills, seed, fault=''):
    """Return what is wrong after so many ``kills``, and the lines that were shown."""
    killing = Killing(folder, content, fault)
    chance = random.Random(seed)
    for _ in range(kills):
        killing.kill(chance)
    return killing.wrong(), killing.shown.lines()


def play(words):
    """Kill at so many instants from a seed; print what was found."""
    parser = argparse.ArgumentParser(prog='casekills', description=__doc__.splitlines()[0])
    parser.add_argument('kills', type=int, nargs='?', default=500)
    parser.add_argument('seed', type=int, nargs='?', default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / 'first').mkdir()
        (folder / 'portal').mkdir()
        began = time.monotonic()
        prepare(folder / 'first')
        wrong, shown = run(
            folder / 'portal', folder / 'first', options.kills, options.seed)
    told = ' '.join(shown[-1])
    sys.stdout.write(''.join(f'{line}\n' for line in wrong) + (
        f'{told} in {time.monotonic() - began:.0f} s; {len(wrong)} things are wrong\n'))
    return bool(wrong)


def prepare(folder):
    """Make a portal with two sites in ``folder``."""
    application = main({}, **settings(folder))
    with working(application.registry) as environment:
        fill(environment)
        transaction.commit()


if __name__ == '__main__':
    sys.exit(play(sys.argv[1:]))
