"""Cases against the questions that are public: mended by events after a restore."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import item_of
from ...kernel.tree.resources import Described
from ...platform.outbox.interfaces import IDoneEffects, IOutbox
from ...platform.reconciling.interfaces import Findings
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import PUBLISHED, UNPUBLISHED, Case, ICases
from .interfaces import TYPE
from .resource import KEY, PublicationBook
from .services import PUBLISH_CASE
from .texts import PUBLICATION, read_publication


def position_of(portal: IPortal) -> int:
    """Return how far publications have followed the ledger."""
    known: PublicationBook | None = interactions_of(portal).get(KEY)
    return known.position if known is not None else 0


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Let cases know what is public of them, and publish again what a restore has taken away."""
    if not is_restored:
        return Findings()
    lost = environment.in_transaction(partial(_publish_again, environment))
    known, strays = environment.in_transaction(partial(_note_public, environment))
    return Findings(
        tuple(told for number, told in (
            (lost, f'{lost} questions that were lost are published again'),
            (known, f'{known} cases know that they are public')) if number),
        tuple(f'item {oid} is public, and its case is not known: withdraw it, or leave it'
              for oid in strays))


def _publish_again(environment: IEnvironment) -> int:
    """Publish what its case knows to be public, and is not there."""
    book: PublicationBook | None = interactions_of(environment.portal).get(KEY)
    lost = [(oid, number) for oid, number in (book.items.items() if book is not None else ())
            if _public(environment.portal, oid) is None]
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    outbox: IOutbox = environment.registry.getAdapter(environment.portal, IOutbox)
    again = 0
    for oid, number in lost:
        case = cases.get(number)
        if case is None or cases.standing(case, environment.clock.now()).item != oid:
            continue
        cases.append(case, UNPUBLISHED, item=oid, site=case.site,
                     source=f'restored:{oid}:{len(case.events)}')
        found = read_publication(cases.kept(case, PUBLICATION))
        if found is not None and found.token:
            outbox.add(PUBLISH_CASE, found.token, {'number': number})
            again += 1
    return again


def _note_public(environment: IEnvironment) -> tuple[int, list[str]]:
    """Let each case know its item; return of how many it did not, and the items without one."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    known, strays = 0, []
    for oid, item in _questions(environment).items():
        number = _number_of(environment.portal, oid, item)
        case = cases.get(number) if number else None
        if case is None:
            strays.append(oid)
        elif cases.standing(case, environment.clock.now()).item != oid:
            _note(environment, cases, case, oid)
            known += 1
    return known, strays


def _note(environment: IEnvironment, cases: ICases, case: Case, oid: str) -> None:
    book = get_or_create(interactions_of(environment.portal), KEY, PublicationBook)
    book.items[oid] = case.number
    cases.append(case, PUBLISHED, item=oid, site=case.site,
                 source=f'restored:{oid}:{len(case.events)}')


def _questions(environment: IEnvironment) -> Mapping[str, Described]:
    """Return the public questions that effects have made, by their object ids."""
    done: IDoneEffects = environment.registry.getAdapter(environment.portal, IDoneEffects)
    found = {made: _public(environment.portal, made) for made in done.all()}
    return {oid: item for oid, item in found.items()
            if item is not None and environment.registry.content.typeof(item) == TYPE}


def _number_of(portal: IPortal, oid: str, item: Described) -> int:
    """Return the number of the case of ``item``, 0 if nothing knows it."""
    book: PublicationBook | None = interactions_of(portal).get(KEY)
    if book is None:
        return 0
    return int(book.items.get(oid) or book.tokens.get(getattr(item, 'token', ''), 0))


def _public(portal: IPortal, oid: str) -> Described | None:
    found = item_of(portal, oid)
    return found if found is not None and found.is_public else None
