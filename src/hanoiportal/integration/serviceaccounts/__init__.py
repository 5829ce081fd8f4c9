"""Tài khoản hệ thống: how a system of a body proves itself and writes for it (clause 4.2.b).

For who manages the accounts of a site.  Such an account writes as a contributor of its site does,
within its scopes; nobody logs in with it.  Tokens are shown once, and a hash is kept (ADR 89).
"""
from pyramid.config import Configurator

from ...base.i18n import _
from .bearing import bearers_service
from .interfaces import (
    DRAFTS_WRITE,
    FILES_WRITE,
    SUBMIT,
    IBearers,
    IScopes,
    IServiceAccounts,
    Scope,
)
from .lastuse import SECONDS, ITokenUses, TokenUses, write_down
from .scopes import add_scope
from .services import service_accounts_service
from .tokens import end_tokens


def includeme(config: Configurator) -> None:
    config.registry.registerUtility({}, IScopes)
    config.add_directive('add_scope', add_scope)
    config.add_scope(Scope(DRAFTS_WRITE, _('Soạn bản nháp, sửa và xem bản nháp của mình')))
    config.add_scope(Scope(FILES_WRITE, _('Tải tệp lên')))
    config.add_scope(Scope(SUBMIT, _('Gửi Ban Biên tập duyệt')))
    config.registry.registerUtility(TokenUses(), ITokenUses)
    config.add_job('token-uses', SECONDS, write_down)
    config.add_service(IServiceAccounts, service_accounts_service)
    config.add_service(IBearers, bearers_service)
    config.add_ending('tokens of service accounts', end_tokens)
