"""Giao lưu, đối thoại, chất vấn, họp báo trực tuyến: events in which people take part while they
go on (clauses 8.5, 28.11; ADR 72).

Questions come before and during; a moderator groups them, the board ranks them and approves
answers in batches, which those who watch read within seconds.  For everybody who asks and
watches, who answers, and boards.  The event itself is ``types/event``.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...kernel.tree.events import IObjectPublished
from ...kernel.tree.reactions import Order
from ..batches.interfaces.sources import IBatchSource
from ..cases.interfaces import DIALOGUE, ICaseChanged, ICaseReceived, IConduct
from ..questions.interfaces import IFormSubject
from ..tracking.interfaces import IPublicState
from .archiving import archive_dialogue
from .caseform import QUESTIONING, DialogueSubject, QuestionConduct
from .closing import ARCHIVE_DIALOGUE, closing_service
from .ending import END_EVERY, end_questions
from .interfaces import (
    BATCH,
    FORM,
    IDialogue,
    IDialogueClosing,
    IDialogueQueue,
    IModerating,
)
from .moderating import moderating_service
from .phases import MOVING, published
from .publishing import AnswerSource
from .reconciling import reconcile
from .register import (
    DialogueQueue,
    QuestionState,
    dialogues_with_questions,
    enter,
    follow,
    group_questions,
)
from .telling import TELL_EVERY, tell

#: Seconds between two looks for questions that ask the same.
EVERY = 10


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(QuestionConduct(), IConduct, name=DIALOGUE)
    registry.registerUtility(QuestionState(), IPublicState, name=DIALOGUE)
    registry.registerUtility(DialogueSubject(), IFormSubject, name=FORM)
    registry.registerAdapter(DialogueQueue, (IResource,), IDialogueQueue)
    registry.registerAdapter(partial(AnswerSource, registry), (IDialogue,), IBatchSource)
    config.add_service(IModerating, moderating_service)
    config.add_service(IDialogueClosing, closing_service)
    config.add_reaction(published, IObjectPublished, obj=IDialogue, order=Order.DOCUMENT)
    config.add_due(MOVING)
    config.add_subscriber(partial(enter, registry), ICaseReceived)
    config.add_subscriber(partial(follow, registry), ICaseChanged)
    config.add_effect(ARCHIVE_DIALOGUE, archive_dialogue)
    config.add_job('dialogue questions', EVERY, group_questions)
    config.add_job('dialogue notices', TELL_EVERY, tell)
    config.add_job('dialogue endings', END_EVERY, end_questions)
    config.add_reconciler('dialogue questions', reconcile, order=36)
    config.add_batches('dialogue answers', dialogues_with_questions, BATCH)
    config.add_case_form(QUESTIONING)
