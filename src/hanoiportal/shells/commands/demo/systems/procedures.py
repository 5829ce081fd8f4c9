"""The catalogue of procedures in a demonstration: the commonest, of which some have changed."""
from .....discovery.search.interfaces import ISearchData
from .....integration.procedures.interfaces import IProcedureCatalogue, ListedProcedure
from .....platform.scheduling.interfaces import IOpening
from ...environment import Environment
from .addresses import PROCEDURES, LocalSystems

#: Which of the common procedures is said to have changed, and which to be repealed.
_CHANGED, _REPEALED = 3, 5
#: Fields by words in names; all else is of the last.
_FIELDS = (('khai sinh', 'Hộ tịch'), ('kết hôn', 'Hộ tịch'), ('khai tử', 'Hộ tịch'),
           ('đất', 'Đất đai'), ('xây dựng', 'Xây dựng'), ('kinh doanh', 'Doanh nghiệp'),
           ('cư trú', 'Cư trú'), ('', 'Lĩnh vực khác'))


def list_procedures(environment: Environment, systems: LocalSystems) -> None:
    """Let the portal take a made-up list twice, so that some procedures have changed; the source
    has the second one later.
    """
    catalogue: IProcedureCatalogue = environment.registry.getUtility(IProcedureCatalogue)
    common = environment.registry.getUtility(ISearchData).procedures.all
    listed = [ListedProcedure(each.code, each.name, _field(each.name))
              for each in common if each.code]
    with environment.registry.getUtility(IOpening)('demo') as opened:
        catalogue.take(opened, listed)
        catalogue.take(opened, [
            each._replace(version='2' if place == _CHANGED else '',
                          is_repealed=place == _REPEALED)
            for place, each in enumerate(listed)])
    systems.give_all(PROCEDURES, (
        (each.code, each.name, each.field) for place, each in enumerate(listed)
        if place != _REPEALED))


def _field(name: str) -> str:
    return next(field for word, field in _FIELDS if word in name.casefold())
