"""What each button of the page of a contribution does."""
from collections.abc import Callable, Mapping

from ..cases.interfaces import Case
from .interfaces import FileUse, IContributing, IInviting, InformationProvider, Wish

Verbs = Mapping[str, Callable[[], object]]


def verbs_of(contributing: IContributing, inviting: IInviting, case: Case,
             form: Mapping[str, str], actor: str) -> Verbs:
    """Return what the buttons of the page of ``case`` do with ``form``, by their names."""
    def said(act: str, name: str) -> str:
        return str(form.get(f'{act}.{name}', ''))

    return {
        'make': lambda: contributing.make(case, wish_of(form, len(case.files)), actor),
        'ask': lambda: contributing.ask(case, said('ask', 'text'), actor),
        'complete': lambda: contributing.complete(case, InformationProvider(*(
            said('complete', name) for name in InformationProvider._fields)), actor),
        'invite': lambda: inviting.invite(case, actor),
        'engage': lambda: inviting.engage(case, actor),
        'refuse': lambda: contributing.refuse(
            case, said('refuse', 'ground'), said('refuse', 'text'), actor)}


def wish_of(form: Mapping[str, str], files: int) -> Wish:
    """Return what of the form says how the draft is made of a case with so many ``files``."""
    section, _colon, type_name = str(form.get('make.target', '')).partition(':')
    return Wish(section, type_name, tuple(
        FileUse(index, str(form.get(f'make.use{index}', '')),
                str(form.get(f'make.said{index}', '')).strip())
        for index in range(files)))
