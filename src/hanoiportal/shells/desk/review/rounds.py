"""The rounds of the work on a text: who wrote, what was done, who approved, each time anew."""
from dataclasses import dataclass

from ....base.clock import moment
from ....base.i18n import _
from ....content.versions.interfaces import IHistory
from ....editorial.review.interfaces import IReviewData
from ....kernel.tree.lookup import in_work
from ....kernel.workflow.interfaces import PUBLIC
from ....kernel.workflow.records import APPROVAL_TITLES, Review
from ..frame.wording import person
from .steps import STEPS

LOOK = _('Đã xem lại')


@dataclass(frozen=True)
class StepLine:
    """One step that was taken, in words."""

    title: str
    person: str
    moment: str
    note: str
    ground: str


@dataclass(frozen=True)
class ApprovalLine:
    """One approval, in words."""

    kind: str
    person: str
    moment: str
    basis: str
    override: str


@dataclass(frozen=True)
class Round:
    """One round.  ``number``: from 1.  ``writers``: names.  ``is_work``: whether it goes on;
    ``is_public``: whether its text is what the public reads.  ``questions``: number of those that
    were sent out to be made clear.
    """

    number: int
    is_work: bool
    is_public: bool
    writers: tuple[str, ...]
    done: tuple[StepLine, ...]
    approvals: tuple[ApprovalLine, ...]
    questions: int


class Rounds:
    """The rounds of ``document`` that the asker of ``request`` may see."""

    def __init__(self, request, document):
        self._request = request
        self._document = document
        self._reviews = request.service(IHistory).rounds(document)
        if document.concluded is None and document.approvals:  # it came with its approval
            self._reviews.insert(len(self._reviews) - (in_work(document).review is not None),
                                 Review())

    @property
    def latest_first(self) -> list[Round]:
        return [self._round(*each) for each in enumerate(self._reviews, 1)][::-1]

    @property
    def writers(self) -> tuple[str, ...]:
        """The names of all who wrote in the text, in the order of the rounds."""
        document = self._document
        ids = [document.created_by]
        for review in self._reviews:
            ids += sorted(review.authors)
        return self._names(ids)

    def _names(self, ids):
        return tuple(dict.fromkeys(filter(None, map(self._name, ids))))

    def _name(self, principal):
        return person(self._request.root, principal)

    def _round(self, number, review):
        document, working_copy = self._document, in_work(self._document)
        approvals = review.approvals
        is_concluded = review is document.concluded or (
            document.concluded is None and not review.authors and bool(document.approvals))
        if is_concluded and not approvals:
            approvals = document.approvals
        return Round(
            number, review is working_copy.review, is_concluded and document.state in PUBLIC,
            tuple(sorted(self._names(review.authors))), tuple(self._done(review)),
            tuple(map(self._approved, approvals)), len(review.clarifications))

    def _done(self, review):
        grounds = self._request.registry.getUtility(IReviewData).grounds
        for each in reversed([*review.events, *filter(None, (review.second_look,))]):
            yield StepLine(
                STEPS[each.transition][0] if each.transition in STEPS else LOOK,
                self._name(each.actor), moment(each.moment), each.note,
                grounds[each.ground].title if each.ground in grounds else '')

    def _approved(self, each):
        return ApprovalLine(APPROVAL_TITLES[each.kind], self._name(each.actor),
                            moment(each.moment), each.basis, each.override)
