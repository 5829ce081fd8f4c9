"""The attributes of a document as readers are shown them, in the order of Decree 30/2020."""
from typing import NamedTuple

from ...i18n import DEFAULT, _
from .schemas import STATUSES

_STATUSES = dict(STATUSES)


class Fact(NamedTuple):
    """One attribute.

    ``label``: translatable.  ``lines``: texts, at least one.  ``lang``: BCP 47 tag of texts that
    the portal does not translate, else ``None``.  ``machine``: ISO 8601 for a day, else ``None``.
    """

    label: str
    lines: tuple
    lang: str | None = DEFAULT
    machine: str | None = None


def facts(document, kind, tag):
    """Return the ``Fact`` list of what is known of ``document``.

    ``kind``: its ``DocumentKind``.  ``tag``: BCP 47 tag of the language of the page.
    """
    signer = ', '.join(filter(None, (document.signer, document.signer_position)))
    status = _STATUSES[document.status] if document.status else ''
    found = [
        _text(_('Số, ký hiệu'), document.number),
        _text(_('Loại văn bản'), kind.name),
        _text(_('Cơ quan ban hành'), document.issuer),
        _text(_('Người ký'), signer),
        _day(_('Ngày ban hành'), document.issued, tag),
        _day(_('Ngày có hiệu lực'), document.effective, tag),
        _day(_('Ngày hết hiệu lực'), document.expires, tag),
        _text(_('Tình trạng hiệu lực'), status)._replace(lang=None),
        _text(_('Lĩnh vực'), document.field),
        _text(_('Công báo'), document.gazette),
        _text(_('Văn bản liên quan'), document.relations),
        _text(_('Nơi nhận'), document.recipients),
    ]
    around = tag == DEFAULT
    return [fact._replace(lang=None) if around else fact for fact in found if any(fact.lines)]


def _text(label, text):
    lines = (text,) if hasattr(text, 'interpolate') else tuple(text.split('\n'))
    return Fact(label, lines)


def _day(label, day, tag):
    if day is None:
        return Fact(label, ())
    shown = f'{day.day} {day:%B %Y}' if tag == 'en' else f'{day:%d/%m/%Y}'
    return Fact(label, (shown,), None, day.isoformat())
