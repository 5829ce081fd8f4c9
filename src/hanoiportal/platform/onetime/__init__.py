"""Mã dùng một lần: codes that open something once, also after a restore.

For links to people without an account: a unit that drafts an answer, the delivery of information.
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from ..reconciling.interfaces import Findings
from ..scheduling.interfaces import IEnvironment
from .interfaces import IOneTime
from .services import OneTime


def includeme(config: Configurator) -> None:
    config.registry.registerAdapter(OneTime, (IResource,), IOneTime)
    config.add_job('one-time codes', 86400, _forget_old)
    config.add_reconciler('one-time codes', _renew)


def _forget_old(environment: IEnvironment) -> None:
    environment.in_transaction(lambda: _codes(environment).forget_old(environment.clock.now()))


def _renew(environment: IEnvironment, is_restored: bool) -> Findings:
    """Codes that were spent in the time that is lost must not open again."""
    if not is_restored:
        return Findings()
    environment.in_transaction(lambda: _codes(environment).renew_epoch())
    return Findings(('no code from before the restore opens anything',))


def _codes(environment: IEnvironment) -> IOneTime:
    found: IOneTime = environment.registry.getAdapter(environment.portal, IOneTime)
    return found
