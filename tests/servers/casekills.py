"""Cases and what follows them under ``kill -9``: nothing is lost, nothing happens twice.

``make casekills ARGS='500 1'`` kills at 500 random instants, drawn from seed 1, of sending,
sorting, forwarding, answering and publishing, and says what it found.  The portal's files are
durable ones; the child that is killed shares nothing with the one that looks afterwards but them.
An instant is counted in the child's own CPU time, so a busy machine changes nothing: when it has
come, Linux ends the child (setitimer(2), SIGPROF), which is asked as little as by SIGKILL.
"""
import argparse
import datetime
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pyramid_zodbconn
import transaction
from hanoiportal import main
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD
from hanoiportal.kernel.storage.databases import opened
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    FORWARDED,
    PUBLISHED,
    QUESTION,
    TAKEN,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.publication.services import CasePublishing
from hanoiportal.platform.outbox.carrying import carry_due
from hanoiportal.platform.outbox.declaring import EffectKind
from hanoiportal.platform.outbox.interfaces import IEffectKind, IOutbox
from hanoiportal.platform.scheduling.opening import opened as as_system
from hanoiportal.shells.commands.environment import close, working
from hanoiportal.types.question.resource import Question

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.application import copy_content, fill, settings

FILES = import_module('ZODB.FileStorage.FileStorage')
#: Longest time that a child works before it is killed, seconds of CPU.
LONGEST = 0.25
#: What may be planted: a receipt is shown before it is durable; a letter's handler tells nobody.
FAULTS = ('early', 'silent')


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
        with working(registry) as environment:
            yield environment

    def _mail(self, environment, token, _payload):
        if self._fault != 'silent':
            self.shown.tell('mail', token)

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
        work = Work(environment, self.shown, random.Random(seed), self._fault)
        work.step()
        signal.setitimer(signal.ITIMER_PROF, after)
        while True:
            work.step()

    def _settle(self, environment):
        """The scheduler looks, when the dead no longer have anything to themselves."""
        environment.registry.registerUtility(Clock(7200), IClock)
        with as_system(environment.registry, 'test') as beside:
            carry_due(beside)

    def _look(self, environment):
        looking = Looking(environment, self.shown.lines(), self._kills)
        for told in looking.wrong():
            self.shown.tell('wrong', told)
        self.shown.tell('counted', *looking.counted)


class Work:
    """What a portal does: one case after the other, from the sending to the publication."""

    def __init__(self, environment, shown, chance, fault):
        self._environment, self._shown, self._chance = environment, shown, chance
        self._is_early = fault == 'early'
        self._sites = [str(site.__oid__) for site in environment.portal['sites'].values()]

    def step(self):
        """Do one thing that may be done next."""
        chance, number = self._chance, self._of_an_open_case()
        if number is None or chance.random() < 0.4:
            self._send()
        else:
            self._deed(number, chance.choice((TAKEN, FORWARDED, ANSWERED)))

    def _adapter(self, interface):
        return self._environment.registry.getAdapter(self._environment.portal, interface)

    def _of_an_open_case(self):
        transaction.begin()
        rows = self._adapter(ICases).inbox(None).rows
        return self._chance.choice(rows).number if rows else None

    def _send(self):
        transaction.begin()
        receipt = self._adapter(ICases).receive(Submission(
            QUESTION, self._sites[0], 'Hỏi', 'Đường ngập. ' * 20, sender=Sender(
                name='An', email='an@example.vn')))
        self._adapter(IOutbox).add('mail', f'receipt:{receipt.code}', {})
        self._commit('receipt', receipt.number, receipt.code, receipt.secret)

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
            end = time.process_time() + LONGEST
            while time.process_time() < end:  # a few kills find it, however busy the machine is
                pass
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
        for kind, number, code, secret in (
                words for words in self._seen if words[0] == 'receipt'):
            found = self._cases.find(code, secret)
            if found is None or found.number != int(number):
                yield f'a {kind} without a case: {code}'
        for kind, number, code in (words for words in self._seen if words[0] in (
                TAKEN, FORWARDED, ANSWERED)):
            case = self._cases.get(int(number))
            if case is None or not any(event.kind == kind for event in case.events):
                yield f'{kind} of {code} is lost'

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
        sent = Counter(words[1] for words in self._seen if words[0] == 'mail')
        repeats = sum(number - 1 for number in sent.values())
        if repeats > self._kills:
            yield f'{repeats} mails twice after {self._kills} kills'
        for case in self._all():
            wanted = [f'receipt:{case.code}', *(
                [f'answer:{case.code}'] if _has(case, ANSWERED) else [])]
            yield from (f'no mail {each}' for each in wanted if each not in sent)


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
