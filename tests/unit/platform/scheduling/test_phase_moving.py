"""A phase moves at its moment, of what has one."""
from datetime import timedelta
from types import SimpleNamespace

from hanoiportal.platform.scheduling.interfaces import IDue, PhaseMoving
from support.clocks import NOW
from zope.interface.verify import verifyObject

LATER = NOW + timedelta(hours=1)


def moving(next_move=LATER, moved=None):
    return PhaseMoving(
        'test', lambda document: document == 'topic', lambda document: next_move,
        lambda document, now, registry: moved.append((document, now, registry)) or True)


def test_it_is_asked_of_what_has_a_phase_alone():
    assert moving().moments('topic') == [LATER]
    assert moving().moments('page') == []
    assert moving(None).moments('topic') == []


def test_it_moves_with_the_registry_of_the_environment():
    moved = []

    assert moving(moved=moved).act(SimpleNamespace(registry='registry'), 'topic', NOW) is True
    assert moved == [('topic', NOW, 'registry')]


def test_it_is_a_kind_of_due_moment_whose_failures_are_told_to_nobody():
    made = moving()

    assert verifyObject(IDue, made) and made.kind == 'test'
    assert made.failed('environment', 'topic', ValueError()) is False
