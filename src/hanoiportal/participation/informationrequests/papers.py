"""The forms of Decree 13/2018/NĐ-CP as documents: empty, or filled in."""
import datetime
from collections.abc import Iterator, Mapping

from zope.interface import implementer

from ...platform.officefiles.interfaces import (
    Blank,
    Block,
    Heading,
    OfficeDocument,
    Signature,
    Tick,
)
from .interfaces import Form, FormField, IAccessPapers

#: How many lines stand open for a field that is not filled in.
LINES = {'dong': 1, 'doan': 4}
TICK, SIGNED = 'chon', 'ky'
#: Names of fields that the head of a document says already.
_IN_HEAD = frozenset({'day'})


@implementer(IAccessPapers)
class AccessPapers:
    """See ``IAccessPapers``."""

    def blank(self, form: Form) -> OfficeDocument:
        """See ``IAccessPapers``."""
        return OfficeDocument(
            kind=form.name.vi, remark=_remark(form), body=tuple(_blocks(form, None)),
            signatures=_signatures(form, {}))


def filled(form: Form, values: Mapping[str, str], *, agency: str, parent: str = '',
           number: str = '', place: str = '', day: datetime.date | None = None,
           signers: Mapping[str, Signature] | None = None) -> OfficeDocument:
    """Return ``form`` with ``values`` by names of fields, as ``agency`` issues it.

    ``signers``: who signs, by the names of fields to be signed.
    """
    return OfficeDocument(
        kind=form.name.vi, remark=_remark(form), body=tuple(_blocks(form, values)),
        agency=agency, parent=parent, number=number, place=place, day=day,
        signatures=_signatures(form, signers or {}),
        copies=('Như trên;', 'Lưu: hồ sơ yêu cầu cung cấp thông tin.'))


def plain_text(form: Form, values: Mapping[str, str]) -> str:
    """Return ``form`` with ``values`` as plain text, in which the same values are the same."""
    lines = [form.name.vi]
    for part, fields in form.parts:
        found = [(field.label, values.get(field.name, '')) for field in fields
                 if field.kind not in (TICK, SIGNED) and field.name not in _IN_HEAD]
        told = [f'{label}: {value}' for label, value in found if value]
        if told:
            lines += ['', part, *told] if part else ['', *told]
    return '\n'.join(lines)


def _remark(form: Form) -> str:
    return f'Mẫu số {form.code} ({form.basis})'


def _blocks(form: Form, values: Mapping[str, str] | None) -> Iterator[Block]:
    """Yield the parts of ``form``; ``values``: ``None`` of one that is filled in by hand."""
    for part, fields in form.parts:
        written = [field for field in fields if field.kind != SIGNED and (
            values is None or field.name not in _IN_HEAD)]
        if part and written:
            yield Heading(part)
        for field in written:
            yield _block(field, values or {}, values is None)


def _block(field: FormField, values: Mapping[str, str], is_blank: bool) -> Block:
    if field.kind == TICK:
        name, _colon, choice = field.name.partition(':')
        return Tick(field.label, values.get(name) == choice)
    return Blank(field.label, values.get(field.name, ''), LINES[field.kind] if is_blank else 0)


def _signatures(form: Form, signers: Mapping[str, Signature]) -> tuple[Signature, ...]:
    """Return who signs ``form``: of a field «Ai (ký, …)», the first words name them."""
    found = []
    for field in form.fields:
        if field.kind == SIGNED:
            who, _bracket, hint = field.label.partition(' (')
            found.append(signers.get(field.name) or Signature(
                (who,), hint=f'({hint}' if hint else ''))
    return tuple(found)
