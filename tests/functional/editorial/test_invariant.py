"""No byte becomes public without a recorded approval, by a member of the owning site's board in
force who is not its author, of exactly that version (14.1, 15.1.f).

The walk over every workflow is in ``unit/kernel/workflow``; here the database is scanned, and
people of every role do whatever they can think of.  ``HANOIPORTAL_ACTIONS`` sets how many
actions are tried, others in every run.
"""
import datetime
import os
import random

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.publishing.scanning import documents, scan
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import find_site, in_work
from hanoiportal.kernel.workflow.definitions import IDefinitions
from hanoiportal.kernel.workflow.interfaces import DRAFT, PUBLIC, PUBLISHED
from hanoiportal.kernel.workflow.records import CARRIED_IN, MAJOR, MINOR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.editorial_staff import CHECKED
from support.people import STAFF

ACTIONS = int(os.environ.get('HANOIPORTAL_ACTIONS', '10000'))
ROUND, MOST = 1000, 12
LOGINS = [f'{site}-{role}' for site in ('bavi', 'soxaydung') for role in STAFF] + [
    'hanoi-head', 'hanoi-editor', 'quanly', 'quantri', 'vanhanh', 'kiemtra', 'khach']
STEPS = ('submit', 'recall', 'take', 'pass_on', 'approve', 'give_back', 'reject', 'reopen',
         'revoke', 'schedule', 'unschedule', 'publish', 'emergency', 'withdraw')
FORWARD = frozenset({'submit', 'take', 'pass_on', 'approve', 'publish'})


class Play:
    """One round: people of every role act at random; the invariant is checked after each action.
    """

    def __init__(self, at_work, sections, registry, clock, chance):
        self.people = {login: at_work(login) for login in LOGINS}
        self.sections, self.registry, self.clock, self.chance = sections, registry, clock, chance
        self.versions = Versions(registry)
        self.boards = BoardService(lambda *asked: True, clock, send(registry))
        self.documents, self.known, self.done, self.published = [], {}, 0, 0

    def act(self):
        """Let somebody do something, and look at what became of it."""
        action = self.chance.choices(
            (self.add, self.edit, self.translate, self.step, self.publish, self.withdraw,
             self.discard, self.wait, self.change_board, self.change_workflow),
            (3, 6, 2, 60, 4, 2, 1, 2, 1, 1))[0]
        person = self.people[self.chance.choice(LOGINS)]
        try:
            action(person)
            self.done += 1
        except Refused:
            pass

    def any_document(self):
        return self.chance.choice(self.documents or [self.add(self.people['bavi-contributor'])])

    def add(self, person):
        if len(self.documents) > MOST:
            return None
        item = person.add(self.chance.choice(self.sections), f'Tin {self.chance.random()}')
        self.documents.append(item)
        return item

    def edit(self, person):
        self.attempt(lambda document: person.edit(
            document, title=f'Tin {self.chance.random()}'), self.any_document())

    def translate(self, person):
        item = self.any_document()
        if item.language != 'vi':
            return
        text = person.editing.translate(
            item, 'en', {'title': f'News {self.chance.random()}'}, person.id)
        if text not in self.documents:
            self.documents.append(text)
        self.check(text)

    def step(self, person):
        details = Details(
            note='Lý do', ground=self.chance.choice('abcdđx'), checks=self.chance.choice(
                (CHECKED.checks, CHECKED.checks, ('origin',))),
            then=self.chance.choice(('now', 'hold')),
            moment=self.clock.at + datetime.timedelta(hours=self.chance.randrange(-1, 3)),
            change=self.chance.choice((MINOR, MAJOR)), change_note='Báo người đọc',
            meaning=self.chance.choice(('error', 'outdated')))
        document = self.any_document()
        for _try in range(4):
            offered = person.reviewing.available_transitions(document)
            if offered:
                break
            person = self.people[self.chance.choice(LOGINS)]
        if offered and self.chance.random() < .8:
            names = [each.transition.name for each in offered]
            name = self.chance.choice(names + 3 * [each for each in names if each in FORWARD])
        else:
            name = self.chance.choice(STEPS)
        self.attempt(lambda document: person.take(document, name, details), document)

    def publish(self, person):
        self.attempt(lambda document: person.publishing.publish(document, person.id),
                     self.any_document())

    def withdraw(self, person):
        self.attempt(lambda document: person.publishing.withdraw(document, person.id),
                     self.any_document())

    def discard(self, person):
        self.attempt(lambda document: person.editing.discard(document, person.id),
                     self.any_document())

    def wait(self, person):
        self.clock.at += datetime.timedelta(minutes=self.chance.randrange(1, 90))

    def change_board(self, person):
        """A term ends, or the board is founded anew; most of the time there is one."""
        board = find_site(self.chance.choice(self.sections)).board
        board.ends = self.clock.at if self.chance.random() < .2 else None

    def change_workflow(self, person):
        site = find_site(self.chance.choice(self.sections))
        site.workflow = self.chance.choice(list(self.registry.getUtility(IDefinitions)))

    def attempt(self, action, document):
        """Do ``action``; what was refused has changed nothing, what was done keeps the invariant.
        """
        before = self.version(document)
        try:
            action(document)
        except Refused:
            assert self.version(document) == before
            raise
        self.check(document)

    def version(self, document):
        holder = in_work(document)
        return document.state, holder.state, self.versions.digest(holder)

    def check(self, document):
        """Check what is public now against what was, and against its approvals."""
        digest = self.versions.digest(document)
        shown = digest if document.state in PUBLIC else None
        if shown and shown != self.known.get(document.__oid__):
            self.check_approvals(document, digest)
        self.known[document.__oid__] = shown

    def check_approvals(self, document, digest):
        self.published += 1
        site = find_site(document)
        assert document.approvals
        assert self.boards.is_active(site, self.clock.at)
        for approval in document.approvals:
            assert approval.digest == digest
            assert approval.kind != CARRIED_IN
            assert approval.actor not in document.concluded.authors
            assert self.boards.is_member(site, approval.actor, approval.moment) or (
                site.board.ends is not None)


