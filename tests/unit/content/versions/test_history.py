"""Every version is kept, whatever people do, and any of them can be brought back.

``HANOIPORTAL_EDITS`` sets how many steps are tried: 10,000 take about a minute.
"""
import os
import random
from contextlib import suppress
from html import escape

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.content.versions.history import HistoryService
from hanoiportal.content.versions.interfaces import IHistory
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.tree.lookup import in_work
from hanoiportal.kernel.tree.values import digest_of, values_of
from hanoiportal.kernel.workflow.interfaces import PUBLIC
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.editorial_staff import CHECKED
from zope.interface.verify import verifyObject

EDITS = int(os.environ.get('HANOIPORTAL_EDITS', '1000'))
ROUND = 30


@pytest.fixture
def history_of(registry, at_work):
    """``history_of(person)``: the ``IHistory`` of that ``Person``."""
    return lambda person: HistoryService(registry, person.allowed, person.editing)


class Play:
    """One round with one text; every version that there ever was is noted in ``seen``."""

    def __init__(self, at_work, history_of, ward, registry, chance):
        self.editor, self.head = at_work('bavi-editor'), at_work('bavi-head')
        self.histories = history_of(self.editor)
        self.versions, self.chance = Versions(registry), chance
        self.item = self.editor.add(ward, f'Tin {chance.random()}')
        self.seen, self.restored, self.published = set(), 0, 0
        self.look()

    def act(self):
        action = self.chance.choices((self.edit, self.publish, self.discard, self.withdraw,
                                      self.restore), (6, 3, 1, 1, 4))[0]
        with suppress(Refused):
            action()
        self.look()

    def look(self):
        """Note what there is, and find everything that there was."""
        self.seen |= {self.versions.digest(self.item), self.versions.digest(in_work(self.item))}
        kept = self.histories.entries(self.item)
        assert self.seen <= {self.digest(each) for each in kept}
        assert len({each.key for each in kept}) == len(kept)

    def digest(self, entry):
        working_copy = type('WorkingCopy', (), entry.values)()
        schema = self.versions.schema_of(self.item)
        return digest_of(schema, values_of(working_copy, schema))

    def edit(self):
        words = ' '.join(self.chance.choices(('Chợ', 'hoa', 'Tết', 'ngày', '<b>', '&'), k=4))
        body = ''.join(f'<p>{escape(words)}</p><ul><li>{self.chance.random()}</li></ul>'
                       for _each in range(self.chance.randrange(4)))
        changes = {'title': words or 'Tin', 'summary': words, 'body': body, 'keywords': 'a; b',
                   'genre': self.chance.choice(('tin', 'bai'))}
        names = self.chance.sample(sorted(changes), self.chance.randrange(1, 5))
        self.editor.edit(self.item, **{name: changes[name] for name in names})

    def publish(self):
        self.head.take(self.item, 'emergency', Details(note='Bão', checks=CHECKED.checks))
        self.published += 1

    def discard(self):
        self.editor.editing.discard(self.item, self.editor.id)

    def withdraw(self):
        self.head.take(self.item, 'withdraw', Details(meaning='error', note='Sai'))
        self.head.take(self.item, 'reopen', Details(note='Sửa'))

    def restore(self):
        entry = self.chance.choice(self.histories.entries(self.item))
        shown = self.versions.digest(self.item) if self.item.state in PUBLIC else None
        self.histories.restore(self.item, entry.key, self.editor.id)
        present = self.histories.find(self.item, 'now')
        assert self.histories.compare(self.item, entry, present) == []
        assert shown in (None, self.versions.digest(self.item))


@settings(max_examples=max(1, EDITS // ROUND), deadline=None, database=None,
          suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2 ** 32))
def test_whatever_is_done_every_version_is_kept_and_can_be_brought_back(
        at_work, history_of, ward, registry, seed):
    transaction.abort()
    play = Play(at_work, history_of, ward, registry, random.Random(seed))
    for _action in range(ROUND):
        play.act()
    play.restore()

    transaction.abort()


@pytest.fixture
def item(at_work, ward):
    return at_work('bavi-contributor').add(ward, 'Một', body='<p>Một</p>')


def publish(item, at_work):
    at_work('bavi-head').take(item, 'emergency', Details(note='Bão', checks=CHECKED.checks))


def keys(history, item):
    return [(each.key, each.values['title'], each.state) for each in history.entries(item)]


def test_the_promise_is_kept(history_of, at_work):
    verifyObject(IHistory, history_of(at_work('bavi-editor')))


