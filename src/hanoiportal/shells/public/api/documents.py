"""Documents of law: by number, kind, body and day; their provisions, each by its anchor."""
from __future__ import annotations

import datetime
from typing import cast

from ....base.i18n import _
from ....base.legaltexts.structure import NAMES, ReadProvision, walk
from ....discovery.catalog.interfaces import DetailPlace, DetailQuery, IDetails
from ....kernel.tree.lookup import find_site, work_of
from ....types.legaldocument.formats.eli import eli
from ....types.legaldocument.interfaces import IDocumentKinds
from ....types.legaldocument.relations import key_of
from ....types.legaldocument.resource import LegalDocument
from ....types.legaldocument.schemas import STATUSES
from ....types.reference.standins import presented
from ....web.routing.links import canonical
from ...api.endpoints import PATH, QUERY, Endpoint, Parameter, api_view
from ...api.kinds import BAD_PARAMETER, GONE_AWAY, NOT_FOUND
from ...api.problems import FieldError, Problem
from ...api.schema import Json, Named, address, day, many, named, text
from ...api.writing import LIMIT, ApiView
from .items import ID, public_item
from .lists import DAY, check_order, day_of, list_of, list_parameters
from .records import ROW, days_of, iso, texts_of, typed_rows

GROUP = _('Văn bản')
#: A cursor is the number of the day of issue, 0 for none, and behind it the id.
_AFTER_ID = 1 << 32
_LINE = {'type': 'string', 'minLength': 1, 'maxLength': 200}
DOCUMENT = named('Document', _('Một văn bản.'), {
    **ROW.fields, 'number': text(_('Số, ký hiệu.')),
    'kind': text(_('Loại văn bản, một mã của /api/v1/document-kinds.')),
    'issuer': text(_('Cơ quan ban hành.')), 'signer': text(_('Người ký.')),
    'issued': day(_('Ngày ban hành.')), 'effective': day(_('Ngày có hiệu lực.')),
    'expires': day(_('Ngày hết hiệu lực.')),
    'status': text(_('Tình trạng hiệu lực.'), enum=[key for key, _title in STATUSES]),
    'field': text(_('Lĩnh vực.')), 'gazette': text(_('Số, ngày Công báo.')),
    'eli': address(_('Địa chỉ bền vững theo ELI; không có nếu văn bản không có số.'))}, ('id',))
_PART: dict[str, Json] = {
    'anchor': text(_('Định danh của phần trong văn bản, dùng trong địa chỉ.')),
    'kind': text(_('Cấp: chương, mục, điều, khoản, điểm…'), enum=sorted(NAMES)),
    'name': text(_('Tên gọi khi viện dẫn.')), 'mark': text(_('Số như trên văn bản.')),
    'text': text(_('Lời văn; của chương, mục, điều là tiêu đề.')),
    'address': address(_('Địa chỉ của trang cho người đọc.'))}
PROVISION = Named('Provision', named('', _('Một phần của văn bản.'), _PART))
cast('Json', PROVISION['properties'])['children'] = many(PROVISION, _('Các phần bên trong.'))
HEADING = named('ProvisionHeading', _('Một điều.'), _PART)

LIST = Endpoint(
    'GET', '/documents', 'listDocuments', _('Văn bản, theo số, loại, cơ quan, ngày'), GROUP,
    list_of('DocumentList', _('Các văn bản, ban hành sau đứng trước.'), DOCUMENT),
    list_parameters(
        DOCUMENT,
        Parameter('number', _LINE, _('Số, ký hiệu; chữ hoa, dấu không quan trọng.')),
        Parameter('kind', _LINE, _('Loại văn bản, một mã của /api/v1/document-kinds.')),
        Parameter('issuer', _LINE, _('Cơ quan ban hành, ghi đủ.')),
        Parameter('status', {'type': 'string', 'enum': [key for key, _title in STATUSES if key]},
                  _('Tình trạng hiệu lực.')),
        Parameter('issued_since', DAY, _('Ban hành từ ngày này.')),
        Parameter('issued_until', DAY, _('Ban hành đến hết ngày này.'))))
KINDS = Endpoint(
    'GET', '/document-kinds', 'listDocumentKinds', _('Các loại văn bản và mã của chúng'), GROUP,
    named('DocumentKindList', _('Các loại văn bản.'), {'items': many(named(
        'DocumentKind', _('Một loại văn bản.'), {
            'id': text(_('Mã, dùng ở “kind”.')), 'title': text(_('Tên gọi.'))}))}))
