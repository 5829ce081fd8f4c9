"""Sổ văn bản, quyết định đã ban hành: what each body has issued, posted or not (13.1.b–d, f, g).

Who enters: the editors and the Editorial Board of a site, in the desk or from a file; the city's
board enters once what a higher body has issued, with the sites in its scope.  Each row says who
owes a publication, by which rule and from which day.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .interfaces import IIssuers
from .kinds import read_kinds, read_types
from .register import ISSUERS, register_of


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(ISSUERS, IIssuers)
    data = config.registry.getUtility(ISettings).data
    config.add_register(register_of(
        read_kinds(data / 'duty_kinds.csv'), read_types(data / 'document_types.csv')))