def test_the_numbers_of_drafts_stay_when_they_are_published(item, at_work, history_of):
    publish(item, at_work)
    editor = at_work('bavi-editor')
    history = history_of(editor)
    editor.edit(item, title='Hai')
    assert keys(history, item) == [
        ('now', 'Hai', 'draft'), ('public', 'Một', 'published'), ('1', 'Một', 'draft')]
    publish(item, at_work)

    assert keys(history, item) == [
        ('now', 'Hai', 'published'), ('2', 'Một', 'published'), ('1', 'Một', 'draft')]


def test_who_changed_it_when_and_why_is_told_of_what_they_made(item, at_work, history_of, clock):
    editor = at_work('bavi-editor')
    publish(item, at_work)
    editor.editing.edit(item, {'title': 'Hai'}, editor.id, 'Sai tên')
    editor.editing.edit(item, {'title': 'Ba'}, editor.id, 'Sai nữa')

    present, _public, second, first = history_of(editor).entries(item)
    assert (present.made_by, present.note, present.made_at) == (editor.id, 'Sai nữa', clock.now())
    assert (second.made_by, second.note, second.until) == (editor.id, 'Sai tên', clock.now())
    assert (first.made_by, first.note) == (item.created_by, '')


def test_of_what_was_public_the_approvals_are_kept(item, at_work, history_of):
    editor, head = at_work('bavi-editor'), at_work('bavi-head')
    publish(item, at_work)
    editor.edit(item, title='Hai')
    publish(item, at_work)

    before = history_of(editor).find(item, '2')
    assert [each.actor for each in before.approvals] == [head.id]
    assert before.was_public and before.review.authors == {item.created_by}


def test_a_version_that_was_withdrawn_and_written_anew_keeps_its_approvals(
        item, at_work, history_of):
    editor, head = at_work('bavi-editor'), at_work('bavi-head')
    publish(item, at_work)
    head.take(item, 'withdraw', Details(meaning='error', note='Sai'))
    editor.take(item, 'reopen', Details(note='Sửa'))
    editor.edit(item, title='Hai')
    publish(item, at_work)

    public = [each for each in history_of(editor).entries(item) if each.was_public]
    assert [each.values['title'] for each in public] == ['Hai', 'Một']
    assert [each.actor for each in public[1].approvals] == [head.id]


def test_what_is_thrown_away_stays_in_the_history(item, at_work, history_of):
    editor = at_work('bavi-editor')
    publish(item, at_work)
    editor.edit(item, title='Hai')
    editor.edit(item, title='Ba')
    editor.editing.discard(item, editor.id)

    assert [title for _key, title, _state in keys(history_of(editor), item)] == [
        'Một', 'Ba', 'Hai', 'Một']
    history_of(editor).restore(item, '3', editor.id)
    assert (item.title, in_work(item).title) == ('Một', 'Ba')
    assert in_work(item).history[-1].note == 'Khôi phục bản 3'


def test_who_may_see_the_public_version_alone_sees_no_other(item, at_work, history_of):
    publish(item, at_work)
    editor = at_work('bavi-editor')
    editor.edit(item, title='Hai')
    publish(item, at_work)
    contributor = at_work('soxaydung-contributor')

    assert keys(history_of(contributor), item) == [
        ('now', 'Hai', 'published'), ('2', 'Một', 'published')]
    assert history_of(contributor).find(item, '1') is None
    editor.edit(item, title='Ba')
    assert keys(history_of(contributor), item) == []


def test_who_may_not_edit_brings_nothing_back(item, at_work, history_of):
    editor, inspector = at_work('bavi-editor'), at_work('kiemtra')
    editor.edit(item, title='Hai')

    with pytest.raises(Refused):
        history_of(inspector).restore(item, '1', inspector.id)
    with pytest.raises(Refused) as refused:
        history_of(editor).restore(item, '9', editor.id)
    assert 'Không có phiên bản đó.' in refused.value.reasons['']
    assert item.title == 'Hai'


def test_a_translation_has_a_history_of_its_own(item, at_work, history_of):
    translator = at_work('bavi-translator')
    text = translator.editing.translate(item, 'en', {'title': 'One'}, translator.id)
    translator.editing.translate(item, 'en', {'title': 'Two'}, translator.id)

    history_of(translator).restore(text, '1', translator.id)
    assert keys(history_of(translator), text) == [
        ('now', 'One', 'draft'), ('2', 'Two', 'draft'), ('1', 'One', 'draft')]
