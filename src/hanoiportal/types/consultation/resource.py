"""The persistent consultation.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Iterator, Mapping
from html import escape
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import DEFAULT, _
from ...base.interfaces import IWorkingVersion
from ...base.legaltexts.document import Reading, reading
from ...base.legaltexts.identities import Provision, origins_of, provisions_of
from ...base.legaltexts.mending import running_text
from ...kernel.tree import FolderishItem, content_type
from ...kernel.tree.interfaces import NOTHING
from ...participation.consultations.interfaces.drafts import (
    PREPARING,
    SUMMING,
    Announced,
    IAgainstFinal,
    IConsultation,
    ITerms,
)
from .linkeddata import linked_data
from .schemas import ConsultationSchema


class DraftText(Persistent):
    """Toàn văn dự thảo: ``source``, with the ``identities`` of its provisions, in a record of its
    own, so that lists do not load it.
    """

    def __init__(self, source: str, identities: str) -> None:
        self.source = source
        self.identities = identities


def searched(document: Persistent) -> str:
    """Return what of a consultation, or of a translation, is found in the text index."""
    text = escape(running_text(document.full_text)) if document.language == DEFAULT else ''
    return '\n'.join(filter(None, (document.summary, document.body, text)))


def details(consultation: 'Consultation') -> Iterator[tuple[str, str]]:
    """Yield what a list of consultations is cut down by, and what a document came of."""
    yield 'phase', consultation.phase
    yield 'kind', consultation.document_kind
    yield 'body', consultation.drafting_body[:200]
    if consultation.enacted:
        yield 'enacted', consultation.enacted.strip('/')


def against_publishing(consultation: 'Consultation', registry: Registry) -> list[str]:
    """Return what stands against publishing ``consultation``: once it is closed another text is
    the final one, which needs an answer to every comment.
    """
    if not consultation.full_text:
        return [_('Chưa có toàn văn dự thảo; hãy đưa vào ở thẻ “Văn bản dự thảo”.')]
    item = consultation
    if IWorkingVersion.providedBy(consultation):
        item = cast('Consultation', consultation.__parent__)
    is_final = item.phase == SUMMING and consultation.closes == item.closes and (
        consultation.full_text != item.full_text)
    return [why for _name, against in registry.getUtilitiesFor(IAgainstFinal)
            for why in against(item)] if is_final else []


def doubts(values: Mapping[str, object], registry: Registry) -> Mapping[str, str]:
    """Return a warning if people have less time to comment than a rule that is not sure wants."""
    opens, closes = values.get('opens'), values.get('closes')
    if not isinstance(opens, datetime.date) or not isinstance(closes, datetime.date):
        return {}
    terms: ITerms = registry.getUtility(ITerms)
    least = terms.least(str(values.get('document_kind')), opens)
    doubt = '' if least is None or closes < opens else least.doubt(opens, closes)
    return {'closes': doubt} if doubt else {}


def public_comments(consultation: 'Consultation') -> int:
    """Return how many comments are public; who said the same counts."""
    return sum(consultation.comment_counts.values())


@content_type('Consultation', _('Lấy ý kiến dự thảo'), ConsultationSchema, text=searched,
              translatable=('title', 'summary', 'body'), details=details,
              reasons_against_publishing=against_publishing, doubts=doubts,
              linked_data=linked_data, public_comments=public_comments,
              example={'document_kind': 'quyet-dinh-cua-ubnd-qppl', 'opens': '2066-12-01',
                       'closes': '2066-12-31', 'receiving_email': 'gopy@hanoi.gov.vn',
                       'identities': '',
                       'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Có hiệu lực từ ngày ký.'})
@implementer(IConsultation)
class Consultation(FolderishItem):
    """Lấy ý kiến dự thảo.  See ``IConsultation`` for its attributes.

    ``as_of``: the local day for which its page counts the days that are left, ``None`` before it
    opens; ``reminded``: names of the reminders that were sent.
    ``announced``: the provisions, as those who hold anchors were told of them.
    Its children are the statement, the papers on its impact and other files.
    """

    document_kind = drafting_body = receiving_unit = receiving_address = receiving_email = ''
    body = enacted = ''
    phase = PREPARING
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    as_of: datetime.date | None = None
    reminded: tuple[str, ...] = ()
    announced: tuple[Announced, ...] = ()
    comment_counts: Mapping[str, int] = NOTHING
    _text: DraftText | None = None

    @property
    def full_text(self) -> str:
        """Of the draft, one line for each paragraph."""
        return '' if self._text is None else str(self._text.source)

    @full_text.setter
    def full_text(self, source: str) -> None:
        if source != self.full_text:
            self._text = DraftText(source, self.identities)

    @property
    def identities(self) -> str:
        """Which provision is which, as ``legaltexts.identities.written`` says it."""
        return '' if self._text is None else str(self._text.identities)

    @identities.setter
    def identities(self, text: str) -> None:
        if text != self.identities:
            self._text = DraftText(self.full_text, text)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Of the full text, in reading order."""
        return provisions_of(self.full_text, self.identities)

    @property
    def origins(self) -> Mapping[str, tuple[str, ...]]:
        """``{id: ids}`` of provisions that came of others."""
        return origins_of(self.full_text, self.identities)

    @property
    def reading(self) -> Reading | None:
        """The ``Reading`` of the full text, ``None`` if there is none."""
        return reading(self.full_text) if self.full_text else None

    @property
    def source_agency(self) -> str:
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.drafting_body

    @property
    def days_left(self) -> int | None:
        """Days on which people still comment, ``as_of`` among them; ``None`` if that is not said.
        """
        if self.as_of is None or self.closes is None or self.as_of > self.closes:
            return None
        return (self.closes - self.as_of).days + 1
