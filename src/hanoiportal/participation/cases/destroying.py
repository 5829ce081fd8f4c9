"""Keys of erased cases: destroyed by the outbox, and packed away."""
from ...kernel.storage.keys import keys_of
from ...platform.outbox.interfaces import Payload
from ...platform.scheduling.interfaces import IEnvironment


def destroy(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of the outbox: destroy the key of a case; doing it twice does it once."""
    keys_of(environment.portal).destroy([int(payload['number'])])


def pack(environment: IEnvironment) -> None:
    """Let the disk hold no destroyed key: a job of the scheduler."""
    keys_of(environment.portal).pack()
