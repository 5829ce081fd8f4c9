"""How mails are written: RFC 5322, with addresses in headers whole on one line.

Python folds what is longer than 78 letters, an address as an encoded word; no program reads it in
``List-Unsubscribe`` then (RFC 8058).
"""
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, EmailPolicy


class AddressHeader(UnstructuredHeader):
    """A header whose value is one address, in ASCII."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return it on one line, of at most 998 letters."""
        return f'{self.name}: {self}{policy.linesep}'  # type: ignore[attr-defined]


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ('list-unsubscribe', 'return-path'):
        registry.map_to_type(name, AddressHeader)  # type: ignore[arg-type]
    return registry


MAIL = SMTP.clone(header_factory=_registry())
