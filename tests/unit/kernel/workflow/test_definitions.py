"""The workflows as data: no way to the public goes past the board."""

import pytest
import yaml
from hanoiportal.base.permissions import EMERGENCY
from hanoiportal.kernel.security.authorization.roles import BOARD, ROLES
from hanoiportal.kernel.workflow.definitions import (
    START,
    BadDefinition,
    Stage,
    Transition,
    check,
    read_definitions,
    walk,
)
from hanoiportal.kernel.workflow.interfaces import EVERY_STATE, IN_WORK, PUBLISHED
from support import ROOT

DATA = ROOT / 'config/hanoi/workflows.yaml'
DEFINITIONS = read_definitions(DATA)
each_definition = pytest.mark.parametrize('definition', DEFINITIONS.values(), ids=DEFINITIONS)


@each_definition
@pytest.mark.clause('15.1.f')
def test_every_way_to_the_public_passes_every_stage_of_approval_or_the_head(definition):
    into_public = [(position, transition) for position, transition, reached in walk(definition)
                   if reached[0] == PUBLISHED and position[0] in IN_WORK]

    assert into_public
    for (_state, stage, _given), transition in into_public:
        assert stage == len(definition.stages) or transition.permission == EMERGENCY


@each_definition
def test_approvals_are_given_by_roles_of_the_board_alone(definition):
    assert all(stage.roles <= BOARD for stage in definition.stages)
    deciding = {each.permission for each in definition.transitions if 'checks' in each.asks}
    assert {role for role, table in ROLES.items() if deciding & set(table)} <= BOARD


@each_definition
def test_the_public_can_be_reached_and_no_state_is_a_dead_end(definition):
    steps = list(walk(definition))
    left = {position for position, _transition, _reached in steps}
    reached = {reached for _position, _transition, reached in steps}

    assert PUBLISHED in {state for state, *_rest in reached}
    assert {state for state, *_rest in reached - left} == set()
    assert {state for state, *_rest in left} <= EVERY_STATE


@each_definition
def test_what_is_given_back_or_rejected_has_lost_its_approvals(definition):
    for _position, transition, reached in walk(definition):
        if transition.name in ('give_back', 'reject', 'revoke', 'recall', 'reopen'):
            assert reached[1:] == START[1:]


@each_definition
def test_the_approvals_say_where_a_version_stands(definition):
    given = [number for number, stage in enumerate(definition.stages)
             for _each in range(stage.count)]
    positions = [definition.position('awaiting', given[:number])
                 for number in range(len(given) + 1)]

    assert len(set(positions)) == len(given) + 1
    assert positions[0] == ('awaiting', 0, 0)
    assert positions[-1] == ('awaiting', len(definition.stages), 0)


@each_definition
def test_approvals_of_another_workflow_do_not_stand_for_those_of_this_one(definition):
    elsewhere = [len(definition.stages) + 1] * 5

    assert definition.position('awaiting', elsewhere) == ('awaiting', 0, 0)
    assert definition.after(('awaiting', len(definition.stages), 0),
                            definition.transition('approve'))[0] == 'approved'


def broken(definition, **changes):
    values = {**vars(definition), **changes}
    return type(definition)(**values)


@pytest.mark.clause('33.3')
@pytest.mark.parametrize(('changes', 'complaint'), [
    ({'steps': 1}, 'two to four steps'),
    ({'steps': 5}, 'two to four steps'),
    ({'stages': ()}, 'every stage needs an approval'),
    ({'stages': (Stage(frozenset(), 1),)}, 'every stage needs an approval'),
    ({'stages': (Stage(frozenset({'head'}), 0),)}, 'every stage needs an approval'),
    ({'transitions': (Transition('leak', frozenset({'draft'}), PUBLISHED, 'publish'),)},
     'leak publishes unapproved')])
def test_a_workflow_that_goes_past_the_board_is_refused(changes, complaint):
    with pytest.raises(BadDefinition, match=complaint):
        check(broken(DEFINITIONS['ba-buoc'], **changes))


@pytest.mark.clause('33.3')
def test_the_data_are_two_to_four_steps():
    rows = yaml.safe_load(DATA.read_text(encoding='utf-8'))

    assert {row['steps'] for row in rows} == {2, 3, 4}
