"""What happened to a proposal: noted with it, in the log of both sites, and told to people."""
from __future__ import annotations

import datetime
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IClock, IPortal, IResource, ISite
from ...kernel.tree.events import Action, send
from ...platform.notifications.interfaces import INotifying
from .interfaces import CannotCrosspost, Proposal, ProposalEvent
from .resource import KeptProposal, book_of


class CrosspostTelling:
    """Notes and tells what happens to the proposals of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal, notifying: INotifying) -> None:
        self._portal, self._notifying = portal, notifying
        self._clock: IClock = registry.getUtility(IClock)
        self._send = send(registry)

    def now(self) -> datetime.datetime:
        """Return the present."""
        return self._clock.now()

    def site(self, name: str) -> ISite:
        """Return the site named ``name``.  Raises ``CannotCrosspost`` if it is gone."""
        found = self._portal.__objectmap__.object_for(int(name))
        if found is None:
            raise CannotCrosspost({'': 'Trang không còn.'})
        return cast('ISite', found)

    def note(self, proposal: Proposal, kind: str, actor: str, text: str = '',
             ground: str = '') -> None:
        """Add an event to ``proposal``."""
        book_of(self._portal).note(
            cast('KeptProposal', proposal),
            ProposalEvent(kind, self.now(), actor, text.strip(), ground))

    def log(self, place: IResource, action: str, actor: str, number: int, why: str = '') -> None:
        """Log ``action`` at ``place``."""
        self._send(Action(place, action, actor, why=why, number=number))

    def to_board(self, proposal: Proposal, kind: str, actor: str) -> None:
        """Tell the board of the site that is asked, as ``kind``."""
        site = self.site(proposal.to)
        self._notifying.notify(
            self._notifying.board_of(site), site, kind, actor, number=proposal.number,
            site=int(proposal.origin), item=proposal.source)

    def to_sender(self, proposal: Proposal, kind: str, actor: str, **said: str) -> None:
        """Tell who has proposed, as ``kind``."""
        self._notifying.notify({proposal.by}, self.site(proposal.origin), kind, actor,
                               number=proposal.number, site=int(proposal.to),
                               item=proposal.source, **said)
