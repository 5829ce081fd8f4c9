"""Dữ liệu cá nhân: people get what the portal holds of them, and ask to correct or erase it (Luật
Bảo vệ dữ liệu cá nhân 91/2025/QH15).

The audience: who has sent something, by VNeID, by code and secret, or on paper; the staff that
proposes a decision; the board that approves it.  A request is a case with a term, and what is
decided happens in the transaction of the approval.
"""
from pyramid.config import Configurator

from ..cases.interfaces import ACCESS, ICaseChanged, IConduct
from ..questions.interfaces import ISenderRule
from .caseform import FORM, DataSender
from .conduct import DataConduct
from .copies import PersonalCopies
from .interfaces import SLUG, IDataRequests, IPersonalCopies
from .services import data_requests_service
from .subscribers import DataDecisions


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(DataConduct(), IConduct, name=ACCESS)
    registry.registerUtility(PersonalCopies(registry), IPersonalCopies)
    registry.registerUtility(DataSender(registry), ISenderRule, name=SLUG)
    config.add_service(IDataRequests, data_requests_service)
    config.add_subscriber(DataDecisions(registry).changed, ICaseChanged)
    config.add_case_form(FORM)
