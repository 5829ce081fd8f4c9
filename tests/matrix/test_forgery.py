"""A form without its token, or with another's, is refused by every view, and changes nothing."""
from collections import Counter

import pytest
from support.sampling import WHOLE, share_of

from matrix.asking import change_counts
from matrix.house import SITE
from matrix.table import OF_THINGS, VIEWS
from matrix.test_matrix import SHELLS, is_to_login

POSTS = {things: posts for things, keys in OF_THINGS.items()
         if (posts := [key for key in keys if key.split()[3] == 'POST'])}
REFUSED = (400, 403, 404)
FOREIGN = {'csrf_token': '0' * 40}
ASKERS = ('visitor', 'quantri', 'vanhanh', f'{SITE}-head')
#: Things of one kind that somebody asks for of those they may, and of the others.
MOST = 2 if WHOLE else 1


def chosen(things, asker, entry):
    """Yield some of each kind that ``asker`` may do this to, and some to which they may not."""
    seen = Counter()
    for thing in things:
        kind = thing.kind, entry.rule(asker, thing)
        seen[kind] += 1
        if seen[kind] <= MOST:
            yield thing


@pytest.mark.clause('23.2')
@pytest.mark.parametrize('things', POSTS)
def test_no_form_is_taken_without_the_token_of_its_session(
        plain, door, house, askers, views, things):
    before = change_counts(plain)

    for key in POSTS[things]:
        taken, could = send_each(door, house, askers, views[key])
        assert taken == [] and (could or VIEWS[key].reason), key
    assert change_counts(plain) == before


def send_each(door, house, askers, view):
    """Send the form of ``view`` without its token; return where it was taken, and how many of
    those who sent it may send it.
    """
    entry, taken, could = VIEWS[view.key], [], 0
    things = [each for each in house.things if each.kind in entry.kinds]
    for name in ASKERS:
        for thing in chosen(things, askers[name], entry):
            could += entry.rule(askers[name], thing)
            query = '&'.join(filter(None, (thing.query, entry.query)))
            path = f'{SHELLS[view.shell]}{thing.path}/{"@@" * (view.shell != "public")}{view.name}'
            forms = (dict(entry.form), {**dict(entry.form), **FOREIGN})
            for form in share_of(forms, f'{name} {path}', len(forms)):
                answer = door.ask(askers[name], 'POST', f'{path}?{query}', form, token=False)
                if answer.status_int not in REFUSED and not is_to_login(answer):
                    taken.append((name, path, answer.status))
    return taken, could
