"""``Idempotency-Key``: a request that is sent again does nothing twice, and gets the same answer.

For systems that write by the API (draft-ietf-httpapi-idempotency-key-header).  An answer is kept
for a day, in the database and the transaction of what the request did.
"""
from pyramid.config import Configurator

from ...kernel.storage.interfaces import CONTENT, DRAFTS, INTERACTIONS
from .erasing import forget_answers, forget_call_answers, forget_draft_answers
from .interfaces import IAnswers
from .services import answers_service


def includeme(config: Configurator) -> None:
    config.add_service(IAnswers, answers_service)
    config.add_eraser('answers of the API', CONTENT, forget_answers)
    config.add_eraser('answers of the API about calls', INTERACTIONS, forget_call_answers)
    config.add_eraser('answers of the API about uploads', DRAFTS, forget_draft_answers)
