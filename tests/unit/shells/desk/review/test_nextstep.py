"""Which button of a record is the red one."""
from hanoiportal.shells.desk.review.nextstep import EDIT, LOOK, next_step
from hanoiportal.shells.desk.review.steps import StepForm


def following(names, state, against=(), **said):
    steps = [StepForm(name, '', '', frozenset(), frozenset(),
                      ('Không.',) if name in against else ()) for name in names]
    given = {'may_edit': False, 'may_look': False, 'must_mend': False, 'decides': False, **said}
    return next_step(steps, state, **given)


def test_what_leads_on_is_the_next_step():
    for names, state, expected in (
            (['submit', 'emergency'], 'draft', 'submit'),
            (['take', 'pass_on'], 'submitted', 'take'),
            (['give_back', 'pass_on'], 'editing', 'pass_on'),
            (['give_back', 'reject', 'approve', 'emergency'], 'awaiting', 'approve'),
            (['schedule', 'revoke', 'publish'], 'approved', 'schedule'),
            (['revoke', 'publish'], 'approved', 'publish'),
            (['unschedule', 'revoke'], 'scheduled', ''), (['withdraw'], 'published', ''),
            (['recall'], 'submitted', ''), (['reopen'], 'rejected', 'reopen'),
            ([], 'awaiting', '')):
        assert following(names, state) == expected


def test_a_step_that_something_stands_against_is_not_the_next_one():
    assert following(['approve', 'give_back'], 'awaiting', against=['approve']) == ''


def test_who_must_mend_a_draft_edits_before_sending_it():
    assert following(['submit'], 'draft', may_edit=True, must_mend=True) == EDIT
    assert following(['submit'], 'draft', must_mend=True) == 'submit'
    assert following(['submit'], 'draft', may_edit=True) == 'submit'


def test_who_decides_has_no_need_to_edit_what_was_sent():
    assert following(['take', 'pass_on', 'give_back'], 'submitted', decides=True) == 'pass_on'


def test_a_public_text_is_corrected_by_editors_and_not_in_passing_by_the_board():
    assert following([], 'published', may_edit=True) == EDIT
    assert following(['withdraw'], 'published', may_edit=True, decides=True) == ''
    assert following(['reopen'], 'withdrawn', may_edit=True, decides=True) == ''


def test_the_second_look_comes_before_all_else():
    assert following(['withdraw'], 'published', may_edit=True, may_look=True) == LOOK
