"""Sổ nội bộ: records that offices keep and nobody outside reads (ADR 62).

A register is a declaration, not a module: a schema gives form, list, filters, files in and out and
the log.  Rows lie in ``interactions``; each keeps what it was, is withdrawn rather than deleted,
and has a number that is never given twice.  What registers say of people is sealed (ADR 80).
"""
from pyramid.config import Configurator

from .approved import Approved, ValidRows
from .ending import end_rows
from .exporting import exports_service
from .exportjobs import EVERY, make_exports
from .forgetting import DESTROY, Forgetting, destroy, key_numbers
from .interfaces import (
    IApproved,
    IDeclaredRegisters,
    IForgetting,
    IRegisterExports,
    IRegisters,
    IValidRows,
    Register,
)
from .jobs import remind
from .services import registers_service


def add_register(config: Configurator, register: Register) -> None:
    """Directive: let there be ``register`` at every site."""
    declared = config.registry.getUtility(IDeclaredRegisters)

    def declare() -> None:
        declared[register.name] = register

    config.action(('register', register.name), declare)


def includeme(config: Configurator) -> None:
    config.registry.registerUtility({}, IDeclaredRegisters)
    config.add_directive('add_register', add_register)
    config.add_service(IRegisters, registers_service)
    config.add_service(IRegisterExports, exports_service)
    config.registry.registerUtility(Forgetting(config.registry), IForgetting)
    config.registry.registerUtility(Approved(), IApproved)
    config.registry.registerUtility(ValidRows(), IValidRows)
    config.add_effect(DESTROY, destroy)
    config.add_job('registers', 600, remind)
    config.add_job('register ends', 600, end_rows)
    config.add_job('register exports', EVERY, make_exports)
    config.add_key_owner('registers', key_numbers)
