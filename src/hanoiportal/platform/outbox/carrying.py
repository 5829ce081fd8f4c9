"""Carrying effects out: at once after the commit, and by the scheduler until they succeed."""
import logging
from collections.abc import Iterable
from functools import partial

from pyramid.registry import Registry

from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...kernel.security.interactions import interactions_of
from ..scheduling.interfaces import IEnvironment, IOpening
from .interfaces import Effect, IEffectKind
from .resource import KEY

log = logging.getLogger(__name__)

#: Seconds for which who carries an effect out has it alone; the longest pause between two tries.
LEASE, LONGEST = 300, 3600
#: Seconds before the second try; each further pause is twice as long.
PAUSE = 5


def carry_now(registry: Registry, tokens: Iterable[str]) -> None:
    """Carry out the effects of ``tokens``, which this process has just added.  What fails is left
    to the scheduler.
    """
    try:
        with registry.getUtility(IOpening)('outbox') as environment:
            if is_restored(environment):
                return
            for token in tokens:
                effect = environment.in_transaction(partial(_effect, environment, token))
                if effect is not None and not effect.is_held:
                    _carry(environment, effect)
    except Exception:  # what follows a deed never undoes it
        log.exception('the outbox waits for the scheduler')


def carry_due(environment: IEnvironment) -> None:
    """Carry out what waits: the job of the scheduler."""
    if is_restored(environment):
        return
    now = environment.clock.now().timestamp()
    for token in environment.in_transaction(lambda: _due(environment, now)):
        effect = environment.in_transaction(partial(_lease, environment, token, now))
        if effect is not None:
            _carry(environment, effect)


def is_restored(environment: IEnvironment) -> bool:
    """Return whether data were restored and ``bin/portal reconcile`` has not run since: what
    waits then may have happened already.
    """
    settings = environment.registry.getUtility(ISettings)
    return bool(settings.restored_mark.exists())


def _due(environment: IEnvironment, now: float) -> list[str]:
    found = sorted((effect.next, token) for token, effect in _effects(environment).items()
                   if effect.next <= now and not effect.is_held)
    return [token for _next, token in found]


def _lease(environment: IEnvironment, token: str, now: float) -> Effect | None:
    """Return the effect, which nobody else carries out for some time."""
    effect = _effect(environment, token)
    if effect is None or effect.next > now or effect.is_held:
        return None
    _effects(environment)[token] = effect._replace(next=now + LEASE)
    return effect


def _carry(environment: IEnvironment, effect: Effect) -> None:
    """Carry ``effect`` out; then, and not before, it waits no more."""
    kind = environment.registry.queryUtility(IEffectKind, name=effect.kind)
    try:
        if kind is None:
            raise LookupError(f'no handler of {effect.kind}')
        kind.handler(environment, effect.token, effect.payload)
    except Exception as error:
        log.exception('effect %s of the outbox', effect.kind)
        environment.in_transaction(partial(_failed, environment, effect.token, error))
        return
    environment.in_transaction(partial(_done, environment, effect.token))


def _done(environment: IEnvironment, token: str) -> None:
    _effects(environment).pop(token, None)


def _failed(environment: IEnvironment, token: str, error: Exception) -> None:
    effect = _effect(environment, token)
    if effect is not None:
        now = environment.registry.getUtility(IClock).now().timestamp()
        pause = min(LONGEST, PAUSE * 2 ** min(effect.tries, 12))
        _effects(environment)[token] = effect._replace(
            tries=effect.tries + 1, next=now + pause, error=type(error).__name__)


def _effect(environment: IEnvironment, token: str) -> Effect | None:
    found: Effect | None = _effects(environment).get(token)
    return found


def _effects(environment: IEnvironment) -> dict[str, Effect]:
    book = interactions_of(environment.portal).get(KEY)
    found: dict[str, Effect] = {} if book is None else book.effects
    return found
