"""Gửi tin, bài, tài liệu: what people and bodies send for publication (12.1.b, 12.2, 16.2).

The audience: everybody, without an account; and the board of a site, which asks back, refuses on
a ground of 14.3, or makes a draft with one click.  What is sent is a case like any other; its
draft takes the way of every text.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ...editorial.royalties.interfaces import ISenders
from ...platform.ledger.interfaces import REFUSED
from ..cases.interfaces import CONTRIBUTION, ICaseChanged, IConduct
from ..tracking.interfaces import IPublicState, ISenderWords
from .caseform import FORM
from .conduct import ContributionConduct
from .counting import counted, counting_by
from .following import follow, position_of
from .interfaces import IContributing, IContributionRules, IInviting
from .inviting import inviting_service
from .making import MAKE, make_draft
from .rules import read_rules
from .senders import Senders
from .services import contributing_service
from .telling import ContributionState, ContributionWords

#: Seconds between two looks at the ledger.
EVERY = 10


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_rules(data / 'contribution_rules.csv'), IContributionRules)
    registry.registerUtility(ContributionConduct(), IConduct, name=CONTRIBUTION)
    registry.registerUtility(ContributionWords(registry), ISenderWords, name=CONTRIBUTION)
    registry.registerUtility(ContributionState(), IPublicState, name=CONTRIBUTION)
    registry.registerUtility(Senders(registry), ISenders)
    config.add_subscriber(counting_by(registry), ICaseChanged)
    config.add_service(IContributing, contributing_service)
    config.add_service(IInviting, inviting_service)
    config.add_case_form(FORM)
    config.add_effect(MAKE, make_draft)
    config.add_job('contributions', EVERY, follow)
    config.add_follower('contributions', position_of)
    config.add_reckoning('refused contributions', counted, {REFUSED: 1}, ('item', 'rule'))
