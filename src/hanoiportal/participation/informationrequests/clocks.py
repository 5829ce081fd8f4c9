"""The terms of a request, by the way on which it came in and the law in force at its receipt."""
import datetime

from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import NoDeadline
from ...platform.calendar.interfaces import IDeadlinesOf
from ..cases.interfaces import (
    COUNTER,
    DISC,
    DROP,
    FAX,
    MAIL,
    PAPER,
    PHONE,
    SYSTEM,
    WEB,
    Case,
)
from .interfaces import (
    ANY,
    IN_PERSON,
    NETWORK,
    POST,
    PROVISIONAL,
    AccessRules,
    Clock,
)

#: Channels of cases as articles 29 to 31 tell them apart.
WAYS = {WEB: NETWORK, MAIL: NETWORK, SYSTEM: NETWORK, DROP: NETWORK, COUNTER: IN_PERSON,
        PHONE: IN_PERSON, DISC: IN_PERSON, PAPER: POST, FAX: POST}


def way_of(case: Case) -> str:
    """Return on which way ``case`` came in."""
    return WAYS[case.channel]


def rule_of(rules: AccessRules, case: Case, step: str) -> str:
    """Return the code of the rule of ``step`` for ``case``."""
    found = rules.clocks.get((way_of(case), step))
    return rules.clocks[ANY, step] if found is None else found


def clock(rules: AccessRules, deadlines: IDeadlinesOf, case: Case, step: str,
          trigger: datetime.datetime) -> Clock:
    """Return the term of ``step`` that begins at ``trigger``."""
    try:
        deadline: Deadline = deadlines.due(rule_of(rules, case, step), trigger)
    except NoDeadline:
        return Clock(step, None, False)
    return Clock(step, deadline, deadline.rule.confidence == PROVISIONAL)
