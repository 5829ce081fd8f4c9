"""Each guard of a step by itself, at its edges: what it refuses, and what it lets pass."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.editorial.publishing.interfaces import CONSOLIDATED, ERROR
from hanoiportal.editorial.review.guards import (
    GUARDS,
    LASTING,
    Step,
    all_heads_checked,
    at_its_stage,
    blocked_sources,
    board_in_force,
    changes_are_explained,
    dependencies_are_in_order,
    dependencies_are_not_ones_own,
    fit_for_readers,
    guard_failures,
    in_the_future,
    known_codes,
    leads_somewhere,
    no_open_clarification,
    no_task_left,
    not_the_author,
    nothing_too_long,
    once_each,
    stays_public,
    what_is_asked,
)
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.workflow.definitions import read_definitions
from hanoiportal.kernel.workflow.interfaces import AWAITING
from hanoiportal.kernel.workflow.records import MAJOR, Approval, Review
from servers import ROOT
from support.clocks import NOW
from translationstring import TranslationString

HOUR = datetime.timedelta(hours=1)
HEADS = ('origin', 'quality', 'content')
LONGEST = 5000
PUBLIC, DRAFT = SimpleNamespace(is_public=True), SimpleNamespace(is_public=False)


@pytest.fixture(scope='module')
def definitions():
    """The workflows that a site may choose."""
    return read_definitions(ROOT / 'config/hanoi/workflows.yaml')


@pytest.fixture
def step(definitions):
    """``step(name, workflow='ba-buoc', …)``: that step; ``review`` and ``details``: ``dict``."""
    def made(name, workflow='ba-buoc', review=(), details=(), **given):
        definition = definitions[workflow]
        record = Review()
        vars(record).update(dict(review))
        return Step(**{
            'document': PUBLIC, 'working_copy': SimpleNamespace(state=AWAITING), 'review': record,
            'definition': definition, 'transition': definition.transition(name),
            'details': Details(**dict(details)), 'actor': 'u1', 'now': NOW,
            'data': SimpleNamespace(grounds={'a': 1}, checks=dict.fromkeys(HEADS)),
            'board_is_active': True, 'digest': 'now', **given})

    return made


def approval(actor='u1', digest='now', stage=0):
    return Approval(actor, NOW, digest, stage=stage)


def refused(guard, step):
    return list(guard(step))


@pytest.mark.parametrize(('name', 'asked'), [
    ('give_back', ['note']), ('reject', ['ground', 'note']), ('schedule', ['moment']),
    ('withdraw', ['meaning', 'note']), ('approve', []), ('recall', [])])
def test_a_step_needs_all_that_it_asks_for(step, name, asked):
    said = {'note': 'Vì thế', 'ground': 'a', 'moment': NOW, 'meaning': ERROR}

    assert refused(what_is_asked, step(name)) == asked
    assert refused(what_is_asked, step(name, details={'note': ' '})) == asked
    assert refused(what_is_asked, step(name, details={'meaning': 'x'})) == asked
    assert refused(what_is_asked, step(name, details=said)) == []


def test_what_is_missing_is_said_in_words(step):
    assert what_is_asked(step('give_back')) == {'note': 'Hãy ghi lý do.'}
    assert set(map(type, what_is_asked(step('withdraw')).values())) == {TranslationString}


def test_a_code_that_the_data_does_not_hold_is_refused(step):
    beyond = step('approve', roles={'head'}, details={'checks': (*HEADS, 'other')})

    assert refused(known_codes, step('reject', details={'ground': 'z'})) == ['ground']
    assert refused(known_codes, beyond) == refused(guard_failures, beyond) == ['checks']
    assert refused(known_codes, step(
        'reject', details={'ground': 'a', 'checks': HEADS[:1]})) == []


def test_who_approves_checks_every_head_and_nobody_else_does(step):
    assert refused(all_heads_checked, step('approve', details={'checks': HEADS[1:]})) == ['checks']
    assert refused(all_heads_checked, step('approve', details={'checks': HEADS})) == []
    assert refused(all_heads_checked, step('publish')) == []


def test_nothing_is_checked_anew_where_the_order_alone_has_changed(step):
    assert refused(all_heads_checked, step('approve', is_rearranged=True)) == []


def test_a_board_out_of_force_decides_nothing_and_hinders_no_other_step(step):
    assert refused(board_in_force, step('approve', board_is_active=False)) == ['']
    assert refused(board_in_force, step('submit', board_is_active=False)) == []
    assert refused(board_in_force, step('approve')) == []


@pytest.mark.parametrize('name', ['note', 'override', 'change_note'])
def test_a_note_of_exactly_the_longest_passes_and_one_letter_more_does_not(step, name):
    assert refused(nothing_too_long, step('reject', details={name: 'x' * LONGEST})) == []
    assert refused(nothing_too_long, step('reject', details={name: 'x' * (LONGEST + 1)})) == [name]


@pytest.mark.parametrize(('name', 'goes'), [
    ('give_back', True), ('reject', True), ('recall', True), ('revoke', True),
    ('unschedule', True), ('approve', False), ('publish', False), ('schedule', False),
    ('pass_on', False)])
def test_while_an_answer_is_awaited_an_item_goes_back_and_nowhere_else(step, name, goes):
    waiting = {'clarifications': (SimpleNamespace(is_open=True),)}
    answered = {'clarifications': (SimpleNamespace(is_open=False),)}

    assert refused(no_open_clarification, step(name, review=waiting)) == ([] if goes else [''])
    assert refused(no_open_clarification, step(name, review=answered)) == []


def test_a_required_task_that_is_not_ended_holds_a_step_up(step):
    def task(**said):
        return SimpleNamespace(wish=SimpleNamespace(kind='check', required=True), is_ended=False,
                               **said)

    ended = SimpleNamespace(wish=task().wish, is_ended=True)

    assert refused(no_task_left, step('approve', review={'tasks': (task(),)})) == ['']
    assert refused(no_task_left, step('give_back', review={'tasks': (task(),)})) == []
    assert refused(no_task_left, step('approve', review={'tasks': (ended,)})) == []


def test_the_first_objection_to_publishing_is_said(step):
    assert fit_for_readers(step('approve', publish_blockers=('một', 'hai'))) == {'': 'một'}
    assert fit_for_readers(step('approve')) == {}


def test_an_author_takes_every_step_but_the_approval(step):
    wrote = {'authors': frozenset({'u1'})}

    assert refused(not_the_author, step('approve', review=wrote)) == ['']
    assert refused(not_the_author, step('emergency', review=wrote)) == ['']
    assert refused(not_the_author, step('submit', review=wrote)) == []
    assert refused(not_the_author, step('approve', review=wrote, actor='u2')) == []


def test_a_member_approves_one_version_once(step):
    def given(*approvals, name='approve'):
        return refused(once_each, step(name, review={'approvals': approvals}))

    assert given(approval('u2'), approval()) == ['']
    assert given(approval('u2')) == given(approval(digest='before')) == []
    assert given(approval(), name='emergency') == []


def test_each_stage_is_approved_by_its_own_members(step):
    def asked(roles, *stages, name='approve'):
        return refused(at_its_stage, step(
            name, 'bon-buoc', {'approvals': tuple(approval(stage=each) for each in stages)},
            roles=frozenset(roles)))

    assert asked({'board_member'}) == asked({'head'}, 0) == []
    assert asked({'editor'}) == asked({'board_member'}, 0) == ['']
    assert asked({'editor'}, name='submit') == []
    assert asked({'editor'}, 0, 1) == []  # the site has fewer stages than before


def test_sources_that_are_never_allowed_stop_an_approval_and_others_ask_for_a_reason(step):
    final = SimpleNamespace(can_be_overridden=False, message='cấm')
    open_ = SimpleNamespace(can_be_overridden=True, message='cần lý do')

    def said(*found, name='approve', override=''):
        return blocked_sources(step(name, details={'override': override}, blocking=found))

    worse = SimpleNamespace(can_be_overridden=False, message='cấm hẳn')
    assert said(open_, final, worse, override='Vì thế') == {'': 'cấm'}
    other = SimpleNamespace(can_be_overridden=True, message='khác')
    assert said(open_, other) == said(open_, override=' ') == {'override': 'cần lý do'}
    assert said(open_, override='Vì thế') == said() == said(final, name='publish') == {}


def test_a_time_of_publication_lies_ahead(step):
    def at(moment, name='schedule', **more):
        return refused(in_the_future, step(name, details={'moment': moment, **more}))

    assert at(NOW) == at(NOW - HOUR) == ['moment']
    assert at(NOW + datetime.timedelta.resolution) == at(None) == at(NOW, 'publish') == []


def test_what_expires_does_so_after_it_became_public(step):
    def expires(moment, published=None, name='schedule'):
        return refused(in_the_future, step(
            name, details={'moment': published, 'expires': moment}))

    assert expires(NOW + HOUR, NOW + 2 * HOUR) == ['expires']
    assert expires(NOW + HOUR, NOW + HOUR) == ['expires']
    assert expires(NOW + 2 * HOUR, NOW + HOUR) == []
    assert expires(NOW, name='approve') == ['expires']
    assert expires(NOW + HOUR, name='approve') == expires(None) == []


def test_a_major_change_alone_has_to_be_explained(step):
    def said(**details):
        return refused(changes_are_explained, step('submit', details=details))

    assert said(change=MAJOR) == said(change=MAJOR, change_note=' ') == ['change_note']
    assert said(change=MAJOR, change_note='Chợ mở sớm') == said() == []


def test_what_was_consolidated_leads_to_something_public_that_is_not_itself(step):
    other = SimpleNamespace(is_public=True)

    def to(goal, meaning=CONSOLIDATED):
        return refused(leads_somewhere, step(
            'withdraw', details={'meaning': meaning, 'moved_to': goal}))

    assert to(None) == to(DRAFT) == to(PUBLIC) == ['moved_to']
    assert to(other) == to(None, ERROR) == []


def test_every_guard_is_asked_and_the_first_reason_for_a_field_is_said(step):
    everything = step(
        'emergency', board_is_active=False, publish_blockers=('xấu',),
        review={'authors': frozenset({'u1'})},
        details={'checks': ('x',), 'change': MAJOR, 'ground': 'z', 'expires': NOW,
                 'override': 'x' * (LONGEST + 1), 'meaning': CONSOLIDATED})

    assert set(guard_failures(everything)) == {
        '', 'note', 'ground', 'checks', 'override', 'expires', 'change_note', 'moved_to'}
    assert guard_failures(everything)[''] == board_in_force(everything)['']
    assert guard_failures(everything)['checks'] == known_codes(everything)['checks']
    assert set(guard_failures(everything, LASTING)) == {''}


def test_what_no_form_can_mend_is_known_before_one_is_shown_and_all_is_asked_at_the_step():
    lasting = {board_in_force, no_open_clarification, no_task_left, fit_for_readers,
               not_the_author, dependencies_are_not_ones_own,
               dependencies_are_in_order, once_each, at_its_stage, stays_public}

    assert set(LASTING) == lasting
    assert set(GUARDS) == lasting | {
        what_is_asked, known_codes, all_heads_checked, nothing_too_long, blocked_sources,
        in_the_future, changes_are_explained, leads_somewhere}


@pytest.mark.parametrize('guard', GUARDS, ids=lambda guard: guard.__name__)
def test_a_step_that_nothing_stands_against_passes_every_guard(step, guard):
    assert guard(step('approve', details={'checks': HEADS}, roles={'head'})) == {}
