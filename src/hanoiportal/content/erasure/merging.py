"""Bringing a register together with what a file beside the data or the backups says."""
import logging
from dataclasses import replace

from .gone import gone_with_older
from .interfaces import (
    BEGUN,
    CONFIRMED,
    DEMANDED,
    DONE,
    IN_DATABASE,
    RECALLED,
    CannotErase,
    IErasers,
)
from .resource import Withheld, erasures_of, register_of

log = logging.getLogger(__name__)

#: Which state of one erasure is the later one, where two registers differ.
_ORDER = {DEMANDED: 0, CONFIRMED: 1, RECALLED: 2, BEGUN: 3, IN_DATABASE: 3, DONE: 3}


def together(*registers):
    """Return what all ``registers`` hold, each a list of ``Record``, each erasure once as the one
    that knows most has it, the oldest first.
    """
    found = {}
    for record in (each for register in registers for each in register):
        known = found.setdefault(_what(record), record)
        if _ORDER[record.state] > _ORDER[known.state]:
            found[_what(record)] = record
    return sorted(found.values(), key=lambda each: (each.demanded.at, each.demanded.number))


def has_all(portal, records):
    """Return whether the register of ``portal`` says all that ``records`` do."""
    return not _news(portal, records)


def survivors(portal, records):
    """Return those of ``records`` that are final, and of which the register of ``portal`` does not
    say that they are gone from these databases.
    """
    done = {_what(each) for each in erasures_of(portal) if each.in_database_at is not None}
    return [each for each in records
            if each.state in (CONFIRMED, BEGUN) and _what(each) not in done]


def merge(portal, records, registry):
    """Let the register of ``portal`` say what ``records`` say and it does not: what was demanded
    is withheld again, what was called back is given back.  Return how many there were.

    One whose number another has got meanwhile, in a portal that went on from an older copy, gets
    a new number.  What was called back and cannot be given back here, as an account whose name is
    taken, waits for a second person again.
    """
    news = _news(portal, records)
    for record, known in news:
        erasure = _demand_again(portal, record.demanded) if known is None else known
        _bring_to(portal, erasure, record, registry)
    return len(news)


def _news(portal, records):
    here = {_what(each): each for each in erasures_of(portal)}
    found = [(record, here.get(_what(record))) for record in records]
    return [(record, erasure) for record, erasure in found
            if erasure is None or _ORDER[record.state] > _ORDER[erasure.state]]


def _bring_to(portal, erasure, record, registry):
    """Let ``erasure`` be as ``record`` says."""
    try:
        if record.state == RECALLED:
            _release(portal, erasure, registry)
        else:
            withhold(portal, erasure, registry)
    except CannotErase as error:
        log.error('erasure %s was called back, but what it is of cannot be given back; it waits '
                  'for a second person again: %s', erasure.demanded.number, error)
        erasure.confirmed = None
        return
    erasure.confirmed, erasure.recalled, erasure.begun_at = (
        record.confirmed, record.recalled, record.begun_at)


def _demand_again(portal, demanded):
    register = register_of(portal)
    is_taken = demanded.number in register.entries
    return register.add(
        replace(demanded, number=register.next_number()) if is_taken else demanded)


def withhold(portal, erasure, registry):
    """Take what ``erasure`` is of out of sight, and keep it; no-op if that was done.

    An item whose text is older than the one that was to stay goes with all of it.
    """
    if erasure.withheld is None:
        erasure.withheld = Withheld(registry.getUtility(IErasers).withhold(
            portal, gone_with_older(portal, [erasure]), registry))


def _release(portal, erasure, registry):
    """Give back what ``erasure`` has withheld, if anything."""
    if erasure.withheld is not None:
        registry.getUtility(IErasers).give_back(portal, erasure.withheld.kept, registry)
        erasure.withheld = None


def recall(portal, erasure, step, registry):
    """Call ``erasure`` back by ``step``, a ``Step``.  Raises ``CannotErase``."""
    _release(portal, erasure, registry)
    erasure.recalled = step


def _what(each):
    demanded = each.demanded
    return demanded.at, demanded.kind, demanded.oids, demanded.account, demanded.words
