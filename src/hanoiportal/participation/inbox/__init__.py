"""Hộp tiếp nhận: what the staff of a site does with what people send (13.1.e).

For the board of a site and those named to answer (``RESPONDER``): sorting within two working
days, forwarding, drafting, also by a unit without accounts, and the answer or the dated notice,
which the board alone gives.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.settings import ISettings
from ..cases.interfaces import ICaseChanged, ICaseReceived
from .answering import answering_service
from .grounds import IGrounds, read_grounds
from .interfaces import IAnswering, IInbox, ITriage, IUnits
from .merged import follow
from .newcomers import tell
from .reminding import remind
from .resource import recount
from .seeing import inbox_service
from .services import triage_service
from .subscribers import changed, received
from .unitletters import LETTER, send_letter
from .units import end_links, units_service


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_grounds(data / 'case_grounds.csv'), IGrounds)
    config.add_service(IInbox, inbox_service)
    config.add_service(ITriage, triage_service)
    config.add_service(IAnswering, answering_service)
    config.add_service(IUnits, units_service)
    config.add_subscriber(received, ICaseReceived)
    config.add_subscriber(changed, ICaseChanged)
    config.add_subscriber(partial(follow, config.registry), ICaseChanged)
    config.add_effect(LETTER, send_letter, is_told=True)
    config.add_job('case notices', 60, tell)
    config.add_job('case terms', 3600, remind)
    config.add_ending('links of units', end_links)
    config.add_counts('inboxes', recount)
