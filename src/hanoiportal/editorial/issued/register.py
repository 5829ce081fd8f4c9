"""The declaration of the register: its fields, what is refused, and who owes what by a row."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import colander

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.text.bodies import document_key
from ...kernel.tree.schema import Schema, choice, day, line, paragraph, words
from ...platform.registers.interfaces import Owed, Register, Values
from .bodies import Issuers
from .interfaces import EARLIEST, NAME, NUMBER_EXAMPLE
from .kinds import DocumentType, DutyKind
from .scope import NAMED, REACHES, in_scope, unknown_sites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyramid.registry import Registry

NO_TYPE = ('', _('Không thuộc thể loại nào'))
ISSUERS = Issuers()


def schema_of(kinds: Sequence[DutyKind], types: Mapping[str, DocumentType]
              ) -> colander.MappingSchema:
    """Return the schema of a row."""
    titles = {each.name: each.title for each in kinds}
    return Schema.of(
        kind=choice(_('Loại'), tuple(titles.items())),
        type=choice(_('Thể loại văn bản'), (NO_TYPE, *(
            (each.code, each.title) for each in types.values()))),
        number=line(_('Số, ký hiệu'), required=True, longest=100, description=_(
            'Như in trên văn bản, ví dụ ${example}.', mapping={'example': NUMBER_EXAMPLE})),
        issued=day(_('Ngày ban hành, phê duyệt hoặc quyết định công bố'),
                   missing=colander.required),
        title=paragraph(_('Trích yếu, tên'), required=True, longest=2000),
        issuer=line(_('Cơ quan ban hành'), longest=300, description=_(
            'Để trống nếu là cơ quan chủ quản của trang này.')),
        reach=choice(_('Cơ quan thuộc phạm vi điều chỉnh'), REACHES),
        sites=words(_('Các trang được nêu tên'), description=_(
            'Tên của cơ quan, phường, xã hoặc phần đầu địa chỉ trang, cách nhau bằng dấu chấm '
            'phẩy.')))


class Issued:
    """What the register of issued documents asks and says of its rows."""

    def __init__(self, kinds: Sequence[DutyKind], types: Mapping[str, DocumentType]) -> None:
        self._kinds, self._types = kinds, types

    def key(self, values: Values, site: ISite) -> str:
        """Return number, year and body of a row, as an item that publishes it has them."""
        issuer = str(values['issuer']) or str(getattr(site, 'owner', ''))
        return document_key(str(values['number']), _day(values).year, issuer)

    def check(self, values: Values, site: ISite, registry: Registry) -> dict[str, str]:
        """Return what is wrong with ``values``, by field."""
        clock: IClock = registry.getUtility(IClock)
        reasons = {**self._against_number(values), **_against_day(
            _day(values), local(clock.now()).date())}
        if not reasons and self._kind(values) is None:
            reasons['kind'] = _('Ở ngày này chưa có quy định về thời hạn cho loại này.')
        known = ISSUERS.nearest(str(values['issuer']), site)
        if known:
            reasons['issuer'] = _('Có phải “${body}”? Hãy ghi đúng tên cơ quan.', mapping={
                'body': known})
        unknown = unknown_sites(values, site)
        if unknown:
            reasons['sites'] = _('Không có trang “${sites}”.', mapping={
                'sites': '”, “'.join(unknown)[:200]})
        if values['reach'] == NAMED and not values['sites']:
            reasons['sites'] = _('Hãy nêu tên ít nhất một trang.')
        return reasons

    def _against_number(self, values: Values) -> dict[str, str]:
        kind = next(each for each in self._kinds if each.name == values['kind'])
        if not kind.is_typed:
            return {}
        found = self._types.get(str(values['type']))
        if found is None:
            return {'type': _('Hãy chọn thể loại văn bản.')}
        if found.number is None or found.number.fullmatch(str(values['number'])):
            return {}
        return {'number': _('Số, ký hiệu không đúng dạng của “${type}” (ví dụ ${example}).',
                            mapping={'type': found.title,
                                     'example': found.example or found.number.pattern})}

    def _kind(self, values: Values) -> DutyKind | None:
        return next((each for each in self._kinds if each.name == values['kind']
                     and each.holds_on(_day(values))), None)

    def owes(self, values: Values, site: ISite, registry: Registry) -> list[Owed]:
        """Return what the body and each site in the scope of a row owe by it."""
        kind = self._kind(values)
        if kind is None:
            return []
        owing = [(site, kind.issuer_rule)] + [
            (each, kind.scope_rule) for each in in_scope(values, site)]
        keys = (self.key(values, site),)
        return [Owed(str(each.__oid__), rule, _day(values), str(values['number']), keys)
                for each, rule in owing if rule]


def _day(values: Values) -> datetime.date:
    return cast('datetime.date', values['issued'])


def _against_day(day: datetime.date, today: datetime.date) -> dict[str, str]:
    if day > today:
        return {'issued': _('Ngày ở sau hôm nay.')}
    if day < EARLIEST:
        return {'issued': _('Ngày trước ${day} không ghi vào sổ.', mapping={
            'day': f'{EARLIEST:%d/%m/%Y}'})}
    return {}


def register_of(kinds: Sequence[DutyKind], types: Mapping[str, DocumentType]) -> Register:
    """Return the declaration of the register."""
    rules = Issued(kinds, types)
    return Register(
        NAME, _('Sổ văn bản đã ban hành'), schema_of(kinds, types), 'issued',
        ('number', 'issued', 'kind', 'title'), ('number', 'title', 'issuer'), rules.key,
        rules.check, rules.owes, known=lambda site: {'issuer': ISSUERS.known(site)},
        purpose=_('Văn bản, quyết định đã ban hành, dù đã đăng hay chưa; mỗi dòng bắt đầu thời '
                  'hạn công khai.'),
        basis=_('khoản 1 Điều 13 Quyết định 4263/QĐ-UBND'), page='issued',
        example={'kind': 'van-ban', 'type': 'quyet-dinh-ca-biet', 'number': '12/QĐ-UBND',
                 'issued': '2026-11-20', 'title': 'Về việc phê duyệt kế hoạch'})
