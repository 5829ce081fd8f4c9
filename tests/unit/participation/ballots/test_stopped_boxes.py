"""Ballot boxes that are stopped at any step: no accepted answer is lost and none counts twice."""
import os
from contextlib import suppress
from itertools import count
from multiprocessing import get_context

import pytest
from hanoiportal.participation.ballots.interfaces import Figure, NotTaken
from support.ballots import NOW, PAPER, after, boxes_in, work

A = frozenset({'q1.a'})
#: What reaches the device.
STEPS = ('fsync', 'replace', 'unlink', 'pwrite', 'ftruncate')
VERBS = {'look': lambda boxes: boxes.look(NOW), 'close': lambda boxes: boxes.close(PAPER, NOW),
         'prepare': lambda boxes: boxes.prepare(PAPER)}


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Few slots, and what is written need not reach the device here."""
    monkeypatch.setattr('hanoiportal.participation.ballots.slots.MANY', 8)
    monkeypatch.setattr(os, 'fsync', lambda _file: None)


class Killed(BaseException):
    """The process is dead."""


class Death:
    """Kills at the step number ``at``; what is dead does nothing any more."""

    def __init__(self, monkeypatch, at):
        self._left = at
        for name in STEPS:
            monkeypatch.setattr(os, name, self._step(getattr(os, name)))

    @property
    def came(self):
        return self._left < 0

    def _step(self, done):
        def step(*args, **named):
            self._left -= 1
            if self._left < 0:
                raise Killed
            return done(*args, **named)
        return step


def drop(boxes, proof, texts=None):
    boxes.drop(PAPER, A, texts or {}, None, NOW, proof)


def keys_in(folder):
    return [path.name for path in (folder / 'ballot-keys').rglob('*') if path.is_file()]


def final(folder, least=3):
    boxes = boxes_in(folder, least=least)
    boxes.close(PAPER, after(minutes=1))
    return boxes.counts(PAPER)


@pytest.mark.clause('4.2.f')
def test_an_answer_that_is_stopped_anywhere_counts_once_when_it_comes_again(
        tmp_path, monkeypatch):
    for at in count():
        folder = tmp_path / str(at)
        boxes, first, second = boxes_in(folder), *(work(boxes_in(folder)) for _ in range(2))
        drop(boxes, first)
        with monkeypatch.context() as patch:
            death = Death(patch, at)
            with suppress(Killed):
                drop(boxes, second)
        if not death.came:
            break
        again = boxes_in(folder)
        if at % 2:
            again.look(after(seconds=15))
        with suppress(NotTaken):  # spent, if it was taken
            drop(again, second)
        assert final(folder).unverified.number == 2, f'stopped at step {at}'
    assert at > 3


@pytest.mark.clause('4.2.f')
@pytest.mark.parametrize(('verb', 'turns'), [
    ('look', 0), ('close', 0), ('close', 1), ('prepare', 0)])
def test_a_turn_that_is_stopped_anywhere_is_done_again(tmp_path, monkeypatch, verb, turns):
    for at in count():
        folder = tmp_path / str(at)
        boxes = boxes_in(folder, least=3)
        if verb != 'prepare':
            for number in range(4):
                drop(boxes, work(boxes), {'q5': str(number)})
        for _turn in range(turns):
            boxes.look(NOW)
        with monkeypatch.context() as patch:
            death = Death(patch, at)
            with suppress(Killed):
                VERBS[verb](boxes)
        again = boxes_in(folder, least=3)
        again.look(after(seconds=15))
        if again.counts(PAPER).closed:
            assert keys_in(folder) == [], f'stopped at step {at}'
        if verb != 'close':
            drop(again, work(again), {'q5': '4'})
        found = final(folder)
        number = {'look': 5, 'close': 4, 'prepare': 1}[verb]
        assert found.unverified.number == number, f'stopped at step {at}'
        texts = {'look': '01234', 'close': '0123', 'prepare': '4'}[verb]
        assert ''.join(sorted(found.texts['q5'])) == texts
        assert keys_in(folder) == []
        if not death.came:
            break
    assert at > 5


def _vote(folder, number):
    boxes = boxes_in(folder)
    for each in range(number):
        boxes.drop(PAPER, A, {}, None, NOW, work(boxes))
        if each % 5 == 0:
            boxes.look(after(seconds=each))


@pytest.mark.clause('4.2.f')
def test_several_processes_take_answers_at_once(tmp_path):
    processes = [get_context('fork').Process(target=_vote, args=[tmp_path, 12])
                 for _ in range(3)]
    for each in processes:
        each.start()
    for each in processes:
        each.join()
    assert final(tmp_path).unverified == Figure(
        36, {cell: 36 * (cell == 'q1.a') for cell in PAPER.cells})
