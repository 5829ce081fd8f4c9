"""Every view of the application, asked by everybody of everything, in every state.

What may be is computed from the tables of roles and of views; the application answers.  A refusal
looks like the answer to something that is not there, and changes nothing.
"""
import re
from dataclasses import replace

import pytest
from hanoiportal.base.permissions import AUDIT, CONSOLE, DESK, VIEW
from hanoiportal.kernel.workflow.interfaces import GONE, PUBLISHED
from support.sampling import share_of

from matrix.asking import change_counts
from matrix.house import OTHER, SITE
from matrix.table import OF_THINGS, STATICS, VIEWS, here, work
from matrix.views import registered, statics

SHELLS = {'desk': '/desk', 'console': '/console', 'public': ''}
NOTHING = 'zqkhongco'
DONE = (200, 303, 422)
#: Of the things of bavi, where there are many, and of the other site CI asks one in so many: other
#: ones for each view and asker.
OWN, SHARE, MANY = 8, 24, 6
MOST_SHOWN = 20
#: What is of the one request alone: its token, and the address that was asked for.
_OWN = re.compile(rb'name="csrf_token" value="[^"]*"|<input type="hidden" name="relogin[^>]*>')


class Cells:
    """The cells of one view: everybody of bavi and of no site, at everything of either site.

    What stands in the one stands in the other, too, in the same states.  CI deals the things out
    over views and askers: an eighth of bavi's, and less of the other site's, where nobody of bavi
    may anything and everybody else what they may in bavi.
    """

    def __init__(self, door, house, askers, view, entry):
        self._door, self._view, self._entry = door, view, entry
        self._askers = [each for each in askers.values() if each.site in ('', SITE)]
        self._things = [each for each in house.things if each.kind in entry.kinds]
        self._registry, self._nothing = house.registry, {}
        self.number = 0

    def wrong(self):
        """Yield a sentence for each cell that is not as the table says."""
        assert self._things, f'nothing to ask {self._view.key} of'
        for asker in self._askers:
            for thing in self._asked_by(asker):
                self.number += 1
                allowed = self._entry.rule(asker, thing)
                said = self._allowed(asker, thing) if allowed else self._refused(asker, thing)
                if said:
                    where = f'{thing.path or "/"} ({thing.kind} {thing.name or thing.state})'
                    yield f'{self._view.key}: {asker.name} at {where}: {said}'

    def _asked_by(self, asker):
        seed = f'{self._view.key} {asker.name}'
        own = [each for each in self._things if each.site != OTHER]
        others = [each for each in self._things if each.site == OTHER]
        return share_of(own, seed, OWN if len(own) > MANY else 1) + share_of(others, seed, SHARE)

    def _ask(self, asker, thing, path, rehearsal):
        entry, view = self._entry, self._view
        query = '&'.join(filter(None, (thing.query, entry.query)))
        form = dict(entry.form)
        if view.method == 'POST' and thing.query.startswith('id='):
            form['id'] = thing.query[3:]
        name = f'/@@{view.name}' if view.shell != 'public' and view.name else (
            f'/{view.name}' if view.name else '')
        return self._door.ask(
            asker, view.method, f'{SHELLS[view.shell]}{path}{name}?{query}'.rstrip('?') or '/',
            form, rehearsal)

    def _allowed(self, asker, thing):
        answer = self._ask(asker, thing, thing.path, True)
        if answer.status_int not in (self._entry.answers or DONE) or is_to_login(answer):
            return f'may, and is answered {answer.status} {answer.location or ""}'
        return ''

    def _refused(self, asker, thing):
        before = change_counts(self._registry)
        answer = self._ask(asker, thing, thing.path, False)
        if change_counts(self._registry) != before:
            return f'may not, and has changed something ({answer.status})'
        if self._may_know(asker, thing):
            return '' if answer.status_int in (403, 404) or is_to_login(answer) else (
                f'may not, and is answered {answer.status} {answer.location or ""}')
        nothing, shown = self._to_nothing(asker, thing), _shown(answer, thing.path)
        if shown != nothing and not self._was_public(thing, answer):
            return (f'may not: {shown[:2]} is not like nothing: {nothing[:2]}'
                    f'{_apart(shown, nothing)}')
        if answer.status_int not in (403, 404, 410) and not is_to_login(answer):
            return f'may not, and is answered {answer.status} {answer.location or ""}'
        return ''

    def _to_nothing(self, asker, thing):
        """Return what ``asker`` is answered where there is nothing, beside ``thing``."""
        path = f'{thing.path.rpartition("/")[0]}/{NOTHING}'
        key = asker.name, path, thing.query
        if key not in self._nothing:
            self._nothing[key] = _shown(self._ask(asker, thing, path, False), path)
        return self._nothing[key]

    def _may_know(self, asker, thing):
        """Return whether ``asker`` may know by another page that ``thing`` is there."""
        opens = {'desk': DESK, 'console': CONSOLE}.get(self._view.shell)
        if thing.kind == 'discarded':
            opens, thing = DESK, replace(thing, state=PUBLISHED, work=PUBLISHED, is_text=False)
        return self._entry.is_known or bool(opens and here(opens)(asker, thing) and (
            work(VIEW)(asker, thing)))

    def _was_public(self, thing, answer):
        """Return whether it is told, as it is to everybody, that something public was here."""
        return self._view.shell == 'public' and thing.state in GONE and answer.status_int == 410


