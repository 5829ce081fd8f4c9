"""The attributes of a document as readers are shown them, in the order of Decree 30/2020."""
from ...base.i18n import _
from ...kernel.tree.englishnames import said
from ...kernel.tree.facts import day_fact, known, text_fact
from .schemas import STATUSES

_STATUSES = dict(STATUSES)


def facts(document, kind, names, tag):
    """Return the ``Fact`` list of what is known of ``document``.

    ``kind``: its ``DocumentKind``.  ``names``: the ``EnglishNames``.  ``tag``: BCP 47 tag of the
    language of the page.
    """
    issuer, office = (said(text, names, tag) for text in (
        document.issuer, document.signer_position))
    signer = ', '.join(filter(None, (document.signer, office[0])))
    status = _STATUSES[document.status] if document.status else ''
    return known([
        text_fact(_('Số, ký hiệu'), document.number),
        text_fact(_('Loại văn bản'), *kind.said(tag)),
        text_fact(_('Cơ quan ban hành'), *issuer),
        text_fact(_('Người ký'), signer),
        day_fact(_('Ngày ban hành'), document.issued, tag),
        day_fact(_('Ngày có hiệu lực'), document.effective, tag),
        day_fact(_('Ngày hết hiệu lực'), document.expires, tag),
        text_fact(_('Tình trạng hiệu lực'), status, None),
        text_fact(_('Lĩnh vực'), document.field),
        text_fact(_('Công báo'), document.gazette),
    ], tag)


def recipients(document):
    """Return those whom ``document`` was sent to, each without the signs of its line."""
    return [line.strip(' ;,.-') for line in document.recipients.splitlines()
            if line.strip(' ;,.-')]
