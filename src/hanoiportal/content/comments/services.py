"""``ICommenting``, as a plain object that knows nothing of HTTP."""
import colander
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import COMMENT, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import in_work
from ...kernel.tree.schema import paragraph
from ...kernel.tree.values import shown_to_people
from ...platform.notifications.interfaces import INotifying
from ..versions.interfaces import IHistory, IVersions
from .interfaces import LONGEST, LONGEST_QUOTE, MOST_REMARKS, MOST_REPLIES, ICommenting
from .passages import anchor, paragraphs, plain, position_of
from .resource import Anchor, Remark, Reply, keep, remarks_of

_TEXT = paragraph(_('Nhận xét'), required=True, longest=LONGEST)


@implementer(ICommenting)
class Commenting:
    """``ICommenting`` for one asker."""

    def __init__(self, clock, allowed: Allowed, notify, versions, history, notifying):
        self._clock = clock
        self._allowed = allowed
        self._notify = notify        # callable(event)
        self._versions = versions    # IVersions
        self._history = history      # IHistory
        self._notifying = notifying  # INotifying

    def may_read(self, document):
        return self._versions.is_document(document) and self._history.sees_drafts(document)

    def may_write(self, document):
        return bool(self.may_read(document) and self._allowed(COMMENT, in_work(document)))

    def remarks(self, document):
        return list(remarks_of(document)) if self.may_read(document) else []

    def number_open(self, document):
        return sum(remark.is_open for remark in self.remarks(document))

    def add(self, document, actor, field, text, position=None, key='', quote=''):
        self._require(document)
        if len(remarks_of(document)) >= MOST_REMARKS:
            raise Refused({'': _('Bài này đã có quá nhiều nhận xét.')})
        said, working_copy = _said(text), in_work(document)
        remark = Remark(
            len(remarks_of(document)) + 1, actor, self._clock.now(), said,
            self._anchor(working_copy, field, position, key, plain(quote)),
            self._versions.digest(working_copy))
        keep(document, remark)
        self._tell(document, 'remark', actor, remark, 'remark', _authors(document))
        return remark

    def _anchor(self, working_copy, field, position, key, quote):
        schema = self._versions.schema_of(working_copy)
        node = next((node for node in shown_to_people(schema) if node.name == field), None)
        if node is None:
            raise Refused({'': _('Không có trường đó.')})
        if position is None:
            return Anchor(field)
        found = paragraphs(node, getattr(working_copy, field, None))
        at = position_of(found, position, key)
        if at is None:
            raise Refused({'': _('Đoạn này vừa được sửa; hãy chọn lại đoạn để nhận xét.')})
        if len(quote) > LONGEST_QUOTE or quote not in found[at].text:
            raise Refused({'quote': _('Đoạn này không có những chữ đó.')})
        return anchor(field, found, at, quote)

    def reply(self, document, number, actor, text):
        remark = self._found(document, number, is_open=True)
        said = _said(text)
        if len(remark.replies) >= MOST_REPLIES:
            raise Refused({'': _('Nhận xét này đã có quá nhiều trả lời.')})
        people = remark.speakers | _authors(document)
        remark.replies = (*remark.replies, Reply(actor, self._clock.now(), said))
        self._tell(document, 'reply_remark', actor, remark, 'remark_answered', people)

    def resolve(self, document, number, actor):
        remark = self._found(document, number, is_open=True)
        remark.resolved_at, remark.resolved_by = self._clock.now(), actor
        self._tell(document, 'resolve_remark', actor, remark, 'remark_resolved', remark.speakers)

    def reopen(self, document, number, actor):
        remark = self._found(document, number, is_open=False)
        people = remark.speakers | {remark.resolved_by}
        remark.resolved_at, remark.resolved_by = None, ''
        self._tell(document, 'reopen_remark', actor, remark, 'remark_reopened', people)

    def _found(self, document, number, is_open):
        """Return the remark of that number.  Raises ``Refused``."""
        self._require(document)
        for remark in remarks_of(document):
            if remark.number == number and remark.is_open == is_open:
                return remark
        raise Refused({'': _('Nhận xét này không còn ở trạng thái đó; hãy tải lại trang.')})

    def _require(self, document):
        if not self.may_write(document):
            raise Refused({'': NOT_ALLOWED})

    def _tell(self, document, action, actor, remark, kind, people):
        """Tell the log which remark it was, and the people; what was said stays with the text."""
        self._notify(Action(document, action, actor, number=remark.number,
                            field=remark.anchor.field, digest=remark.digest))
        self._notifying.notify(people, document, kind, actor, number=remark.number)


def _said(text):
    """Return the checked ``text`` of a remark or an answer.  Raises ``Refused``."""
    try:
        return _TEXT.deserialize(text)
    except colander.Invalid as error:
        raise Refused({'text': error.messages()[0]}) from None


def _authors(document):
    """Return the ids of those who wrote the version in work."""
    review = in_work(document).review or document.concluded
    return set(review.authors) if review is not None else {document.created_by} - {None}


def commenting_service(request):
    registry = request.registry
    return Commenting(
        registry.getUtility(IClock), request.has_permission, send(registry),
        request.service(IVersions), request.service(IHistory), request.service(INotifying))
