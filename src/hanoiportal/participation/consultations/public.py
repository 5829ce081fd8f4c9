"""Góp ý and ý kiến đã góp: where a passage is chosen, and what others have said (4.2.d, 4.3.b).

Pages like any other: functions of ``content`` and the address.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.legaltexts.identities import Provision
from ...base.values import Batch
from ...kernel.tree.lookup import find_site, listed_at
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.lists.batches import Paging, bounds
from ...shells.public.metadata.linked_list import said_as_linked
from ...web import View, public_view
from ..questions.interfaces import FORMS
from ..questions.interfaces import WRITING as WRITE_STEP
from .caseform import closed, provision_of
from .interfaces.comments import (
    ASKED,
    CHANGING,
    FORM,
    NOWHERE,
    READING,
    TITLES,
    WRITING,
    PublicComment,
)
from .interfaces.drafts import CHANGES, OPEN, IConsultation
from .links import WHOLE, earlier_texts, has_had
from .placing import said_of
from .publiccomments import in_order, linked_comment, public_comments

_SAME = attrgetter('same')
#: Files of the comments, below their page.
CSV, JSON, LINKED = 'y-kien.csv', 'y-kien.json', 'y-kien.jsonld'
COLUMNS = (
    _('Mã'), _('Điều khoản'), _('Đoạn được góp ý'), _('Ý kiến'), _('Người góp ý'),
    _('Là tổ chức'), _('Ngày góp ý'), _('Số người cùng ý kiến'), _('Kết quả'),
    _('Giải trình'), _('Điều khoản được sửa'))


class ChoosingView(View):
    """The first step of a comment: its provision."""

    @public_view(context=IConsultation, name=WRITING, renderer='templates/choosing.pt',
                 subpath=True)
    def page(self) -> dict[str, object]:
        """Show the provision, or say that it is gone or from when to when people comment."""
        item, steps = self.context, self.request.subpath
        if len(steps) > 1:
            raise HTTPNotFound
        wanted = '' if not steps or steps[0] == WHOLE else steps[0]
        found = provision_of(item, wanted)
        if wanted and found is None and not has_had(item, wanted):
            raise HTTPNotFound
        return {
            'title': _('Góp ý dự thảo'), 'item': item, 'whole': self.request.link(item),
            'provision': found, 'is_gone': bool(wanted) and found is None, 'noindex': True,
            'closed': '' if item.phase == OPEN else closed(item), 'names': dict(ASKED),
            'draft': str(item.__oid__),
            'action': self.request.link(find_site(item), FORMS, FORM, WRITE_STEP)}


class CommentsView(View):
    """What others have said on a draft, by provision, and the same as open data."""

    @public_view(context=IConsultation, name=READING, renderer='templates/comments.pt',
                 subpath=True)
    def page(self) -> dict[str, object]:
        """Show one page of it."""
        item, steps = self.context, self.request.subpath
        changing = steps[1] if len(steps) == 2 and steps[0] == CHANGING else ''
        if len(steps) > 1 and not changing:
            raise HTTPNotFound
        place = changing or (None if not steps else '' if steps[0] == WHOLE else steps[0])
        found = self._public
        if place is not None:
            found = [each for each in found if (
                changing in each.changed if changing else each.provision == place)]
        if place and not found and not has_had(item, place):
            raise HTTPNotFound
        start, size = bounds(self.request)  # type: ignore[no-untyped-call]  # of the lists
        here = list(islice(in_order(found, self._provisions), start, start + size))
        batch = Batch(tuple(here), len(found), start, size)
        address = self.request.link(item, READING, *steps)
        return {
            'title': _('Ý kiến đã góp'), 'item': item, 'whole': self._whole,
            'rows': [(each, self._row(each)) for each in here], 'total': len(found),
            'people': sum(map(_SAME, found)), 'paging': Paging(batch, address),
            'place': '' if not place else self._label(place), 'is_changing': bool(changing),
            'changes': f'{self.request.link(item, CHANGES)}?tu=1' if self._has_changes else '',
            'all': self.request.link(item, READING), 'is_part': place is not None,
            'csv': self.request.link(item, CSV), 'json': self.request.link(item, JSON)}

    @public_view(context=IConsultation, name=CSV, throttled='csv')
    def as_csv(self) -> Response:
        """Return all public comments as CSV."""
        return csv_response(self.request, 'y-kien', COLUMNS, (
            (each.id, said_of(each), each.quotation, each.text, each.name,
             _('Có') if each.is_organisation else _('Không'), each.day, each.same,
             TITLES[each.outcome], each.reason, '; '.join(map(self._label, each.changed)))
            for each in self._all))

    @public_view(context=IConsultation, name=JSON, throttled='csv')
    def as_json(self) -> Response:
        """Return all public comments as JSON."""
        told = {'draft': self.request.link(self.context), 'title': self.context.title,
                'comments': [{**each._asdict(), 'is_earlier': each.provision == NOWHERE}
                             for each in self._all]}
        return json_response(told)

    @public_view(context=IConsultation, name=LINKED, throttled='csv')
    def as_linked(self) -> Response:
        """Return all public comments as linked data."""
        answer: Response = said_as_linked({  # type: ignore[no-untyped-call]  # of the metadata
            '@type': 'Dataset', '@id': f'{self._whole}#data', 'name': self.context.title,
            'url': self._whole, 'datePublished': self.context.opens and (
                self.context.opens.isoformat()), 'commentCount': len(self._public), 'comment': [
                linked_comment(each, self._whole, self._provisions) for each in self._all]})
        return answer

    @property
    def _has_changes(self) -> bool:
        """Whether there is another text of the draft to compare with: see ``CHANGES``."""
        item = self.context
        return bool(item.enacted and listed_at(item, item.enacted)) or any(
            text not in ('', item.full_text) for text, _identities in earlier_texts(item))

    @cached_property
    def _whole(self) -> str:
        """The address of the draft, to which most rows lead."""
        return str(self.request.link(self.context))

    @cached_property
    def _provisions(self) -> dict[str, Provision]:
        return {each.id: each for each in self.context.provisions}

    def _label(self, provision: str) -> str:
        found = self._provisions.get(provision)
        return found.heading if found is not None else ''

    @property
    def _public(self) -> Sequence[PublicComment]:
        found = public_comments(self.context)
        return () if found is None else list(found.all.values())

    @property
    def _all(self) -> Iterator[PublicComment]:
        """All, in the order of the draft."""
        return in_order(self._public, self._provisions)

    def _row(self, each: PublicComment) -> dict[str, object]:
        found = self._provisions.get(each.provision)
        return {
            'place': found.heading if found is not None else each.label,
            'is_gone': bool(each.provision) and found is None,
            'address': f'{self._whole}#{found.address}' if found is not None else '',
            'day': shown_date(datetime.date.fromisoformat(each.day), self.request.language.tag),
            'outcome': TITLES[each.outcome] if each.outcome else '',
            'changed': [(one, self._label(one)) for one in each.changed if self._label(one)]}
