"""The public pages of a consultation: the draft by its provisions, and what has changed in it."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.legaltexts.alignment import MOVED
from ...base.legaltexts.document import Reading
from ...base.legaltexts.html import render, render_contents
from ...base.legaltexts.identities import Provision
from ...kernel.tree.englishnames import body_fact
from ...kernel.tree.facts import Fact, day_fact, known, text_fact
from ...kernel.tree.lookup import listed_at
from ...participation.consultations.interfaces.drafts import (
    CHANGES,
    ENACTED,
    FINAL,
    OPEN,
    PHASES,
    PREPARING,
    SUMMING,
    ICommentLinks,
)
from ...web import View, public_view
from ...web.attachments import attachments
from ...web.pagecache.queries import query_field
from ..legaldocument.interfaces import IDocumentKinds
from .comparing import SAME, ProvisionChange, Side, Versions, compared
from .resource import Consultation

#: Query fields of the comparison: its two sides.
BEFORE, AFTER = 'tu', 'sang'
#: Names of phases, as the bar has them.
PHASE_TITLES = {
    PREPARING: _('Chuẩn bị'), OPEN: _('Đang lấy ý kiến'),
    SUMMING: _('Tổng hợp, tiếp thu'), FINAL: _('Dự thảo sau tiếp thu'),
    ENACTED: _('Đã ban hành')}


class ConsultationView(View):
    """What a reader of a draft sees: how far it is, how to comment, its text."""

    @public_view(context=Consultation, renderer='templates/view.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``view.pt`` names."""
        item, text = self.context, self.text
        reading, tag = item.reading, self.request.language.tag
        return {
            'title': text.title, 'text': text, 'item': item,
            'facts': self._facts(tag), 'phases': self._phases(),
            'standing': standing(item, tag), 'is_open': item.phase == OPEN,
            'full_text': partial(self._full_text, reading) if reading else None,
            'contents': partial(render_contents, reading.contents) if reading else None,
            'translated': text.language != DEFAULT, 'whole': self._whole(), 'said': self._said(),
            'attachments': attachments(self.request, item), 'official': self._official(),
            'changes': (self.request.link(item, CHANGES)
                        if len(self._sides.all) > 1 else ''), 'receiving': self._receiving()}

    def _full_text(self, reading: Reading) -> str:
        """Return the HTML of the draft; of hundreds of provisions it takes milliseconds."""
        return render(reading.document, title=self.context.title, beside=self._beside)

    @cached_property
    def _sides(self) -> Versions:
        return Versions(self.context, self.request)

    @cached_property
    def _provisions(self) -> dict[str, Provision]:
        return {each.address: each for each in self.context.provisions}

    @cached_property
    def _links(self) -> ICommentLinks | None:
        found: ICommentLinks | None = self.request.registry.queryUtility(ICommentLinks)
        return found

    def _facts(self, tag: str) -> list[Fact]:
        item, names = self.context, self.english_names
        kind = self.request.registry.getUtility(IDocumentKinds).get(item.document_kind)
        said, lang = kind.said(tag) if kind else ('', None)
        return known([
            text_fact(_('Loại văn bản sẽ ban hành'), said, lang),
            body_fact(_('Cơ quan soạn thảo'), item.drafting_body, names, tag),
            day_fact(_('Bắt đầu lấy ý kiến'), item.opens, tag),
            day_fact(_('Kết thúc lấy ý kiến'), item.closes, tag)], tag)

    def _receiving(self) -> list[Fact]:
        item, tag = self.context, self.request.language.tag
        return known([
            body_fact(_('Đơn vị nhận góp ý'), item.receiving_unit, self.english_names, tag),
            text_fact(_('Địa chỉ'), item.receiving_address),
            text_fact(_('Thư điện tử'), item.receiving_email, None,
                      f'mailto:{item.receiving_email}')], tag)

    def _phases(self) -> list[tuple[str, str]]:
        """Return ``(title, 'done', 'now' or 'ahead')`` of each phase."""
        here = PHASES.index(self.context.phase)
        return [(PHASE_TITLES[phase], 'done' if at < here else 'now' if at == here else 'ahead')
                for at, phase in enumerate(PHASES)]

    def _beside(self, anchor: str) -> str:
        """Return the HTML of the number of comments on a provision, and the way to one more."""
        own = self._provisions[anchor].id
        number, links = self.context.comment_counts.get(own, 0), self._links
        if links is None:
            return self._number(number) if number else ''
        found = []
        if number:
            address = self.request.link(self.context, *links.reading(own))
            found.append(f'<a class="said" href="{escape(address)}">{self._number(number)}</a>')
        if self.context.phase == OPEN:
            address = self.request.link(self.context, *links.writing(own))
            said = self.request.localizer.translate(_('Góp ý'))
            label = self.request.localizer.translate(_('Góp ý về ${provision}', mapping={
                'provision': self._provisions[anchor].label}))
            found.append(f'<a class="say" rel="nofollow" href="{escape(address)}" '
                         f'aria-label="{escape(label)}">{escape(said)}</a>')
        tag = self.request.language.tag
        return f' <span class="comments" lang="{tag}">{" ".join(found)}</span>' if found else ''

    def _number(self, number: int) -> str:
        said = self.request.localizer.translate(_('${number} góp ý', mapping={'number': number}))
        return f'<span class="number">{escape(said)}</span>'

    def _whole(self) -> str:
        """Return the address of a comment on the whole draft, '' while nobody may comment."""
        if self._links is None or self.context.phase != OPEN:
            return ''
        return str(self.request.link(self.context, *self._links.writing('')))

    def _said(self) -> tuple[str, int] | None:
        """Return the address of all public comments, and how many there are."""
        number, links = sum(self.context.comment_counts.values()), self._links
        if links is None or not number:
            return None
        return self.request.link(self.context, *links.reading('')[:1]), number

    def _official(self) -> tuple[str, str, str] | None:
        """Return title and address of the enacted document, and of what has changed in it."""
        item = self.context
        found = listed_at(item, item.enacted) if item.enacted else None
        if found is None:
            return None
        return (found.title, self.request.link(found),
                f'{self.request.link(item, CHANGES)}?{BEFORE}=1&{AFTER}={ENACTED}')


