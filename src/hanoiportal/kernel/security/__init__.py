"""Who may do what, and how they prove who they are (clauses 8.7, 8.8).

Permissions are computed from one table and local roles; nothing is stored on resources but the
roles granted there (ADR 5).
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.crypto.sealing')
    config.include('.authentication.rules')
    config.include('.authentication.identity')
    config.include('.authentication.passkeyalone')
    config.include('.authorization.policy')
    config.include('.authentication.sessions')
    config.include('.authorization.annotate')
