"""Gửi câu hỏi, phản ánh, kiến nghị, góp ý: what people outside send, without an account
(clauses 3.10, 4.2.d, 4.3.a, 35.2).

The audience: everybody, on a telephone, with scripts or without.  A form makes a case of
``participation.cases``; ``participation.tracking`` follows it.
"""
from pyramid.config import Configurator
from pyramid.tweens import EXCVIEW

from ...base.settings import ISettings
from .bodies import read_topics
from .forms import OWN, add_case_form
from .interfaces import FORMS, LARGEST_BODY, ICaseTopics, ISentForms, IWaitingFiles
from .waiting import EVERY, forget_old, sent_forms, waiting_files


def includeme(config: Configurator) -> None:
    config.add_directive('add_case_form', add_case_form)
    for form in OWN:
        config.add_case_form(form)
    folder = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_topics(folder / 'case_fields.csv'), ICaseTopics)
    config.add_service(IWaitingFiles, waiting_files)
    config.add_service(ISentForms, sent_forms)
    config.add_job('sent-forms', EVERY, forget_old)
    config.add_large_form(FORMS, LARGEST_BODY)
    config.add_tween(f'{__name__}.views.turns_tween',
                     under='hanoiportal.web.routing.readable.cookies_tween',
                     over=('pyramid_tm.tm_tween_factory', EXCVIEW))
