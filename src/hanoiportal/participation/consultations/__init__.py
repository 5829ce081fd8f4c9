"""Lấy ý kiến dự thảo: drafts of documents, and what people say about them (clauses 4.2.d, 4.3.b).

A drafting body brings the text in, checks what was read of it, and says which provision of a new
version was which before.  The clock opens and closes the consultation.  Luật Ban hành văn bản quy
phạm pháp luật 2025, NĐ 78/2025/NĐ-CP.
"""
from pyramid.config import Configurator

from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.tree.events import IAction, IObjectPublished
from ...kernel.tree.reactions import Order
from .interfaces.drafts import MOVED, IConsultation, IConsultations, IConsultedKinds, ITerms
from .phases import MOVING, consultations_service
from .reminding import REMINDING
from .subscribers import gone_on, is_consultation, published
from .terms import consulted_kinds_of, terms_of


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(terms_of(data / 'consultation_terms.csv'), ITerms)
    config.registry.registerUtility(
        consulted_kinds_of(data / 'consulted_kinds.csv'), IConsultedKinds)
    config.add_service(IConsultations, consultations_service)
    config.add_reaction(published, IObjectPublished, obj=IConsultation, order=Order.DOCUMENT)
    config.add_reaction(gone_on, IAction, obj=IConsultation, order=Order.LOG)
    config.add_followable(
        'consultation', _('Dự thảo lấy ý kiến này'), is_consultation, also=(MOVED,))
    config.add_due(MOVING)
    config.add_due(REMINDING)
    config.include('.commenting')
