"""How a line names types and states, and that its keys are not a type's fields."""
import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.content.transfer import keys
from hanoiportal.content.transfer.forms import state_name, state_named, type_names
from hanoiportal.kernel.tree.content import bound_schema
from hanoiportal.kernel.workflow.interfaces import TITLES


def test_the_names_of_types_and_states_are_one_to_one(registry):
    names = type_names(registry)

    assert {'portal', 'site', 'section', 'news', 'page', 'legaldocument', 'file', 'image',
            'link'} <= set(names)
    assert len(set(names.values())) == len(names)
    assert {state: state_named(state_name(state)) for state in TITLES} == {
        state: state for state in TITLES}


def test_no_type_has_a_field_called_like_a_key_of_the_line(registry):
    ours = keys.RESOURCE | keys.TRANSLATION

    for name in type_names(registry).values():
        fields = {node.name for node in bound_schema(name, registry)}
        assert not fields & ours, name


@pytest.mark.parametrize('name', ['', 'secret', None, 1, [], {}])
def test_a_state_that_is_none_is_refused(name):
    with pytest.raises(Refused):
        state_named(name)
