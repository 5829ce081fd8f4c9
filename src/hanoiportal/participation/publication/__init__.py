"""Công khai hỏi đáp: answered cases become public, without what tells of a person (4.3, 15.1.f).

A public text is written apart from what was received, with a proposal of what to mask; the board
of the answering site approves exactly that text; an effect then makes a ``Question`` of it.  For
who answers and for boards; the lists are for anyone.
"""
from pyramid.config import Configurator

from ...base.i18n import _
from ..cases.interfaces import ICaseChanged
from .concealing import concealing_service
from .followable import is_list, is_question, new_answers
from .following import follow
from .interfaces import ICasePublishing, IConcealing
from .owing import OwedPublications
from .publishing import publish_case
from .reconciling import position_of, reconcile
from .services import PUBLISH_CASE, publishing_service

#: Seconds between two looks at the ledger.
EVERY = 10


def includeme(config: Configurator) -> None:
    config.add_service(ICasePublishing, publishing_service)
    config.add_service(IConcealing, concealing_service)
    config.add_subscriber(OwedPublications(config.registry), ICaseChanged)
    config.add_effect(PUBLISH_CASE, publish_case)
    config.add_job('case publications', EVERY, follow)
    config.add_follower('case publications', position_of)
    config.add_reconciler('case publications', reconcile, order=30)
    config.add_followable('question', _('Câu hỏi và câu trả lời này'), is_question)
    config.add_followable('answers', _('Câu trả lời mới'), is_list, new_answers)
