"""Access to information: the catalogue, whom and how to ask, forms and terms (clause 4.1).

Decree 13/2018/NĐ-CP, article 11, says what the section holds; what the law counts and names is
data, ``access_*.csv``.
"""
from ....base.clock import shown_date
from ....base.i18n import _
from ....base.text import collate
from ....kernel.tree.facts import known, text_fact
from ....participation.cases.interfaces import REQUEST
from ....participation.informationrequests.interfaces import IAccessRules
from ....participation.questions.interfaces import FORMS as FORMS_HERE
from ....participation.questions.interfaces import ICaseForms
from ....types.accessentry.resource import FORMS, AccessEntry
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field, newest, year_of
from ..lists.table import (
    Column,
    TableCell,
    choice_cell,
    day_cell,
    plain_cell,
    text_cell,
    title_cell,
)
from ..page.wording import Wording
from .accessforms import FORMS_VIEW, files_of

_UNITS = {'working': _('${days} ngày làm việc'), 'calendar': _('${days} ngày')}


def _where(page, entry):
    if entry.url:
        return TableCell(_('Mở'), None, None, entry.url)
    return text_cell('location')(page, entry)


@public_view(context=Section, listing='access', attr='listing', renderer='templates/access.pt')
@public_view(context=Section, listing='access', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='access', attr='as_linked', name=LINKED, throttled='csv')
class AccessPage(RecordsPage):
    """The catalogue of what must be public, and what the law says of asking for the rest."""

    records = (AccessEntry,)
    caption = _('Danh mục thông tin phải được công khai')
    filters = (
        Filter('form', _('Hình thức công khai'), field('form'), FORMS),
        Filter('year', _('Năm'), lambda entry: year_of(entry.drawn_up)),
    )
    columns = (
        Column(_('Tên thông tin'), title_cell),
        Column(_('Số, ký hiệu'), plain_cell('number')),
        Column(_('Ngày tạo'), day_cell('drawn_up')),
        Column(_('Hình thức công khai'), choice_cell('form', FORMS)),
        Column(_('Thời điểm công khai'), day_cell('public_from')),
        Column(_('Thời hạn công khai'), text_cell('term')),
        Column(_('Địa chỉ truy cập'), _where),
    )
    saved = (
        (_('Tên thông tin'), field('title')),
        (_('Số, ký hiệu'), field('number')),
        (_('Ngày tạo'), field('drawn_up')),
        (_('Hình thức công khai'), chosen('form', FORMS)),
        (_('Thời điểm công khai'), field('public_from')),
        (_('Thời hạn công khai'), field('term')),
        (_('Địa chỉ truy cập'), field('url')),
        (_('Nơi xem trực tiếp'), field('location')),
        (_('Đơn vị tạo ra, nắm giữ thông tin'), field('owner_unit')),
    )

    def order(self, item):
        return newest(item.drawn_up), collate(item.title)

    def listing(self):
        """Return what ``templates/access.pt`` names."""
        laws = self.request.registry.getUtility(IAccessRules).laws
        return {**super().listing(), 'contact': self._contact,
                'request_forms': self._request_forms,
                'current': [self._law(law) for law in laws if law.ends is None],
                'past': [self._law(law) for law in laws if law.ends is not None]}

    @property
    def _request_forms(self):
        """Return ``(address, title)`` of the forms of this site for requests."""
        forms = self.request.registry.getUtility(ICaseForms)
        return [(self.request.link(self.site, FORMS_HERE, form.slug), form.title)
                for form in forms.values() if form.kind == REQUEST]

    @property
    def _contact(self):
        """Return the ``Fact`` list of whom to ask and where: what the site says of itself."""
        site, tag, contact = self.site, self.page.tag, self.page.contact
        body = 'owner' if 'managing_body' in site.undeclared else 'managing_body'
        phone = _('Điện thoại') if contact.is_own else _('Tổng đài Thành phố')
        return known([
            self._fact(_('Đầu mối'), self.page.say(site, body)),
            self._fact(_('Địa chỉ tiếp nhận'), contact.address),
            text_fact(phone, contact.phone, None, contact.dialled),
            text_fact(_('Fax'), contact.fax, None),
            text_fact(_('Thư điện tử'), contact.email, None, f'mailto:{contact.email}')], tag)

    @staticmethod
    def _fact(label, said):
        return text_fact(label, said.text, said.lang)

    def _said(self, said):
        text, lang = said.in_language(self.page.tag)
        return Wording(text, None if lang == self.page.tag else lang)

    def _law(self, law):
        return {'name': self._said(law.name), 'note': self._said(law.note),
                'begins': self._day(law.starts), 'ends': self._day(law.ends),
                'steps': [(self._said(step.text), step.basis) for step in law.steps],
                'forms': [(form.code, self._said(form.name), form.basis,
                           self.request.link(self.context, FORMS_VIEW, form.code),
                           files_of(self.request, self.context, form)) for form in law.forms],
                'terms': [(self._said(term.way), self._said(term.step), self._days(term),
                           term.basis) for term in law.terms]}

    def _day(self, day):
        return shown_date(day, self.page.tag) if day else ''

    @staticmethod
    def _days(term):
        return _UNITS[term.unit] % {'days': term.days} if term.days else ''
