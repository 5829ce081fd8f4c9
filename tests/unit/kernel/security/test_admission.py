"""Who is let in with a form: by some work, by some seconds, the slower way from a busy network."""
from itertools import count

import pytest
from hanoiportal.kernel.security.admission import (
    BITS,
    LASTS,
    READ,
    SLOW,
    Ticket,
    admit,
    is_proved,
    issue,
    read,
    written,
)
from hanoiportal.kernel.security.crypto.sealing import Sealing

NOW = 1_800_000_000.0
SEALING = Sealing('a' * 32)


def seldom():
    return False


def often():
    return True


def let_in(ticket, number='', trapped=False, now=NOW, too_many=seldom):
    return admit(written(ticket, SEALING), number, trapped, SEALING, now, too_many)


def test_a_number_that_was_looked_for_takes_the_place_of_waiting():
    text = written(issue(NOW), SEALING)
    number = next(str(each) for each in count() if is_proved(text, str(each), BITS))

    _ticket, admitted = admit(text, number, False, SEALING, NOW, seldom)

    assert admitted
    assert not admit(text, str(int(number) + 1), False, SEALING, NOW, seldom)[1]
    assert not admit(written(issue(NOW), SEALING), number, False, SEALING, NOW, seldom)[1]


def test_who_brings_none_waits_and_keeps_the_token():
    first = issue(NOW)

    ticket, admitted = let_in(first)

    assert not admitted and ticket == first and ticket.waits(NOW + 1.5) == READ - 1
    assert let_in(first, now=NOW + READ) == (first, True)


def test_from_a_busy_network_each_form_waits_longer_and_is_let_in_then():
    first = issue(NOW - READ)

    slow, admitted = let_in(first, too_many=often)

    assert not admitted and slow.slow and slow.token == first.token
    assert not let_in(slow, now=NOW + SLOW - 1, too_many=often)[1]
    assert let_in(slow, now=NOW + SLOW, too_many=often) == (slow, True)


def test_who_fills_in_what_no_person_sees_is_sent_the_slower_way_each_time():
    slow, admitted = let_in(issue(NOW - READ), trapped=True)

    assert not admitted and slow.slow
    assert not let_in(slow, trapped=True, now=NOW + SLOW)[1]
    assert let_in(slow, now=NOW + SLOW)[1]


@pytest.mark.parametrize('text', ['', 'x', 'é', 'A' * 80])
def test_what_is_no_ticket_or_too_old_gets_a_new_one(text):
    ticket, admitted = admit(text, '1', False, SEALING, NOW, seldom)

    assert not admitted and ticket.issued == NOW
    old = written(Ticket('token', int(NOW - LASTS)), SEALING)
    assert read(old, SEALING, NOW) is None
    assert read(written(Ticket('token', int(NOW)), SEALING), SEALING, NOW).token == 'token'
