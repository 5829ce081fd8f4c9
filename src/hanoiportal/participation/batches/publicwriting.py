"""``IPublicWriting``: what of a case may be public is written and checked here."""
from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.readable import normal, why_unreadable
from ..cases.interfaces import PUBLISH, Case, ICases
from ..publication.interfaces import KEEP, ICasePublishing, PublicText
from .interfaces import SENT_BACK, CannotPublishBatch, IPublicWriting
from .interfaces.sources import IPublishesBatches, IRefusing, IWritingSource
from .texts import kept_text, require_ground, required


@implementer(IPublicWriting)
class PublicWriting:
    """See ``IPublicWriting``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 texts: ICasePublishing) -> None:
        self._registry, self._allowed, self._texts = registry, allowed, texts
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def waiting(self, item: IPublishesBatches) -> Sequence[Case]:
        """See ``IPublicWriting``."""
        return self._source(item).waiting()

    def text(self, item: IPublishesBatches, case: Case) -> PublicText:
        """See ``IPublicWriting``."""
        kept, first = self._kept(item, case), self._texts.draft(case)
        if kept is None:
            return replace(first, title='')
        return kept if kept.answer else replace(kept, answer=first.answer)

    def left(self, text: PublicText) -> int:
        """See ``IPublicWriting``."""
        return len(self._texts.undecided(replace(text, title='')))

    def name(self, item: IPublishesBatches, case: Case) -> str:
        """See ``IPublicWriting``."""
        contents = self._cases.open(case)
        return self._source(item).name(contents) if contents is not None else ''

    def keep(self, item: IPublishesBatches, case: Case, text: str, name: str, reason: str,
             is_checked: bool, actor: str) -> None:
        """See ``IPublicWriting``."""
        self._require(item)
        contents = self._cases.open(case)
        if contents is None or PUBLISH not in contents.consents:
            raise CannotPublishBatch({'': _('Người góp ý chưa đồng ý công khai nội dung.')})
        if name and name != self.name(item, case):
            raise CannotPublishBatch({'name': _(
                'Người gửi chưa đồng ý công khai họ tên này.')})
        before, source = self.text(item, case), self._source(item)
        made = PublicText(
            question=str(normal(text)), answer=str(normal(reason)), name=name,
            authors=tuple(sorted({*before.authors, actor})))
        if not made.question:
            raise CannotPublishBatch({'text': _('Chưa nhập nội dung.')})
        unfit = {'text': why_unreadable(made.question), 'reason': why_unreadable(made.answer)}
        if any(unfit.values()):
            raise CannotPublishBatch({name: why for name, why in unfit.items() if why})
        left = self._texts.undecided(made)
        if left and not is_checked:
            raise CannotPublishBatch({'checked': _(
                'Còn ${number} chỗ có thể nêu thông tin cá nhân chưa được quyết định.',
                mapping={'number': len(left)})})
        made = replace(made, title=before.title or secrets.token_hex(6),
                       decided={mark.text: KEEP for mark in left})
        self._cases.keep(case, source.kept_as, made.as_kept())
        if self._cases.kept(case, SENT_BACK):
            self._cases.keep(case, SENT_BACK, '')
        send(self._registry)(InnerAction(
            item, source.writing.draft, actor, number=case.number))

    def refuse(self, item: IPublishesBatches, case: Case, ground: str, text: str,
               actor: str) -> None:
        """See ``IPublicWriting``."""
        self._require(item)
        refusing: IRefusing | None = self._registry.queryAdapter(item, IRefusing)
        if refusing is None:
            raise CannotPublishBatch({'': NOT_ALLOWED})
        require_ground(refusing, ground)
        refusing.refuse(case, ground, required(text), actor)

    def _source(self, item: IPublishesBatches) -> IWritingSource:
        found: IWritingSource = self._registry.getAdapter(item, IWritingSource)
        return found

    def _kept(self, item: IPublishesBatches, case: Case) -> PublicText | None:
        return kept_text(self._source(item), self._cases, case.number)

    def _require(self, item: IPublishesBatches) -> None:
        if not self._allowed(ANSWER, find_site(item)):
            raise CannotPublishBatch({'': NOT_ALLOWED})


def public_writing_service(request: Request) -> PublicWriting:
    """Return the ``IPublicWriting`` for whoever asks by ``request``."""
    return PublicWriting(
        request.registry, request.root, request.has_permission, request.service(ICasePublishing))
