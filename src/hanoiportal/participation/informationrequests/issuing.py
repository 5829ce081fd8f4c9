"""The papers that a body gives to who asks: forms 02 to 06, filled in from a case."""
import datetime
from collections.abc import Mapping
from typing import NamedTuple

from pyramid.registry import Registry

from ...base.clock import local, moment, shown_date
from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.issuers import agency_of, parent_of, place_of
from ...kernel.tree.lookup import site_of
from ...platform.officefiles.interfaces import DOCX, PDF, IOfficeFiles, Signature
from ..cases.interfaces import NOTE, Attachment, Case, Contents, ICases
from .caseform import DELIVERY, LABELS, OTHER, form_of
from .interfaces import AccessRules, Entry
from .papers import filled

#: What stands in papers for who gives, who must not be named before it is signed.
HEAD = 'Người có thẩm quyền'
BY_NETWORK = f'{DELIVERY}:network'
_WAYS = {'network': 'Mạng điện tử', 'in_person': 'Trực tiếp tại trụ sở',
         'post': 'Bưu chính, fax'}


class PaperInWork(NamedTuple):
    """A paper in work.  ``code``: of the form.  ``values``: by names of its fields.  ``ground``:
    code of a refusal.  ``files``: indexes of the files of the case that it gives.
    """

    code: str
    values: Mapping[str, str]
    ground: str = ''
    files: tuple[int, ...] = ()


class Issuing:
    """Fills in the forms of ``rules`` for cases of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal, rules: AccessRules) -> None:
        self._registry, self._portal, self._rules = registry, portal, rules
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def site(self, case: Case) -> ISite:
        """Return the site that has ``case``."""
        return site_of(self._portal, case.site)

    def known(self, case: Case, entry: Entry) -> dict[str, str]:
        """Return what the forms 02 to 05 say of ``case``, by names of fields."""
        contents = self._cases.open(case)
        received = shown_date(local(entry.received).date(), DEFAULT)
        enclosed = sum(len(event.files) for event in case.events if event.kind != NOTE)
        found = {
            'agency': agency_of(self.site(case)),
            'number': f'{entry.number}/{entry.year}, ngày {received}',
            'received': moment(entry.received), 'channel': _WAYS[entry.way],
            'enclosed': f'{enclosed} tệp' if enclosed else 'Không',
            'due': moment(entry.due)}
        if contents is not None:
            found.update(self._asked(contents))
        return found

    def _asked(self, contents: Contents) -> dict[str, str]:
        sender = contents.sender
        return {
            'name': sender.organisation or sender.name, 'text': contents.text,
            'contact': '; '.join(filter(None, (sender.address, sender.phone, sender.email))),
            'delivery': self._delivery(contents)}

    def _delivery(self, contents: Contents) -> str:
        chosen = f'{DELIVERY}:{contents.details.get(DELIVERY, "")}'
        labels = {field.name: field.label for field in self._rules.form(
            form_of(contents)).fields}
        # The form says that it comes by mail; the mail leads to a code, as the asker was told.
        labels[BY_NETWORK] = str(LABELS[BY_NETWORK])
        told = labels.get(chosen, '').rstrip(':')
        return ' – '.join(filter(None, (told, contents.details.get(OTHER, ''))))

    def files(self, case: Case, entry: Entry, paper: PaperInWork,
              day: datetime.date | None) -> list[Attachment]:
        """Return ``paper`` as DOCX and, where this machine can set it, as PDF."""
        site, form = self.site(case), self._rules.form(paper.code)
        document = filled(
            form, {**self.known(case, entry), **paper.values}, agency=agency_of(site),
            parent=parent_of(site), number=f'{entry.number}/{entry.year}', place=place_of(site),
            day=day, signers={'sign': Signature((HEAD,), hint='(ký, ghi rõ họ tên, đóng dấu)')})
        office: IOfficeFiles = self._registry.getUtility(IOfficeFiles)
        name = f'mau-{paper.code}-so-{entry.number}-{entry.year}'
        found = [Attachment(f'{name}.docx', DOCX, office.docx(document))]
        printed = office.pdf(document)
        if printed is not None:
            found.append(Attachment(f'{name}.pdf', PDF, printed))
        return found
