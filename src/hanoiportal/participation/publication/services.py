"""``ICasePublishing``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from colander import Invalid
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import ANSWER, APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...editorial.boards.interfaces import IBoards
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.content import bound_schema
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.issuers import agency_of
from ...kernel.tree.lookup import site_of
from ...kernel.tree.values import digest_of
from ...platform.outbox.interfaces import IOutbox
from ..cases.interfaces import NOTE, STAFF, Case, ICaseKinds, ICases
from ..questions.interfaces import ICaseTopics
from .deciding import Deciding, reasons_against
from .drafting import first_text, made_of, sources_of, undecided
from .interfaces import (
    FIGURE,
    FIGURE_ONLY,
    SECTIONS,
    TYPE,
    CannotPublishCase,
    ICasePublishing,
    Mark,
    Publication,
    PublicText,
)
from .marking import marks_of
from .resource import KEY, PublicationBook
from .texts import (
    PUBLICATION,
    TEXT,
    due_on,
    question_values,
    read_publication,
    written_publication,
)

#: Fields of a ``Question`` that a ``PublicText`` calls otherwise.
_FIELDS = {'body': 'answer', 'asked_by': 'name'}
#: Kind of the effect that publishes, and coded ground of the note in the case.
PUBLISH_CASE, APPROVED = 'publish case', 'public text approved'


@implementer(ICasePublishing)
class CasePublishing:
    """``ICasePublishing`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 boards: IBoards) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards = boards
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._now = registry.getUtility(IClock).now

    def suggest_marks(self, text: str) -> Sequence[Mark]:
        """See ``ICasePublishing``."""
        return marks_of(text)

    def draft(self, case: Case) -> PublicText:
        """See ``ICasePublishing``."""
        kept = PublicText.of_kept(self._cases.kept(case, TEXT))
        return kept if kept is not None else first_text(sources_of(case, self._cases))

    def apply(self, case: Case, text: PublicText) -> PublicText:
        """See ``ICasePublishing``."""
        return made_of(sources_of(case, self._cases), text)

    def keep(self, case: Case, text: PublicText, actor: str) -> PublicText:
        """See ``ICasePublishing``."""
        if not self._allowed(ANSWER, site_of(self._portal, case.site)):
            raise CannotPublishCase({'': NOT_ALLOWED})
        if case.kind not in SECTIONS:
            raise CannotPublishCase({'': _('Loại hồ sơ này không được công khai nội dung.')})
        if self._cases.open(case) is None:
            raise CannotPublishCase({'': _('Dữ liệu của hồ sơ này đã được xóa.')})
        before = PublicText.of_kept(self._cases.kept(case, TEXT))
        authors = {*(before.authors if before else ()), actor}
        text = replace(text, authors=tuple(sorted(authors)))
        self.digest(case, text)
        self._cases.keep(case, TEXT, text.as_kept())
        self._log(case, 'draft_public_text', actor)
        return text

    def undecided(self, text: PublicText) -> Sequence[Mark]:
        """See ``ICasePublishing``."""
        return undecided(text)

    def digest(self, case: Case, text: PublicText) -> str:
        """See ``ICasePublishing``."""
        schema = bound_schema(TYPE, self._registry)
        return digest_of(schema, self._checked(case, text))

    def _checked(self, case: Case, text: PublicText) -> dict[str, object]:
        """Return the fields of the ``Question``.  Raises ``CannotPublishCase``."""
        try:
            found: dict[str, object] = bound_schema(TYPE, self._registry).deserialize(
                self._values(case, text))
        except Invalid as refused:
            raise CannotPublishCase({
                _FIELDS.get(child.node.name, child.node.name): child.messages()[0]
                for child in refused.children}) from None
        return found

    def _values(self, case: Case, text: PublicText) -> dict[str, str]:
        """Return the fields of the ``Question`` that ``text`` would be, as a form gives them."""
        now = self._now()
        kind = self._registry.getUtility(ICaseKinds).at(case.kind, case.received)
        due = due_on(self._cases.standing(case, now), kind.answer_rule)
        agency = agency_of(site_of(self._portal, case.site))
        return question_values(case, text, agency, self._field(case), due, local(now).date())

    def _field(self, case: Case) -> str:
        """Return what the field of ``case`` is called, in Vietnamese."""
        topic = self._registry.getUtility(ICaseTopics).get(case.field)
        return topic.title if topic is not None else case.field

    def reasons_against(self, case: Case, text: PublicText, actor: str) -> Mapping[str, str]:
        """See ``ICasePublishing``."""
        site = site_of(self._portal, case.site)
        if not self._allowed(APPROVE_ANSWER, site):
            return {'': NOT_ALLOWED}
        return reasons_against(text, self._deciding(case, text, actor))

    def approve(self, case: Case, digest: str, actor: str) -> None:
        """See ``ICasePublishing``."""
        text = PublicText.of_kept(self._cases.kept(case, TEXT))
        if text is None or self.digest(case, text) != digest:
            raise CannotPublishCase({'': _(
                'Bản công khai đã thay đổi: hãy đọc lại rồi phê duyệt.')})
        reasons = self.reasons_against(case, text, actor)
        if reasons:
            raise CannotPublishCase(reasons)
        self._record(case, text, self._deciding(case, text, actor))

    def _record(self, case: Case, text: PublicText, deciding: Deciding) -> None:
        """Note an approval, and have the text published if it is the last."""
        approvals = (*deciding.approvals, (deciding.actor, deciding.now))
        token = ''
        if text.way != FIGURE and deciding.is_last:
            token = secrets.token_hex(16)
            get_or_create(interactions_of(self._portal), KEY, PublicationBook).tokens[
                token] = case.number
            outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
            outbox.add(PUBLISH_CASE, token, {'number': case.number})
        publication = Publication(
            token, deciding.digest, approvals, self._values(case, text), text.authors)
        self._cases.keep(case, PUBLICATION, written_publication(publication))
        self._cases.append(
            case, NOTE, actor=deciding.actor, site=case.site, audience=STAFF,
            ground=FIGURE_ONLY if text.way == FIGURE else APPROVED, text=text.reason,
            digest=deciding.digest)
        self._log(case, 'approve_public_text', deciding.actor, after=deciding.digest)

    def published(self, case: Case) -> Publication | None:
        """See ``ICasePublishing``."""
        return read_publication(self._cases.kept(case, PUBLICATION))

    def _deciding(self, case: Case, text: PublicText, actor: str) -> Deciding:
        digest, now = self.digest(case, text), self._now()
        before = self.published(case)
        site = site_of(self._portal, case.site)
        return Deciding(
            self._registry, site, actor, now, digest,
            before.approvals if before is not None and before.digest == digest else (),
            before is not None and before.digest == digest and bool(before.token),
            self._boards.is_active(site, now), self._cases.standing(case, now).state,
            sources_of(case, self._cases).contents)

    def _log(self, case: Case, action: str, actor: str, **said: str) -> None:
        send(self._registry)(InnerAction(
            site_of(self._portal, case.site), action, actor, number=case.number, **said))


def publishing_service(request: Request) -> CasePublishing:
    """Return the ``ICasePublishing`` for whoever asks by ``request``."""
    return CasePublishing(request.registry, request.root, request.has_permission,
                          request.service(IBoards))
