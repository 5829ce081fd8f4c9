"""What ``make attack AS=…`` gives to wapiti: a portal and sessions that open it."""
import re

import pytest

from .attack import WHO, ask, cookie_of, furnish
from .portal import serving

TAKE_OVER = '/desk/sites/bavi/tin-tuc-su-kien/tin-editing/@@take-over?language=vi'


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    var = tmp_path_factory.mktemp('attacked')
    furnish(var)
    with serving(var) as found:
        yield found


@pytest.mark.parametrize('who', WHO)
def test_the_attacker_is_logged_in_and_finds_what_there_is_to_attack(portal, who):
    login, begin = WHO[who]

    status, _headers, page = ask(portal, f'/{begin}', cookie_of(portal, login))

    shell = begin.partition('/')[0]
    assert status == 200 and len(set(re.findall(rf'"[^"]*/{shell}/[^"]+"', page))) > 5
    assert ask(portal, f'/{begin}')[0] == 303


def test_what_wapiti_holds_for_unguarded_is_refused_without_the_token(portal):
    cookie = cookie_of(portal, WHO['editor'][0])
    token = re.search(r'name="csrf_token"\s+value="([^"]+)"', ask(portal, '/desk/', cookie)[2])[1]

    statuses = [ask(portal, TAKE_OVER, cookie, {'csrf_token': each})[0]
                for each in ('wapiti', token)]

    assert statuses[0] == 403 != statuses[1]
