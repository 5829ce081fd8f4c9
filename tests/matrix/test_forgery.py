"""A form without its token, or with another's, is refused by every view, and changes nothing."""
import pytest

from matrix.asking import change_counts
from matrix.house import SITE
from matrix.table import VIEWS
from matrix.test_matrix import SHELLS, is_to_login
from matrix.views import registered

POSTS = sorted(key for key in VIEWS if key.split()[3] == 'POST')
REFUSED = (400, 403, 404)
FOREIGN = {'csrf_token': '0' * 40}


@pytest.mark.clause('23.2')
@pytest.mark.parametrize('key', POSTS)
def test_no_form_is_taken_without_the_token_of_its_session(plain, door, house, askers, key):
    view = next(each for each in registered(plain) if each.key == key)
    things = [each for each in house.things if each.kind in VIEWS[key].kinds]
    before, taken = change_counts(plain), []

    for thing in things:
        query = '&'.join(filter(None, (thing.query, VIEWS[key].query)))
        path = f'{SHELLS[view.shell]}{thing.path}/{"@@" * (view.shell != "public")}{view.name}'
        for name in ('visitor', 'quantri', 'vanhanh', f'{SITE}-head'):
            for form in (dict(VIEWS[key].form), {**dict(VIEWS[key].form), **FOREIGN}):
                answer = door.ask(askers[name], 'POST', f'{path}?{query}', form, token=False)
                if answer.status_int not in REFUSED and not is_to_login(answer):
                    taken.append((name, path, answer.status))

    assert taken == []
    assert change_counts(plain) == before
