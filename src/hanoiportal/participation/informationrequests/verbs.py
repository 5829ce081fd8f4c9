"""What each button of the page of a request does."""
import datetime
from collections.abc import Callable, Mapping, Sequence

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IClock
from ..cases.interfaces import Attachment, Case, ICases
from ..inbox.interfaces import CannotAnswer, ITriage
from .interfaces import (
    REFUSAL,
    RESOLUTION,
    CannotResolve,
    IAfterwards,
    IDelivering,
    IHandover,
    IResolving,
)

#: Forms that go before the board, by the names of their acts.
PROPOSALS = {'resolve': RESOLUTION, 'refuse': REFUSAL}
Verbs = Mapping[str, Callable[[], object]]
#: A verb that sets a day and says why.
Dated = Callable[[Case, datetime.date | None, str, str], None]


def verbs_of(request: Request, case: Case, form: Mapping[str, str],
             files: Callable[[], Sequence[Attachment]]) -> Verbs:
    """Return what the buttons of the page of ``case`` do with ``form``, by their names."""
    return {**_resolving(request, case, form, files), **_handover(request, case, form),
            **_afterwards(request, case, form, files)}


def said(form: Mapping[str, str], act: str) -> dict[str, str]:
    """Return what was typed into the form of ``act``, by names of fields."""
    start = f'{act}.'
    return {name[len(start):]: str(value) for name, value in form.items()
            if name.startswith(start)}


def _resolving(request: Request, case: Case, form: Mapping[str, str],
               files: Callable[[], Sequence[Attachment]]) -> Verbs:
    resolving: IResolving = request.service(IResolving)
    actor = request.identity.id

    def propose(act: str) -> Callable[[], object]:
        values = said(form, act)

        def proposed() -> None:
            _take(request, case)
            resolving.propose(
                case, PROPOSALS[act], values, values.get('ground', ''), files(), actor)
        return proposed

    def dated(act: str, verb: Dated) -> Callable[[], object]:
        given = said(form, act)
        return lambda: verb(case, _day(given.get('until', '')), given.get('text', ''), actor)

    return {
        'register': lambda: resolving.register(case, actor),
        'guide': lambda: resolving.guide(case, said(form, 'guide').get('text', ''), actor),
        'complete': lambda: resolving.complete(case, actor),
        'set_time': dated('set_time', resolving.set_time),
        'extend': dated('extend', resolving.extend),
        'resolve': propose('resolve'), 'refuse': propose('refuse')}


def _take(request: Request, case: Case) -> None:
    """Let who proposes have ``case``, if nobody has it: the board decides on what somebody has.
    Raises ``CannotResolve``.
    """
    cases: ICases = request.registry.getAdapter(request.root, ICases)
    if cases.standing(case, request.registry.getUtility(IClock).now()).assigned:
        return
    try:
        request.service(ITriage).take(case, request.identity.id)
    except CannotAnswer as refused:
        raise CannotResolve(refused.reasons) from None


def _handover(request: Request, case: Case, form: Mapping[str, str]) -> Verbs:
    handover: IHandover = request.service(IHandover)
    actor = request.identity.id

    def dated(act: str, verb: Dated) -> Callable[[], object]:
        given = said(form, act)
        return lambda: verb(case, _day(given.get('day', ''), 'day'), given.get('text', ''), actor)

    charged = said(form, 'charge')
    return {
        'charge': lambda: handover.charge(
            case, charged.get('amount', ''), charged.get('text', ''), actor),
        'paid': dated('paid', handover.paid), 'posted': dated('posted', handover.posted)}


def _day(text: str, field: str = 'until') -> datetime.date | None:
    """Return the day that was typed, ``None`` for none.  Raises ``CannotResolve``."""
    try:
        return datetime.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise CannotResolve({field: _('Hãy nhập một ngày.')}) from None


def _afterwards(request: Request, case: Case, form: Mapping[str, str],
                files: Callable[[], Sequence[Attachment]]) -> Verbs:
    afterwards: IAfterwards = request.service(IAfterwards)
    delivering: IDelivering = request.service(IDelivering)
    actor = request.identity.id

    def text(act: str) -> str:
        return said(form, act).get('text', '')

    return {
        'third': lambda: afterwards.ask_third_party(case, said(form, 'third'), actor),
        'third_said': lambda: afterwards.third_party_said(
            case, said(form, 'third_said').get('agrees') == 'yes', text('third_said'), actor),
        'new_code': lambda: delivering.new_code(case, actor),
        'faulty': lambda: afterwards.found_faulty(case, text('faulty'), actor),
        'correct': lambda: afterwards.correct(case, text('correct'), files(), actor),
        'sued': lambda: afterwards.sued(
            case, _day(said(form, 'sued').get('day', ''), 'day'), text('sued'), actor)}
