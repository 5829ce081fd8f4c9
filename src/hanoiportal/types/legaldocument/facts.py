"""The attributes of a document as readers are shown them, in the order of Decree 30/2020."""
from ...base.i18n import _
from ...kernel.tree.facts import day_fact, known, text_fact
from .schemas import STATUSES

_STATUSES = dict(STATUSES)


def facts(document, kind, tag):
    """Return the ``Fact`` list of what is known of ``document``.

    ``kind``: its ``DocumentKind``.  ``tag``: BCP 47 tag of the language of the page.
    """
    signer = ', '.join(filter(None, (document.signer, document.signer_position)))
    status = _STATUSES[document.status] if document.status else ''
    return known([
        text_fact(_('Số, ký hiệu'), document.number),
        text_fact(_('Loại văn bản'), kind.name),
        text_fact(_('Cơ quan ban hành'), document.issuer),
        text_fact(_('Người ký'), signer),
        day_fact(_('Ngày ban hành'), document.issued, tag),
        day_fact(_('Ngày có hiệu lực'), document.effective, tag),
        day_fact(_('Ngày hết hiệu lực'), document.expires, tag),
        text_fact(_('Tình trạng hiệu lực'), status, None),
        text_fact(_('Lĩnh vực'), document.field),
        text_fact(_('Công báo'), document.gazette),
        text_fact(_('Nơi nhận'), _in_a_row(document.recipients)),
    ], tag)


def _in_a_row(text):
    """Return the lines of ``text`` in one: recipients are many, and the text comes after them."""
    return '; '.join(filter(None, (line.strip(' ;,.-') for line in text.splitlines())))
