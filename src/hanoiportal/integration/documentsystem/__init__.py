"""Hệ thống quản lý văn bản: packages in, issued documents, results out (12.1, 13.1).

For offices that work in the City's system of documents.  Its packages become contributions as
those of the folder do; its list fills the register of issued documents of each body; it is told
what became of each package.  A job asks it; nothing is asked without its setting.  It may send
packages by the API, too.
"""
from pyramid.config import Configurator

from ...base.i18n import _
from ...base.settings import ISettings
from ..serviceaccounts.interfaces import Scope
from .health import check
from .interfaces import PACKAGES_SEND, IDocumentSystem
from .jobs import EVERY, exchange
from .receiver import receiver_of
from .register import register_of
from .services import DocumentSystem
from .sources import profile_in, source_of


def includeme(config: Configurator) -> None:
    registry = config.registry
    settings = registry.getUtility(ISettings)
    profile = profile_in(settings.data)
    registry.registerUtility(DocumentSystem(
        registry, profile, source_of(settings, profile)), IDocumentSystem)
    config.add_register(register_of())
    config.add_receiver(receiver_of(profile))
    config.add_scope(Scope(PACKAGES_SEND, _('Gửi gói tin, tài liệu để đăng')))
    config.add_job('document system', EVERY, exchange)
    config.add_health_check('document system', check)
