"""Góp ý dự thảo: what people say about drafts, its ledger, what of it is public (4.2.d, 4.3.b).

For everybody who comments, the drafting body that answers, and the board that publishes.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from ..batches.interfaces import PAGE
from ..batches.interfaces.sources import IWritingSource
from ..cases.interfaces import CONSULTATION, ICaseChanged, ICaseReceived, IConduct
from ..questions.interfaces import IFormSubject
from ..tracking.interfaces import IPublicState
from .caseform import COMMENTING, CommentConduct, DraftSubject
from .finals import AgainstFinal
from .following import follow_drafts
from .interfaces.comments import (
    FORM,
    IComments,
    ICommentTables,
    ILedger,
)
from .interfaces.drafts import IAgainstFinal, ICommentLinks, IConsultation
from .ledger import ledger_service
from .links import CommentLinks
from .placing import PLACE_COMMENTS, place_comments
from .publishing import CommentSource
from .reconciling import reconcile
from .register import (
    Comments,
    CommentState,
    drafts_with_comments,
    enter,
    follow,
    recount,
)
from .tables import CommentTables

#: Seconds between two looks at the drafts.
EVERY = 10


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(CommentConduct(), IConduct, name=CONSULTATION)
    registry.registerUtility(CommentState(), IPublicState, name=CONSULTATION)
    registry.registerUtility(DraftSubject(), IFormSubject, name=FORM)
    registry.registerUtility(CommentLinks(), ICommentLinks)
    registry.registerUtility(CommentTables(registry), ICommentTables)
    registry.registerUtility(AgainstFinal(registry), IAgainstFinal, name='comments')
    registry.registerAdapter(Comments, (IResource,), IComments)
    config.add_service(ILedger, ledger_service)
    registry.registerAdapter(partial(CommentSource, registry), (IConsultation,), IWritingSource)
    config.add_subscriber(partial(enter, registry), ICaseReceived)
    config.add_subscriber(partial(follow, registry), ICaseChanged)
    config.add_effect(PLACE_COMMENTS, place_comments)
    config.add_job('draft comments', EVERY, follow_drafts)
    config.add_reconciler('draft comments', reconcile, order=35)
    config.add_counts('ledgers of drafts', recount)
    config.add_batches('comments', drafts_with_comments, PAGE)
    config.add_case_form(COMMENTING)