def is_to_login(answer):
    """Return whether somebody who is not logged in is sent to the log-in."""
    return answer.status_int == 303 and '/login?came_from=' in answer.location


def _apart(shown, nothing):
    """Return where two answers that look alike begin to differ."""
    if shown[:2] != nothing[:2]:
        return ''
    at = next((number for number, pair in enumerate(zip(shown[2], nothing[2], strict=False))
               if pair[0] != pair[1]), 0)
    return f' …{shown[2][max(0, at - 60):at + 60]} / {nothing[2][max(0, at - 60):at + 60]}'


def _shown(answer, path):
    """Return what tells one answer from another, whatever address was asked for."""
    body = _OWN.sub(b'', answer.body)
    location = (answer.location or '').replace('%2F', '/')
    return answer.status_int, location.replace(path, ''), body.replace(path.encode(), b'')


def without_entry(registry):
    """Return sentences on views and entries that have not each other."""
    keys = {each.key for each in registered(registry)}
    return [*(f'tests/matrix/table.py has no entry for the view «{key}»: say who may, and of what'
              for key in sorted(keys - set(VIEWS))),
            *(f'tests/matrix/table.py: there is no view «{key}» any more'
              for key in sorted(set(VIEWS) - keys)),
            *(f'a folder of files is served that the table does not know: {name}'
              for name in sorted(set(statics(registry)) ^ set(STATICS)))]


def test_every_view_has_an_entry(application):
    assert without_entry(application.registry) == []


@pytest.mark.clause('2.2')
@pytest.mark.clause('8.7')
@pytest.mark.parametrize('things', OF_THINGS)
def test_each_role_may_what_the_table_says_and_finds_nothing_else(
        door, house, askers, views, things):
    wrong = [each for key in OF_THINGS[things]
             for each in Cells(door, house, askers, views[key], VIEWS[key]).wrong()]
    assert not wrong, f'{len(wrong)} cells:\n' + '\n'.join(wrong[:MOST_SHOWN])


def test_a_view_without_an_entry_is_named(application, monkeypatch):
    monkeypatch.delitem(VIEWS, 'desk IItem history GET')

    said, = without_entry(application.registry)

    assert 'no entry for the view «desk IItem history GET»' in said


@pytest.mark.parametrize(('kept', 'planted'), [
    ('desk IItem edit GET', here(DESK)),            # the table allows more than the view
    ('desk IItem history GET', here(AUDIT)),        # the table allows less: the view tells it
    ('public NewsItem - GET', here(DESK)),
])
def test_a_permission_that_is_not_that_of_the_table_is_seen(
        door, house, askers, views, kept, planted):
    entry = replace(VIEWS[kept], rule=planted)

    assert list(Cells(door, house, askers, views[kept], entry).wrong())
