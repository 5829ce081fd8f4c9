"""What services refuse, and why."""
import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.editorial.review.interfaces import CannotPerform


def reasons(call, *args, **kwargs):
    """Return the reasons for which ``call`` refuses, as texts to be translated, by field."""
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.reasons


def refusal(call, *args, **kwargs):
    """Return the reasons for which ``call`` refuses, in plain words, by field."""
    with pytest.raises((CannotPerform, Refused)) as refused:
        call(*args, **kwargs)
    return {name: str(why) for name, why in refused.value.reasons.items()}
