"""Yêu cầu cung cấp thông tin: people ask for what is not public (law on access to information).

The audience: anyone who asks, the staff who gives, the head who decides complaints.  What the law
says is data: ``access_*.csv`` and ``deadline_rules.csv``; the forms are those of Decree
13/2018/NĐ-CP.
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...base.settings import ISettings
from ..cases.interfaces import REQUEST, ICaseChanged, ICaseReceived, IConduct
from ..tracking.interfaces import IPublicState
from .afterwards import afterwards_service
from .caseform import SLUGS, case_form
from .conduct import RequestConduct, RequestState
from .delivery import delivering_service, end_codes
from .handover import handover_service
from .interfaces import (
    IAccessPapers,
    IAccessRegister,
    IAccessRules,
    IAfterwards,
    IDelivering,
    IHandover,
    IResolving,
)
from .papers import AccessPapers
from .register import register_by
from .rules import read_rules
from .services import resolving_service
from .subscribers import Following


def includeme(config: Configurator) -> None:
    registry = config.registry
    rules = read_rules(registry.getUtility(ISettings).data)
    registry.registerUtility(rules, IAccessRules)
    registry.registerUtility(AccessPapers(), IAccessPapers)
    registry.registerUtility(RequestConduct(rules), IConduct, name=REQUEST)
    registry.registerUtility(RequestState(), IPublicState, name=REQUEST)
    registry.registerAdapter(register_by(registry), (IResource,), IAccessRegister)
    config.add_service(IResolving, resolving_service)
    config.add_service(IDelivering, delivering_service)
    config.add_service(IAfterwards, afterwards_service)
    config.add_service(IHandover, handover_service)
    config.add_ending('codes of delivery', end_codes)
    following = Following(registry)
    config.add_subscriber(following.came, ICaseReceived)
    config.add_subscriber(following.changed, ICaseChanged)
    for code in SLUGS:
        config.add_case_form(case_form(rules.form(code)))
