"""The finder of documents: of one section, and of a whole site (clauses 13.1.c, 15.1.e).

A plain form whose fields are the address: it works without JavaScript, can be kept and sent on.
"""
from typing import NamedTuple

from pyramid.decorator import reify

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import ISite
from ....discovery.catalog.interfaces import IDetails
from ....kernel.tree.englishnames import said
from ....types.legaldocument.interfaces import IDocumentKinds
from ....types.legaldocument.linking import acts_on
from ....types.legaldocument.schemas import STATUSES
from ....types.reference.standins import presented
from ....types.section import Section
from ....web import View, public_view
from ...frame.tablefile import csv_response
from ..lists.batches import Paging, bounds
from ..lists.records import LINKED, SAVED
from ..lists.rows import ListRow, row_of
from ..metadata.linked_list import MOST, linked_response
from ..page.layout import Layout
from ..page.legalbasis import legal_basis
from ..search.highlighting import QueryTerms
from ..search.hits import Hit, Hits
from .documentform import CHOICES, ORDERS, DocumentForm

FINDER, FINDER_SAVED, FINDER_LINKED = 'tra-cuu-van-ban', 'van-ban.csv', 'van-ban.jsonld'
#: Documents in one file; who wants more narrows the list.
MOST_SAVED = 5000
_STATUSES = dict(STATUSES)


class DocumentRow(NamedTuple):
    """``kind``, ``issuer``: ``(text, tag if it is in another language than the page)``.
    ``issued``: ``(ISO 8601, as people read it)`` or ``None``.  ``status``: translatable.

    ``tag``: class of the status.  ``changed``: what other documents did to it, translatable.
    ``hit``: where the words that were asked for stand in it, or ``None``; ``lang``: of its piece.
    """

    row: ListRow
    hit: Hit | None
    lang: str | None
    kind: tuple[str, str | None]
    number: str
    issuer: tuple[str, str | None]
    issued: tuple[str, str] | None
    status: str
    tag: str
    changed: str


class Finder(View):
    """What the finder of a section and that of a site have in common."""

    name, saved = (), SAVED

    @reify
    def page(self):
        """The ``Layout`` by which texts are said in the reader's language."""
        return Layout(self.context, self.request, {})

    @reify
    def details(self):
        """The ``IDetails``."""
        return self.request.service(IDetails)

    @reify
    def form(self):
        """The ``DocumentForm``."""
        return DocumentForm(self.request, self.request.link(self.context, *self.name))

    @reify
    def hits(self):
        """The ``Hits`` for the words asked for, or ``None``."""
        words = self.form.asked.text
        return words and Hits(self.page, QueryTerms(words), name_in_full=False)

    def found(self, title, intro='', basis=''):
        """Return what ``templates/documents.pt`` names."""
        form = self.form
        batch = self.details.find(form.asked, self.context, *bounds(self.request))
        documents = [presented(each) for each in batch.items]
        names = [detail for _name, detail, _label in CHOICES]
        paging = Paging(batch, self.request.link(self.context, *self.name), form.query)
        return {
            'title': title, 'intro': intro, 'form': form, 'paging': paging,
            'legal_basis': legal_basis(basis, self.page.tag),
            'groups': form.groups(self.details.counts(form.asked, self.context, names)),
            'orders': [(value, label, value == form.value('sap-xep'))
                       for value, (label, *_rest) in ORDERS.items()],
            'rows': self._rows(documents), 'total': batch.total,
            'address': self.request.link(self.context, *self.name),
            'save': DocumentForm(
                self.request, self.request.link(self.context, self.saved)).address(),
            'elsewhere': self._elsewhere(),
            'query': f'page={batch.page}' if batch.page > 1 else '',
            'noindex': bool(form.query)}

    def _elsewhere(self):
        """Return the address where the same is asked of the whole site, else of the portal."""
        place = self.page.site if self.context is not self.page.site else self.page.portal
        if place is self.context:
            return None
        return DocumentForm(self.request, self.request.link(place, FINDER)).address()

    def _rows(self, documents):
        acts = acts_on(documents, self.details)
        return [self._row(each, acts[each]) for each in documents]

    def _row(self, document, acts):
        registry, tag = self.request.registry, self.page.tag
        return DocumentRow(
            row_of(self.page, document), self._hit(document),
            None if document.language == self.page.tag else document.language,
            registry.getUtility(IDocumentKinds)[document.kind].said(tag), document.number,
            said(document.issuer, self.english_names, tag),
            (document.issued.isoformat(), shown_date(document.issued, tag))
            if document.issued else None,
            _STATUSES[document.status] if document.status else '',
            {'con': 'good', 'het': 'bad', 'het-mot-phan': 'bad'}.get(document.status, 'info'),
            _changed(acts))

    def _hit(self, document):
        return self.hits and self.hits.hit(document)

    def as_csv(self):
        """Return the list, whole, as a CSV file."""
        batch = self.details.find(self.form.asked, self.context, 0, MOST_SAVED)
        header = (_('Số, ký hiệu'), _('Tên văn bản'), _('Trích yếu'), _('Loại văn bản'),
                  _('Cơ quan ban hành'), _('Người ký'), _('Ngày ban hành'), _('Ngày có hiệu lực'),
                  _('Ngày hết hiệu lực'), _('Tình trạng hiệu lực'), _('Lĩnh vực'), _('Địa chỉ'))
        return csv_response(self.request, 'van-ban', header, map(
            self._cells, map(presented, batch.items)))

    def as_linked(self):
        """Return the same documents, the first ``MOST``, as linked data."""
        batch = self.details.find(self.form.asked, self.context, 0, MOST)
        return linked_response(self.page, map(presented, batch.items), *self.name)

    def _cells(self, document):
        kind = self.request.registry.getUtility(IDocumentKinds)[document.kind]
        address = self.request.link(document)
        return (document.number, document.title, document.summary, kind.label, document.issuer,
                document.signer, document.issued, document.effective, document.expires,
                _STATUSES[document.status] if document.status else '', document.field,
                address if '://' in address else self.request.host_url + address)


class SectionFinder(Finder):
    """The documents of one section."""

    @public_view(context=Section, listing='documents', renderer='templates/documents.pt')
    def listing(self):
        return self.found(self.page.say(self.context, 'title').text,
                          self.page.say(self.context, 'summary').text, self.context.legal_basis)

    @public_view(context=Section, listing='documents', name=SAVED, throttled='csv')
    def save(self):
        return self.as_csv()

    @public_view(context=Section, listing='documents', name=LINKED, throttled='csv')
    def save_linked(self):
        return self.as_linked()


class SiteFinder(Finder):
    """The documents of all sections of a site; those of all sites on the city portal."""

    name, saved = (FINDER,), FINDER_SAVED

    @public_view(context=ISite, name=FINDER, renderer='templates/documents.pt')
    def listing(self):
        return self.found(_('Tra cứu văn bản'))

    @public_view(context=ISite, name=FINDER_SAVED, throttled='csv')
    def save(self):
        return self.as_csv()

    @public_view(context=ISite, name=FINDER_LINKED, throttled='csv')
    def save_linked(self):
        return self.as_linked()


def _changed(acts):
    if any(act.is_whole for act in acts):
        return _('Đã có văn bản thay thế hoặc bãi bỏ')
    return _('Đã được sửa đổi, bổ sung') if acts else ''
