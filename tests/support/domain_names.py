"""Names of hosts that sites of tests stand at, beside those of Decision 4263."""
import datetime

from hanoiportal.oversight.domainregister.interfaces import ASKED, GRANTED, DomainEvent
from hanoiportal.oversight.domainregister.resource import get_or_create_record

_AT = datetime.datetime(2026, 1, 5, 2, tzinfo=datetime.UTC)


def permit(portal, *names):
    """Let sites of ``portal`` stand at ``names``, as after a favourable opinion."""
    for name in names:
        get_or_create_record(portal, name, (
            DomainEvent(ASKED, _AT, 'test', holder='Cơ quan của phép thử', paper='Số 1'),
            DomainEvent(GRANTED, _AT, 'test')))
