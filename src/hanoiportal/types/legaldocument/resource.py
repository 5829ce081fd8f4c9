"""The persistent legal document.  Renaming this module needs an upgrade step."""
import re
from html import escape

from persistent import Persistent

from ...base.i18n import DEFAULT, _
from ...base.legaltexts.document import reading
from ...base.legaltexts.mending import running_text
from ...base.text.bodies import document_key
from ...kernel.tree import FolderishItem, content_type
from ...kernel.tree.names import BadName
from .article import Article
from .beginning import beginning
from .formats.linkeddata import linked_data
from .indexes import details_of
from .interfaces import IDocumentKinds
from .rules import NOT_SECRET, reasons_against_publishing
from .schemas import LegalDocumentSchema

_ARTICLE = re.compile(r'([a-z0-9-]+-)?dieu-\d[a-z0-9-]*')


class FullText(Persistent):
    """Toàn văn: ``source``, the printed text, in a record of its own.

    So lists of documents do not load it, and publishing does not write it again.
    """

    def __init__(self, source):
        self.source = source


def searched(document):
    """Return what of ``document``, or of a translation, is found in the text index."""
    overview = getattr(document, 'overview', '')
    full_text = escape(running_text(document.full_text)) if document.language == DEFAULT else ''
    return '\n'.join(filter(None, (document.summary, overview, full_text)))


def against_publishing(document, registry):
    """Return why ``document`` may not be published, a list of translatable strings."""
    return reasons_against_publishing(
        document, registry.getUtility(IDocumentKinds)[document.kind])


def duty_keys(document, registry):
    """Return the key by which registers know ``document``, ``()`` if its number or day is missing.
    """
    key = document.issued and document_key(document.number, document.issued.year, document.issuer)
    return (key,) if key else ()


@content_type('LegalDocument', _('Văn bản'), LegalDocumentSchema, text=searched,
              linked_data=linked_data, translatable=('title', 'summary', 'overview'),
              details=details_of, beginning=beginning, duty_keys=duty_keys,
              reasons_against_publishing=against_publishing,
              trigger_dates={'issued': '13.1.c1'}, issued_by='issuer',
              example={
                  'kind': 'quyet-dinh-ca-biet', 'number': '4263/QĐ-UBND', 'issued': '2025-08-16',
                  'effective': '2025-08-16', 'expires': '2030-08-16', 'status': 'con',
                  'secrecy': NOT_SECRET, 'amends': 'Quyết định số 12/2020/QĐ-UBND',
                  'replaces': '21/2018/QĐ-UBND; Điều 3 Quyết định số 12/QĐ-UBND ngày 01/6/2020',
                  'repeals': '', 'based_on': '42/2022/NĐ-CP', 'guides': '',
                  'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Có hiệu lực từ ngày ký.'})
class LegalDocument(FolderishItem):
    """Văn bản.  ``summary``: trích yếu, what it is about.  ``kind``: key of a ``DocumentKind``.

    ``overview``: HTML, what it says in short; it has no force of law.
    ``issued``, ``effective``, ``expires``: local ``date``, the last two may be ``None``.
    ``status``: a key of ``schemas.STATUSES``.  ``relations``, ``recipients``: one a line.
    ``amends`` and the other fields of ``relations.RELATIONS``: tuples of texts, each of which
    names one document.
    ``full_text``: as printed, one line for each paragraph; ``''`` if there is none.
    Its children are the files attached; below it each article has an address, too.
    """

    number = kind = issuer = signer = signer_position = ''
    field = relations = gazette = recipients = status = overview = ''
    amends = replaces = repeals = based_on = guides = ()
    issued = effective = expires = None
    secrecy = NOT_SECRET
    _full_text = None

    @property
    def full_text(self):
        return '' if self._full_text is None else self._full_text.source

    @full_text.setter
    def full_text(self, source):
        if source != self.full_text:
            self._full_text = FullText(source) if source else None

    @property
    def source_agency(self):
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.issuer

    @property
    def reading(self):
        """The ``Reading`` of the full text, ``None`` if there is none."""
        return reading(self.full_text) if self.full_text else None

    def article(self, anchor):
        """Return the ``Article`` at ``anchor``.  Raises ``KeyError`` if there is none."""
        if not self.full_text:
            raise KeyError(anchor)
        return Article(self, *self.reading.articles[anchor])

    def __getitem__(self, name):
        if _ARTICLE.fullmatch(name):
            return self.article(name)
        return super().__getitem__(name)

    def check_name(self, name, reserved_names=()):
        if isinstance(name, str) and _ARTICLE.fullmatch(name):
            raise BadName(_('Tên “${name}” là địa chỉ của một điều.', mapping={'name': name}))
        return super().check_name(name, reserved_names)
