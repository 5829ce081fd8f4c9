"""What the law on access to information says, and what requests for information promise.

Moments are aware UTC, days are local days of Hanoi.  ``actor`` is the id of an account.
"""
from .law import (
    AccessRules,
    Form,
    FormField,
    Ground,
    Law,
    Said,
    Step,
    Term,
)
from .promises import (
    IAccessPapers,
    IAccessRegister,
    IAccessRules,
    IAfterwards,
    IDelivering,
    IResolving,
)
from .values import (
    CannotResolve,
    Clock,
    Entry,
    Figures,
)
from .words import (
    AGREED,
    ANY,
    ASKED_THIRD,
    CITIZEN,
    COMPLAINED,
    COMPLAINT,
    COMPLETED,
    COMPLEX,
    CONSENT,
    CORRECTED,
    CORRECTION,
    DECLINED,
    EXTENDED,
    EXTENSION,
    FAULTY,
    GIVEN,
    IN_PERSON,
    INCOMPLETE,
    NETWORK,
    NOTICE,
    PAGE,
    POST,
    PROPOSED,
    PROVISIONAL,
    PUT_OFF,
    RECEIPT,
    REFUSAL,
    REFUSED_ON,
    REGISTERED,
    RENEWED,
    RESOLUTION,
    RESOLVED,
    SIMPLE,
    THROUGH,
)

__all__ = [
    'AGREED', 'ANY', 'ASKED_THIRD', 'CITIZEN', 'COMPLAINED', 'COMPLAINT', 'COMPLETED', 'COMPLEX',
    'CONSENT', 'CORRECTED', 'CORRECTION', 'DECLINED', 'EXTENDED', 'EXTENSION', 'FAULTY', 'GIVEN',
    'INCOMPLETE', 'IN_PERSON', 'NETWORK', 'NOTICE', 'PAGE', 'POST', 'PROPOSED', 'PROVISIONAL',
    'PUT_OFF', 'RECEIPT', 'REFUSAL', 'REFUSED_ON', 'REGISTERED', 'RENEWED', 'RESOLUTION',
    'RESOLVED', 'SIMPLE', 'THROUGH', 'AccessRules', 'CannotResolve', 'Clock', 'Entry', 'Figures',
    'Form', 'FormField', 'Ground', 'IAccessPapers', 'IAccessRegister', 'IAccessRules',
    'IAfterwards', 'IDelivering', 'IResolving', 'Law', 'Said', 'Step', 'Term',
]
