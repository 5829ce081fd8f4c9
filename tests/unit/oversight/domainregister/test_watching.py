"""How a host stands after a look, and when the end of its certificate is told."""
import datetime

from hanoiportal.oversight.domainregister.interfaces import (
    DNSSEC,
    FINE,
    IPV6,
    MISSING,
    NO_ANSWER,
    NO_RECORD,
    TLS,
    UNKNOWN,
    HostState,
    Looked,
)
from hanoiportal.oversight.domainregister.watching import faults, seen_anew, warning

NOW = datetime.datetime(2026, 11, 29, 7, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def test_what_is_as_it_was_is_so_since_then():
    first = seen_anew(HostState(NOW), Looked({TLS: FINE, IPV6: NO_RECORD}, NOW + 90 * DAY), NOW)

    then = seen_anew(first, Looked({TLS: NO_ANSWER, IPV6: NO_RECORD}), NOW + DAY)

    assert then.since == {TLS: NOW + DAY, IPV6: NOW} and then.looked == NOW + DAY
    assert then.ends == NOW + 90 * DAY  # the certificate that was seen last


def test_a_zone_that_is_not_signed_and_what_nobody_knows_are_no_faults():
    found = {TLS: NO_ANSWER, IPV6: UNKNOWN, DNSSEC: MISSING}

    assert faults(HostState(NOW, NOW, found)) == [TLS] and faults(None) == []


def test_each_of_the_three_warnings_is_given_once_and_a_late_one_alone():
    for left, warned, told in (
            (31, 0, 0), (30, 0, 30), (29, 30, 0), (14, 30, 14), (13, 14, 0), (3, 14, 3), (1, 3, 0),
            (-5, 3, 0), (2, 0, 3)):
        assert warning(HostState(NOW, ends=NOW + left * DAY, warned=warned), NOW) == told


def test_a_new_certificate_is_warned_of_anew():
    old = HostState(NOW, NOW, {}, {}, NOW + 2 * DAY, 3)

    assert seen_anew(old, Looked({}, NOW + 90 * DAY), NOW).warned == 0
    assert seen_anew(old, Looked({}, NOW + 2 * DAY), NOW).warned == 3