ARTICLES = Endpoint(
    'GET', '/documents/{id}/provisions', 'listProvisions', _('Các điều của một văn bản'), GROUP,
    named('ProvisionList', _('Các điều, theo thứ tự.'), {'items': many(HEADING)}), (ID,),
    problems=(GONE_AWAY,))
ONE = Endpoint(
    'GET', '/documents/{id}/provisions/{anchor}', 'readProvision',
    _('Một điều, khoản, điểm với lời văn'), GROUP, PROVISION,
    (ID, Parameter('anchor', {'type': 'string', 'pattern': '^[a-z][a-z0-9-]*$', 'maxLength': 120},
                   _('Định danh, như “dieu-13-khoan-1-diem-c”.'), PATH)),
    problems=(GONE_AWAY,))


class DocumentsView(ApiView):
    """Documents and what they are made of."""

    @api_view(LIST)
    def documents(self) -> Json:
        """Return the documents that are asked for."""
        asked = self.asked
        kind = asked.get('kind')
        if kind is not None and kind not in self.request.registry.getUtility(IDocumentKinds):
            raise Problem(BAD_PARAMETER, errors=(FieldError(QUERY, 'kind', _(
                'Không có loại văn bản này; các mã ở /api/v1/document-kinds.')),))
        equal: list[tuple[str, str]] = [
            (name, cast('str', asked[name])) for name in ('kind', 'issuer', 'status')
            if name in asked]
        if 'number' in asked:
            equal.append(('number', key_of(cast('str', asked['number']))))
        since, until = day_of(asked, 'issued_since'), day_of(asked, 'issued_until')
        check_order(since, until, 'issued_until')
        query = DetailQuery('LegalDocument', equal=tuple(equal), order='issued', between=(
            ('issued', iso(since), iso(until)),) if since or until else ())
        found, last = self.request.service(IDetails).following(
            query, self.context, _place_of(self.after), cast('int', asked[LIMIT]))
        return self.page(
            typed_rows(self, found.items, self._facts),
            None if last is None else _cursor_of(last), total=found.total)

    @api_view(KINDS)
    def kinds(self) -> Json:
        """Return the kinds of documents."""
        is_english = self.request.language.tag == 'en'
        return {'items': [
            {'id': kind.key, 'title': kind.name_en if is_english else kind.label}
            for kind in self.request.registry.getUtility(IDocumentKinds).values()]}

    @api_view(ARTICLES)
    def articles(self) -> Json:
        """Return the articles of one."""
        document = self._document()
        reading = document.reading
        return {'items': [] if reading is None else [
            self._heading(document, provision)
            for _part, provision, _above in reading.articles.values()]}

    @api_view(ONE)
    def provision(self) -> Json:
        """Return a provision with what is in it."""
        document, anchor = self._document(), self.asked['anchor']
        parts = () if document.reading is None else document.reading.document.parts
        found = next((provision for part in parts for provision, _above in walk(part.body)
                      if provision.anchor == anchor), None)
        if found is None:
            raise Problem(NOT_FOUND)
        return self._whole(document, found)

    def _document(self) -> LegalDocument:
        """The document itself, or that which a reference shows, as its board has approved it."""
        found = presented(public_item(self))
        if not isinstance(found, LegalDocument):
            raise Problem(NOT_FOUND)
        return found

    def _whole(self, document: LegalDocument, provision: ReadProvision) -> Json:
        return {**self._heading(document, provision), 'children': [
            self._whole(document, each) for each in provision.children]}

    def _heading(self, document: LegalDocument, provision: ReadProvision) -> Json:
        page = canonical(self.request, work_of(document), self.request.language)
        return {'anchor': provision.anchor, 'kind': provision.kind, 'name': provision.name,
                'mark': provision.mark, 'text': provision.text,
                'address': f'{page}#{provision.anchor}'}

    def _facts(self, document: LegalDocument, _text: LegalDocument) -> Json:
        found = {
            **texts_of(document, 'number', 'kind', 'issuer', 'signer', 'status', 'field',
                       'gazette'), **days_of(document, 'issued', 'effective', 'expires')}
        steps = eli(document)
        if steps:
            found['eli'] = canonical(
                self.request, find_site(document), self.request.language, *steps)
        return found


def _place_of(cursor: int) -> DetailPlace | None:
    """Return where a list goes on, ``None`` for its beginning."""
    if not cursor:
        return None
    day, oid = divmod(cursor, _AFTER_ID)
    last = min(day, datetime.date.max.toordinal())
    return DetailPlace(iso(datetime.date.fromordinal(last)) if day else '', oid)


def _cursor_of(place: DetailPlace) -> int:
    day = datetime.date.fromisoformat(place.value).toordinal() if place.value else 0
    return day * _AFTER_ID + place.docid
