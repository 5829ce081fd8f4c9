"""Yếu tố thứ hai: what an account proves itself by besides its password.

What is enrolled stands on the account; when each was used last is counted in ``usage``.
"""
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Generator:
    """Ứng dụng tạo mã: an application that tells codes, see ``onetime``.

    ``sealed``: its secret, see ``sealing``.  ``added``: aware UTC.
    """

    sealed: bytes
    added: datetime.datetime


@dataclass(frozen=True)
class Passkey:
    """Khóa truy cập: a key pair in somebody's device, bound to our domain (WebAuthn level 3).

    ``id``: the credential's, base64url.  ``public_key``: COSE.  ``counter``: as it was when added.
    ``name``: what its owner calls it.  ``added``: aware UTC.  ``transports``: how it is reached.
    """

    id: str
    public_key: bytes
    counter: int
    name: str
    added: datetime.datetime
    transports: tuple[str, ...] = ()


class Factors:
    """What ``Account`` has of factors; each change ends every session (ASVS 5.0, 7.4.3)."""

    one_time: Generator | None = None
    #: In the order in which they were added.
    passkeys: tuple[Passkey, ...] = ()
    #: Hashes of recovery codes, see ``recovery``.
    recovery: tuple[str, ...] = ()
    #: Raised by each change: sessions opened before end.
    generation: int

    @property
    def has_second_factor(self) -> bool:
        """Whether a password alone does not open the account."""
        return self.one_time is not None or bool(self.passkeys)

    def passkey(self, id: str) -> Passkey | None:
        """Return that with the credential ``id``."""
        return next((each for each in self.passkeys if each.id == id), None)

    def enrol(self, factor: Generator | Passkey) -> None:
        """Add a ``Passkey``, or put a ``Generator`` in place of the one before."""
        if isinstance(factor, Generator):
            self.one_time = factor
        else:
            self.passkeys = (*self.passkeys, factor)
        self.generation += 1

    def drop(self, factor: Generator | Passkey) -> None:
        """Take a factor away; with the last one its recovery codes go, too."""
        if isinstance(factor, Generator):
            self.one_time = None
        else:
            self.passkeys = tuple(each for each in self.passkeys if each != factor)
        if not self.has_second_factor:
            self.recovery = ()
        self.generation += 1

    def reset_factors(self) -> None:
        """Take all away, as when a telephone is lost."""
        self.one_time, self.passkeys, self.recovery = None, (), ()
        self.generation += 1
