"""The terms of a request, by the way on which information is given (articles 29 to 31) and the
law in force at its receipt.
"""
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
    ISealedCases,
)
from .caseform import DELIVERY
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
#: What a form offers, in the same way.
DELIVERIES = {'read': IN_PERSON, 'copy': IN_PERSON, 'post': POST, 'network': NETWORK}


def way_of(case: Case) -> str:
    """Return on which way ``case`` came in."""
    return WAYS[case.channel]


def given_by(cases: ISealedCases, case: Case) -> str:
    """Return on which way who sent ``case`` is to have the information: that on which it came in,
    where they have chosen none of these.
    """
    contents = cases.open(case)
    chosen = '' if contents is None else contents.details.get(DELIVERY, '')
    return DELIVERIES.get(chosen) or way_of(case)


def rule_of(rules: AccessRules, way: str, step: str) -> str:
    """Return the code of the rule of ``step`` for what is given on ``way``."""
    found = rules.clocks.get((way, step))
    return rules.clocks[ANY, step] if found is None else found


def clock(rules: AccessRules, deadlines: IDeadlinesOf, way: str, step: str,
          trigger: datetime.datetime) -> Clock:
    """Return the term of ``step`` that begins at ``trigger``."""
    try:
        deadline: Deadline = deadlines.due(rule_of(rules, way, step), trigger)
    except NoDeadline:
        return Clock(step, None, False)
    return Clock(step, deadline, deadline.rule.confidence == PROVISIONAL)
