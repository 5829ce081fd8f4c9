"""What stands against a final text: a comment without an answer (Luật 64/2025/QH15)."""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.registry import Registry

from ...base.i18n import _
from .interfaces.comments import IComments
from .interfaces.drafts import IConsultation


class AgainstFinal:
    """``IAgainstFinal``: no text is final while a comment on it lacks an answer."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __call__(self, consultation: IConsultation) -> Sequence[str]:
        """See ``IAgainstFinal``."""
        comments: IComments = self._registry.getAdapter(consultation, IComments)
        left = comments.unanswered(str(consultation.__oid__))
        return [_('Còn ${number} ý kiến chưa trả lời.', mapping={'number': left})] if left else []
