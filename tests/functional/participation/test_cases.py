"""Cases: received, sorted, answered; their duties, their keys, and what ``content`` sees of it."""

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.participation.cases.interfaces import (
    QUESTION,
    ICases,
    Sender,
    Submission,
)

#: A Monday.
NOW = parse('2026-11-16T09:00+07:00')


@pytest.fixture
def ward(small_portal):
    return small_portal['sites']['bavi']


@pytest.fixture
def cases(registry, small_portal):
    return registry.getAdapter(small_portal, ICases)


def sent(site, **changes):
    return Submission(QUESTION, str(site.__oid__), 'Đường ngập', 'Đường trước nhà tôi ngập.',
                      **{'sender': Sender(name='Nguyễn Văn Bí Mật', email='An@Example.vn'),
                         **changes})


def states(cases, case, now):
    return {(duty.rule, duty.site): standing.state
            for duty, standing in cases.standing(case, parse(now)).duties}


def test_what_is_received_is_opened_by_code_and_secret(cases, ward):
    receipt = cases.receive(sent(ward), now=NOW)
    transaction.commit()

    case = cases.find(receipt.code.lower().replace('-', ' '), receipt.secret)

    assert case.number == receipt.number
    assert cases.open(case).text == 'Đường trước nhà tôi ngập.'
    assert cases.find(receipt.code, receipt.secret[:-1] + 'ZZ') is None
    assert [each.number for each in cases.by_email(' an@example.VN')] == [receipt.number]
    assert cases.counts(str(ward.__oid__))['new'] == 1
