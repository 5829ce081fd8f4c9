"""A reminder tells at once of all that is due, and of nothing else."""
from datetime import timedelta

from hanoiportal.platform.scheduling.interfaces import IDue, Reminder
from support.clocks import NOW
from zope.interface.verify import verifyObject

HOUR = timedelta(hours=1)
MOMENTS = [(NOW - HOUR, 'earlier'), (NOW, 'now'), (NOW + HOUR, 'later')]


def reminder(told, moments=MOMENTS):
    return Reminder('test', lambda document: iter(moments),
                    lambda environment, document, subjects, now: told.append(
                        (environment, document, subjects, now)))


def test_all_that_is_due_is_told_of_at_once():
    told = []

    assert reminder(told).act('environment', 'document', NOW) is True

    assert told == [('environment', 'document', ['earlier', 'now'], NOW)]


def test_before_its_moment_nothing_is_told():
    told = []

    assert reminder(told, MOMENTS[2:]).act('environment', 'document', NOW) is False
    assert told == []


def test_it_is_a_kind_of_due_moment_whose_failures_are_told_to_nobody():
    made = reminder([])

    assert verifyObject(IDue, made) and made.kind == 'test'
    assert made.moments('document') == [moment for moment, _subject in MOMENTS]
    assert made.failed('environment', 'document', ValueError()) is True
