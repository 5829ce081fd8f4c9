"""Tổng đài: telephone calls become cases, and answers are read out to callers (4.3.a, 3.5).

For the hotline of the City or of a body, whose program has a service account.  A call is a case as
one that the staff enters: its terms count from the true moment of the call.  A hotline reads what
it has entered itself, and nothing else.
"""
from pyramid.config import Configurator

from ...base.i18n import _
from ..serviceaccounts.interfaces import Scope
from .interfaces import CALLS_WRITE, IHotline
from .services import hotline_service


def includeme(config: Configurator) -> None:
    config.add_scope(Scope(CALLS_WRITE, _('Nhập cuộc gọi thành hồ sơ, xem kết quả')))
    config.add_service(IHotline, hotline_service)
