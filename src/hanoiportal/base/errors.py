"""What services raise when they refuse what somebody asks of them."""
from collections.abc import Mapping
from typing import Generic, TypeVar

#: What a reason is given for: as a rule the name of a field.
Field = TypeVar('Field')


class Refused(Exception, Generic[Field]):
    """Raised with ``reasons``; nothing has changed then.

    ``reasons``: ``{field name, or '' for the whole: translatable sentence}``, not empty.
    Each service has a subclass of its own where callers tell its refusals from others.
    """

    def __init__(self, reasons: Mapping[Field, str]) -> None:
        super().__init__('; '.join(
            f'{field}: {why}' if field else str(why) for field, why in reasons.items()))
        self.reasons = dict(reasons)