def standing(item: Consultation, tag: str) -> str:
    """Return in a sentence until when people may comment on ``item``, or could; translatable."""
    if item.opens is None or item.closes is None:
        return ''
    days = {'opens': shown_date(item.opens, tag), 'closes': shown_date(item.closes, tag)}
    if item.phase == PREPARING:
        return _('Lấy ý kiến từ ngày ${opens} đến hết ngày ${closes}.', mapping=days)
    if item.phase != OPEN:
        return _('Đã hết thời gian lấy ý kiến: góp ý được nhận đến hết ngày ${closes}.',
                 mapping=days)
    left = item.days_left
    if left is None:
        return _('Góp ý được nhận đến hết ngày ${closes}.', mapping=days)
    return _('Còn ${days} ngày: góp ý được nhận đến hết ngày ${closes}.',
             mapping={**days, 'days': left})


class Changed(NamedTuple):
    """A changed provision, with the ids that only it has on the page, and pairs of number and
    address of the comments for which it was changed.
    """

    change: ProvisionChange
    ids: Sequence[str]
    comments: Sequence[tuple[int, str]]


class ChangesView(View):
    """Two versions of a draft, or the last one and the enacted document, provision by provision.
    """

    @public_view(context=Consultation, name=CHANGES, renderer='templates/changes.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``changes.pt`` names."""
        item, found = self.context, Versions(self.context, self.request)
        asked = {name: query_field(self.request.environ, name) for name in (BEFORE, AFTER)}
        before, after = found.asked(asked[BEFORE], asked[AFTER])
        if before is None or after is None:
            raise HTTPNotFound
        changes = compared(before, after)
        return {
            'title': _('Thay đổi giữa các bản của dự thảo'), 'item': item,
            'whole': self.request.link(item), 'draft': self.text.title,
            'sides': found.all, 'before': before, 'after': after,
            'changed': self._commented(
                [each for each in changes if each.kind not in (SAME, MOVED)]),
            'moved': [each for each in changes if each.kind == MOVED],
            'same': sum(each.kind == SAME for each in changes), 'noindex': True,
            'address': self.request.link(item, CHANGES), 'said': self._said(after),
            'query': urlencode({name: said for name, said in asked.items() if said})}

    def _commented(self, changes: Sequence[ProvisionChange]) -> list[Changed]:
        links: ICommentLinks | None = self.request.registry.queryUtility(ICommentLinks)
        numbers = links.numbers_changing(self.context) if links is not None else {}
        found, named = [], set[str]()
        for change in changes:
            ids = [own for own in change.ids if own not in named]
            named.update(ids)
            found.append(Changed(change, ids, [
                (numbers[own], self.request.link(self.context, *links.changing(own)))
                for own in ids if links is not None and numbers.get(own)]))
        return found

    def _said(self, after: Side) -> tuple[str, str] | None:
        """Return title and address of the enacted document, if that is compared."""
        return (after.title, self.request.link(after.document)) if after.document else None
