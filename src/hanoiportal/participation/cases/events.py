"""What is sent when something happened to a case; see ``interfaces``."""
from zope.interface import implementer

from ...base.interfaces import IPortal
from .interfaces import Case, CaseEvent, ICaseChanged, ICaseReceived, Receipt


@implementer(ICaseReceived)
class CaseReceived:
    """See ``ICaseReceived``."""

    def __init__(self, portal: IPortal, case: Case, receipt: Receipt) -> None:
        self.portal = portal
        self.case = case
        self.receipt = receipt


@implementer(ICaseChanged)
class CaseChanged:
    """See ``ICaseChanged``."""

    def __init__(self, portal: IPortal, case: Case, event: CaseEvent) -> None:
        self.portal = portal
        self.case = case
        self.event = event
