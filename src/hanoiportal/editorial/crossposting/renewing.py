"""``IRenewing``: what becomes of what a board carries, as a plain object without HTTP."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import DEFAULT, _
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.events import Transitioned, send
from ...kernel.tree.lookup import find_site
from ...kernel.workflow.interfaces import PUBLIC, SCHEDULED, WITHDRAWN
from ...platform.notifications.interfaces import StepOver
from .interfaces import (
    ACCEPTED,
    DEMANDED,
    CannotCrosspost,
    HeldVersion,
    IReference,
    Proposal,
)
from .interfaces.promises import IRenewing
from .pictures import image_at
from .receiving import Uses, filled, looked_at, uses_of
from .resource import book_of
from .shared import ENDED_BEFORE, is_demanded, leave
from .sources import by_language, digests_of, fields_at, files_changed, is_shown, source_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described

NOTHING_NEW = _('Bài gốc không có gì mới để nhận.')
#: Letters of a reason that a notification tells.
MOST_TOLD = 500


@implementer(IRenewing)
class Renewing:
    """``IRenewing`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, uses: Uses) -> None:
        self._registry, self._portal, self._uses = registry, portal, uses
        self._telling, self._deciding = uses.telling, uses.deciding

    def source(self, reference: IReference) -> Described | None:
        """See ``IRenewing``."""
        found = source_of(reference)
        return found if found is not None and found.is_public else None

    def versions(self, source: Described) -> tuple[str, ...]:
        """See ``IRenewing``."""
        return digests_of(source, self._registry)

    def current(self, reference: IReference) -> tuple[str, ...]:
        """See ``IRenewing``."""
        found = self.source(reference)
        return () if found is None else digests_of(found, self._registry)

    def changed(self, site: ISite) -> Sequence[IReference]:
        """See ``IRenewing``."""
        found = [self._portal.__objectmap__.object_for(oid)
                 for oid in book_of(self._portal).changed_of(str(site.__oid__))]
        return sorted((each for each in found if each is not None),
                      key=lambda each: each.changed_at)

    def differences(self, reference: IReference) -> Mapping[str, Sequence[object]]:
        """See ``IRenewing``."""
        source, versions = source_of(reference), self._uses.versions
        shown, found = by_language(reference.digests), {}
        if source is None:
            return {}
        for tag in by_language(digests_of(source, self._registry)):
            text = cast('Described', source if tag == DEFAULT else source.translations[tag])
            fields = fields_at(text, shown.get(tag, ''))
            now = versions.values(text)
            before = {} if fields is None else {**now, **fields}
            changes = versions.compared(text, before, now)
            if changes:
                found[tag] = changes
        return found

    def parts_replaced(self, reference: IReference) -> Sequence[Described]:
        """See ``IRenewing``."""
        found = {pin.image: (pin, image_at(self._portal, pin)) for pin in reference.pictures}
        return [*(image for pin, image in found.values()
                  if image is not None and image.approvals[-1].digest != pin.digest),
                *files_changed(reference)]

    def take(self, reference: IReference, digests: tuple[str, ...], checks: Collection[str],
             actor: str) -> bool:
        """See ``IRenewing``."""
        source, site = source_of(reference), find_site(reference)
        made = cast('Described', reference)
        if source is None or not is_shown(reference) or reference.changed_at is None:
            raise CannotCrosspost({'': NOTHING_NEW})
        if digests != digests_of(source, self._registry):
            raise CannotCrosspost({'': _('Bài gốc vừa thay đổi: hãy đọc lại rồi phê duyệt.')})
        asked, given = reference.asked
        given = given if asked == digests else ()
        self._deciding.require(site, actor, given, _authors_of(source))
        looked_at(checks, self._uses)
        given = (*given, (actor, self._telling.now()))
        if not self._deciding.is_enough(site, given):
            reference.asked = digests, given
            self._telling.log(made, 'approve_crosspost', actor, reference.number)
            return False
        reference.asked = (), ()
        self._uses.making.renew(
            reference, digests, actor, self._deciding.approvals(site, given, ''))
        return True

    def hold(self, reference: IReference, actor: str, why: str) -> None:
        """See ``IRenewing``."""
        if not is_shown(reference) or reference.changed_at is None:
            raise CannotCrosspost({'': NOTHING_NEW})
        self._deciding.require(find_site(reference), actor)
        self._not_demanded(reference)
        proposal = book_of(self._portal).proposals.get(reference.number)
        reference.asked = (), ()
        reference.held = HeldVersion(actor, self._telling.now(), filled(why))
        made = cast('Described', reference)
        self._telling.log(made, 'hold_renewal', actor, reference.number, reference.held.why)
        send(self._registry)(StepOver(reference))
        if proposal is not None:
            self._telling.to_sender(
                proposal, 'crosspost_change_held', actor, note=reference.held.why[:MOST_TOLD])

    def is_demanded(self, reference: IReference) -> bool:
        """See ``IRenewing``."""
        return is_demanded(reference)

    def _not_demanded(self, reference: IReference) -> None:
        if is_demanded(reference):
            raise CannotCrosspost({'': DEMANDED})

    def end(self, reference: IReference, actor: str, why: str) -> None:
        """See ``IRenewing``."""
        made = cast('Described', reference)
        self._deciding.require(find_site(reference), actor)
        if made.state not in PUBLIC | {SCHEDULED}:
            raise CannotCrosspost({'': ENDED_BEFORE})
        self._not_demanded(reference)
        why = filled(why)
        before, made.state = made.state, WITHDRAWN
        send(self._registry)(Transitioned(made, 'withdraw', actor, before=before,
                                          after=WITHDRAWN, why=why))

    def leave(self, proposal: Proposal, actor: str, why: str) -> None:
        """See ``IRenewing``."""
        self._deciding.require(self._telling.site(proposal.to), actor)
        if proposal.is_demanded and proposal.state == ACCEPTED:
            raise CannotCrosspost({'': DEMANDED})
        leave(proposal, self._portal, self._registry, actor, filled(why), self._telling.now())


def _authors_of(source: Described) -> frozenset[str]:
    return frozenset() if source.concluded is None else source.concluded.authors


def renewing_service(request: Request) -> Renewing:
    """Return the ``IRenewing`` for ``request``."""
    return Renewing(request.registry, request.root, uses_of(request))