@pytest.fixture
def sections(small_portal, staff):
    return [small_portal['sites'][name]['tin-tuc-su-kien'] for name in ('bavi', 'soxaydung')]


@pytest.mark.clause('8.3')
@pytest.mark.clause('15.1.f')
@settings(max_examples=max(1, ACTIONS // ROUND), deadline=None, database=None,
          suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2 ** 32))
def test_whatever_people_do_nothing_is_public_unapproved(
        at_work, sections, registry, clock, small_portal, seed):
    transaction.abort()
    play = Play(at_work, sections, registry, clock, random.Random(seed))
    for _action in range(ROUND):
        play.act()

    assert scan(small_portal, play.versions).unapproved == ()
    assert play.done > ROUND / 10 and play.published > 0
    transaction.abort()


def test_the_scan_finds_what_went_past_the_board(at_work, ward, small_portal, registry):
    item = at_work('bavi-contributor').add(ward)
    item.state = PUBLISHED

    assert scan(small_portal, Versions(registry)).unapproved == (
        '/sites/bavi/tin-tuc-su-kien/cho-hoa-ngay-tet',)


def test_the_scan_finds_a_text_that_was_changed_after_its_approval(
        at_work, ward, small_portal, registry, publishing):
    item = at_work('bavi-contributor').add(ward)
    publishing.publish(item, 'test')
    assert scan(small_portal, Versions(registry)).unapproved == ()
    item.title = 'Khác'

    assert len(scan(small_portal, Versions(registry)).unapproved) == 1


def test_the_scan_looks_at_every_text(at_work, ward, small_portal, registry):
    item = at_work('bavi-contributor').add(ward)
    translator = at_work('bavi-translator')
    text = translator.editing.translate(item, 'en', {'title': 'News'}, translator.id)
    text.state = PUBLISHED
    found = list(documents(small_portal, Versions(registry)))

    assert item in found and text in found and item.state == DRAFT
    assert scan(small_portal, Versions(registry)).unapproved == (
        '/sites/bavi/tin-tuc-su-kien/cho-hoa-ngay-tet#en',)
