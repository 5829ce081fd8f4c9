"""A file or picture that goes with a document, as a decision looks at it."""
from collections.abc import Iterable
from dataclasses import dataclass

from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import APPROVED, SCHEDULED
from ...kernel.workflow.records import Review, begun
from ..checks.interfaces import Finding, IChecks
from ..publishing.interfaces import IPublishing, Verdict

#: A dependency with all its approvals waits for its document, unless these are taken back.
READY = frozenset({APPROVED, SCHEDULED})


@dataclass(frozen=True)
class Dependency:
    """``review``: its record, perhaps a new one.  ``blocking``: findings of ``checks`` against it.
    """

    document: Described
    review: Review
    verdict: Verdict
    blocking: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """What people call it."""
        return in_work(self.document).title

    @property
    def is_ready(self) -> bool:
        """Whether it has all approvals that it needs."""
        return in_work(self.document).state in READY


def looked_at(documents: Iterable[Described], publishing: IPublishing,
              checks: IChecks) -> tuple[Dependency, ...]:
    """Return the ``Dependency`` of each of ``documents``."""
    return tuple(
        Dependency(each, working_copy.review or begun(working_copy), publishing.judge(each),
                   tuple(checks.blocking(working_copy)))
        for each in documents for working_copy in [in_work(each)])
