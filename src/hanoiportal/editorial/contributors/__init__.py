"""Cộng tác viên: who writes for a site without being of its staff (clauses 9.6, 19).

For the board of each site, whose head and deputies keep the register and see how contributors are
reached and paid; editors read who they are.  The head appoints them by a letter.  What the
register says lies sealed and can be forgotten (ADR 80).
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ...content.erasure.interfaces import IWords
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.tree.reactions import Order
from ...platform.registers.interfaces import IRowEvent
from .accounts import ContributorAccounts
from .erasing import ContributorRecords, forget_contributors
from .interfaces import RECORD, IContributorAccounts, IContributors
from .kinds import read_kinds
from .letters import ILetterText, read_letter
from .register import register_of
from .services import contributors_service
from .subscribers import row_changed


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    kinds = read_kinds(data / 'contributor_kinds.csv')
    config.add_register(register_of(kinds))
    registry.registerUtility(read_letter(data / 'contributor_letter.csv', kinds), ILetterText)
    registry.registerUtility(ContributorRecords(registry), IWords, name=RECORD)
    registry.registerUtility(ContributorAccounts(), IContributorAccounts)
    config.add_service(IContributors, contributors_service)
    config.add_reaction(row_changed, IRowEvent, order=Order.DOCUMENT)
    config.add_eraser('contributors', INTERACTIONS, forget_contributors)
