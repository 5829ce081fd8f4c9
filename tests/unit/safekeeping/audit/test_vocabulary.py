"""The vocabulary of actions: whatever the source sends has a name for people in both languages."""
import ast
import csv

import pytest
from hanoiportal.kernel.tree import events
from hanoiportal.safekeeping.audit.actions import read_actions
from support import ROOT

TABLE = ROOT / 'config/hanoi/actions.csv'
PACKAGE = ROOT / 'src/hanoiportal'


def calls(tree, name):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)
            and getattr(node.func, 'id', '') == name]


def actions_in(tree):
    """Yield the name of each class of actions that a module takes from the events."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or '').endswith('tree.events'):
            yield from {each.name for each in node.names} & {
                name for name, kind in vars(events).items()
                if isinstance(kind, type) and issubclass(kind, events.Action)}


def names_sent():
    """Yield ``(name, file)`` of each action that is named where it is sent, and of each step."""
    for path in PACKAGE.rglob('*.py'):
        text = path.read_text(encoding='utf-8')
        if 'tree.events' not in text and 'Transition' not in text:
            continue
        tree = ast.parse(text)
        found = [call.args[1] for name in actions_in(tree) for call in calls(tree, name)
                 if len(call.args) > 1]
        if path.parts[-2:] == ('workflow', 'definitions.py'):
            found += [call.args[0] for call in calls(tree, 'Transition')]
        yield from ((node.value, path.name) for node in found if isinstance(node, ast.Constant))


def test_every_action_that_is_sent_is_in_the_table():
    known = read_actions(TABLE).names
    sent = dict(names_sent())

    assert {'withdraw', 'approve', 'board-found', 'mark_current'} <= set(sent)
    assert {name: file for name, file in sent.items() if name not in known} == {}


def test_every_row_has_a_name_of_its_own_and_titles_in_both_languages():
    with open(TABLE, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))

    assert len({row['name'] for row in rows}) == len(rows)
    assert all(row['title_vi'] and row['title_en'] for row in rows)


@pytest.mark.parametrize(('name', 'language', 'title'), [
    ('withdraw', 'vi', 'Gỡ khỏi trang'), ('withdraw', 'en', 'Withdrawn'),
    ('withdraw', 'mtq', 'Gỡ khỏi trang'), ('never heard of', 'vi', 'never heard of')])
def test_an_action_is_called_so_in_each_language(name, language, title):
    assert read_actions(TABLE).title(name, language) == title
