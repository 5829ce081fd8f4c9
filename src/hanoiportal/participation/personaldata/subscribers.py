"""What happens when the board has approved a decision: in that transaction, once."""
from typing import Protocol

from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ..cases.interfaces import (
    ACCESS,
    ANSWERED,
    DATA_COPIED,
    DATA_CORRECTED,
    NOTE,
    STAFF,
    Attachment,
    Case,
    CaseEvent,
    ICases,
)
from .decisions import IN_WORK, read
from .interfaces import CORRECT, ERASE, GIVEN, SEE, Decision, IPersonalCopies
from .services import corrected

#: The basis in ``erasure_bases.csv``: the person concerned asks for it.
ASKED_FOR = 'yeu-cau'


class Heard(Protocol):
    """A ``CaseChanged`` as it is heard."""

    portal: IPortal
    case: Case
    event: CaseEvent


class DataDecisions:
    """Carries out decisions on the requests of the portals of ``registry``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def changed(self, heard: Heard) -> None:
        """Do what the answer of a request has decided; see ``conduct``."""
        if heard.case.kind != ACCESS or heard.event.kind != ANSWERED:
            return
        cases: ICases = self._registry.getAdapter(heard.portal, ICases)
        decision = read(cases.kept(heard.case, IN_WORK), heard.event.digest)
        assert decision is not None
        targets = [found for code in decision.codes if (found := cases.of_code(code)) is not None]
        act = {SEE: self._give, CORRECT: self._correct, ERASE: self._erase}.get(decision.kind)
        if act is not None:
            act(heard, decision, targets, cases)
        cases.keep(heard.case, IN_WORK, '')

    def _give(self, heard: Heard, decision: Decision, targets: list[Case], cases: ICases) -> None:
        """Let a copy lie with each case that it is of: what erases the case, erases it."""
        copies: IPersonalCopies = self._registry.getUtility(IPersonalCopies)
        for target in targets:
            copy = copies.of_cases(heard.portal, [target], heard.case.language)
            self._note(heard, target, DATA_COPIED, cases, copy)
            cases.append(heard.case, NOTE, ground=GIVEN, site=heard.case.site,
                         actor=heard.event.actor, to=str(target.number))

    def _correct(self, heard: Heard, decision: Decision, targets: list[Case],
                 cases: ICases) -> None:
        for target in targets:
            contents = cases.open(target)
            if contents is not None:
                cases.correct(target, corrected(contents.sender, decision))
                self._note(heard, target, DATA_CORRECTED, cases)

    @staticmethod
    def _note(heard: Heard, target: Case, ground: str, cases: ICases,
              *attachments: Attachment) -> None:
        cases.append(target, NOTE, ground=ground, site=target.site, audience=STAFF,
                     actor=heard.event.actor, to=str(heard.case.number),
                     attachments=attachments)

    def _erase(self, heard: Heard, decision: Decision, targets: list[Case],
               cases: ICases) -> None:
        for target in targets:
            cases.erase(target, actor=heard.event.actor, ground=ASKED_FOR)
