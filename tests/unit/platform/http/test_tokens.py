"""Tokens by client credentials: asked for once, kept until shortly before their end."""
import base64
import json

import pytest
from hanoiportal.platform.http.interfaces import Client, HttpAnswer, NoToken
from hanoiportal.platform.http.tokens import EARLY, LONGEST, UNSAID, Tokens

CLIENT = Client('https://may.vn/token', 'cong', 'b:í mật', (
    ('grant_type', 'client_credentials'), ('scope', ''), ('aud', 'a b')), 'data.ma', 'data.giay')


class Machine:
    """Gives ``data`` with ``status`` to each request; ``asked``: what it was asked."""

    def __init__(self, data, status=200):
        self.data, self.status, self.asked = data, status, []

    def __call__(self, address, body, headers):
        self.asked.append((address, body, headers))
        return HttpAnswer(self.status, {}, json.dumps({'data': self.data}).encode(), address)


@pytest.fixture
def now():
    return [1000.0]


@pytest.fixture
def tokens(now):
    return Tokens(lambda: now[0])


def test_it_is_asked_for_as_rfc_6749_says_and_read_where_the_client_says(tokens):
    machine = Machine({'ma': 'x1'})

    assert tokens.token(CLIENT, machine) == 'x1'
    basic = base64.b64encode('cong:b:í mật'.encode()).decode()
    assert machine.asked == [(
        'https://may.vn/token', b'grant_type=client_credentials&aud=a+b',
        {'Content-Type': 'application/x-www-form-urlencoded', 'Authorization': f'Basic {basic}'})]


@pytest.mark.parametrize(('said', 'lasts'), [
    ({'giay': 600}, 600), ({'giay': '90'}, 90), ({}, UNSAID), ({'giay': 'mai'}, UNSAID)])
def test_it_is_kept_until_shortly_before_its_end(tokens, now, said, lasts):
    machine = Machine({'ma': 'x1', **said})

    tokens.token(CLIENT, machine)
    now[0] += lasts - EARLY - 1
    tokens.token(CLIENT, machine)
    assert len(machine.asked) == 1
    now[0] += 1
    tokens.token(CLIENT, machine)
    assert len(machine.asked) == 2


def test_each_client_has_its_own_until_it_is_dropped(tokens):
    machine, other = Machine({'ma': 'x1', 'giay': 600}), CLIENT._replace(user='khac')

    for client in (CLIENT, other, CLIENT, other):
        tokens.token(client, machine)
    assert len(machine.asked) == 2
    tokens.drop(CLIENT)
    tokens.drop(CLIENT)
    for client in (CLIENT, other):
        tokens.token(client, machine)
    assert len(machine.asked) == 3


@pytest.mark.parametrize(('data', 'status'), [
    ({'ma': 'x1'}, 401), ({'ma': 'x1'}, 503), ({}, 200), ({'ma': 'a b'}, 200), ({'ma': 'á'}, 200),
    ({'ma': 'a' * (LONGEST + 1)}, 200), ([], 200)])
def test_what_is_no_token_is_none_and_is_not_kept(tokens, data, status):
    with pytest.raises(NoToken) as none:
        tokens.token(CLIENT, Machine(data, status))

    assert none.value.status == status
    assert tokens.token(CLIENT, Machine({'ma': 'x2'})) == 'x2'
