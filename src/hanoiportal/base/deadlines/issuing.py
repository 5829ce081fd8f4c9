"""Whose term a date of issue starts (clause 13.1.c)."""
from ..text.bodies import is_of

#: A document is owed sooner by the body that issued it than by others in its scope.
ISSUER, SCOPE = '13.1.c1', '13.1.c2'


def rule_for(rule: str, body: str, owner: str) -> str:
    """Return the code of the rule that a date starts by ``rule``, on the site of ``owner``, of a
    document that ``body`` issued; ``''``: nobody says who did, so that the site itself did.

    >>> rule_for('13.1.c1', 'UBND phường Ba Đình', 'Ủy ban nhân dân xã Ba Vì')
    '13.1.c2'
    """
    return SCOPE if rule == ISSUER and body and not is_of(body, owner) else rule
