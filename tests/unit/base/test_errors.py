"""Refusals of services: one shape, told apart by class."""
import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.editorial.review.interfaces import CannotPerform


def test_a_refusal_names_its_fields_in_its_message():
    error = Refused({'': 'Không được.', 'note': 'Hãy ghi lý do.'})

    assert str(error) == 'Không được.; note: Hãy ghi lý do.'


def test_later_changes_of_the_mapping_do_not_reach_the_reasons():
    given = {'note': 'Hãy ghi lý do.'}
    error = Refused(given)
    given.clear()

    assert error.reasons == {'note': 'Hãy ghi lý do.'}


def test_a_refusal_of_one_service_is_caught_as_any_refusal():
    with pytest.raises(Refused) as refused:
        raise CannotPerform({'': 'Không được.'})

    assert refused.value.reasons == {'': 'Không được.'}
