"""Whatever one of many objects comes to hold, it is made to hold what it held."""
from collections import OrderedDict, deque

import pytest
from pyramid.registry import Registry
from support.app_state import State

MANY = 250


@pytest.mark.parametrize(('new', 'change'), [
    (lambda: {'a': 1, 'b': 2}, lambda one: one.update(a=2)),
    (lambda: {'a': 1, 'b': 2}, lambda one: one.update(c=3)),
    (lambda: {'a': 1, 'b': 2}, lambda one: one.pop('b')),
    (lambda: {'a': 1, 'b': 1}, lambda one: (one.pop('b'), one.update(c=1))),
    (lambda: {'a': 1, 'b': 1}, lambda one: one.update(a=one.pop('a'))),
    (lambda: OrderedDict(a=1, b=1), lambda one: one.move_to_end('a')),
    (lambda: {'a': []}, lambda one: one.update(a=[])),
    (lambda: [1, 2], lambda one: one.reverse()),
    (lambda: [1, 2], lambda one: one.append(2)),
    (lambda: deque([1, 2]), lambda one: one.rotate()),
    (lambda: {1, 2}, lambda one: (one.discard(1), one.add(3))),
    (lambda: {1, 2}, lambda one: one.clear())])
@pytest.mark.parametrize('at', [0, MANY // 2, MANY - 1])
def test_one_of_many_holds_again_what_it_held(new, change, at):
    objects = [new() for _ in range(MANY)]
    before = [_held(each) for each in objects]
    state = State(Registry(), objects)

    change(objects[at])
    changed = [_held(each) for each in objects]
    state.restore()

    assert changed != before == [_held(each) for each in objects]


def _held(one):
    """Return which objects ``one`` holds, in their order."""
    return [[id(each) for each in part] for part in (one, getattr(one, 'values', tuple)())]


def test_a_variable_of_a_function_of_ours_holds_again_what_it_held():
    functions = [_counting() for _ in range(MANY)]
    state = State(Registry(), functions)

    counted = [function() for function in functions[:2] * 2]
    state.restore()

    assert counted == [1, 1, 2, 2] and functions[0]() == 1


def _counting():
    number = 0

    def count():
        nonlocal number
        number += 1
        return number

    count.__module__ = 'hanoiportal.of_this_test'
    return count
