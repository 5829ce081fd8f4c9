"""Let other systems be read, and tell of cases."""
from ...environment import Environment
from . import documents, hotline, lawdatabases, procedures
from .addresses import LocalSystems


def exchange(environment: Environment, systems: LocalSystems, shown: list[str]) -> None:
    """Compare documents, list procedures, and bring cases of ``shown``, labels of sites."""
    lawdatabases.compare(environment, systems)
    procedures.list_procedures(environment, systems)
    documents.exchange(environment, shown)
    hotline.call(environment, systems, shown)
