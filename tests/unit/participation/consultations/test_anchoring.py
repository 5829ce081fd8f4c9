"""Anchors over redrafts: none on a look-alike, nearly all that a person would keep."""
import os
from pathlib import Path

import pytest
from hanoiportal.participation.consultations.anchoring import (
    CHANGED,
    GONE,
    KEPT,
    MANY,
    WIDENED,
    Anchor,
    Succession,
    anchored,
    carry,
)
from hanoiportal.participation.consultations.anchoring.anchors import at
from support.anchor_corpus import Redraft, redrafts, sentences_of

#: A real decision; the first of the seeds that are held out.
DECISION = Path(__file__).parents[4] / 'config/hanoi/quyet-dinh-4263.txt'
HELD_OUT = 4_263_000


class P:
    """A provision."""

    def __init__(self, id: str, text: str) -> None:
        self.id, self.text = id, text


CONFIRMED = Succession({}, {'a'})
OLD = ('Hồ sơ gồm đơn đề nghị và bản vẽ. Trong 10 ngày kể từ ngày nhận, Sở trả lời. '
       'Sau 30 ngày kể từ ngày trả lời, hồ sơ được lưu.')


def kept(passage, new, old=OLD, way=CONFIRMED):
    return carry(anchored('a', old, passage), old, [P('a', new)], way)


def test_a_passage_moves_with_what_stands_beside_it():
    new = 'Phần mới. ' + OLD.replace('bản vẽ', 'bản vẽ thiết kế')
    found = kept('10 ngày', new)
    assert found.how == KEPT
    assert new[found.anchor.start:found.anchor.end] == '10 ngày'


def test_a_passage_stays_where_its_sentence_begins_otherwise_and_ends_as_it_did():
    old = 'Việc quản lý hè phố và công viên thực hiện theo quy định tại Quyết định này.'
    new = old.replace('Việc quản lý', 'Việc quản')
    found = kept('quy định tại', new, old)
    assert found.how == KEPT
    assert new[found.anchor.start:found.anchor.end] == 'quy định tại'


def test_a_number_that_another_sentence_says_now_gets_no_comment():
    old = 'Cấp mới trong 10 ngày kể từ ngày nhận. Cấp lại trong 30 ngày kể từ ngày nhận.'
    new = old.replace('10', 'x').replace('30', '10').replace('x', '15')
    assert kept('10 ngày', new, old).how == MANY


def test_a_passage_that_was_rewritten_stays_with_its_provision():
    assert kept('10 ngày', OLD.replace('10 ngày', '12 ngày')) == (Anchor('a'), WIDENED)


def test_nothing_moves_to_another_text_before_somebody_has_confirmed_it():
    found = kept('10 ngày', f'{OLD} Thêm.', way=Succession())
    assert found == (None, CHANGED)


def test_a_provision_that_is_gone_leaves_an_orphan():
    anchor = Anchor('a')
    assert carry(anchor, OLD, [P('b', 'Khác.')], CONFIRMED) == (None, GONE)
    assert carry(anchor, OLD, [P('b', 'Khác.')], Succession({'a': ()}, {'a'})) == (None, GONE)


def test_a_whole_provision_that_was_split_is_not_put_into_one_of_its_parts():
    parts = [P('a', 'Một.'), P('b', 'Hai.')]
    split = Succession({'a': ('a', 'b')}, {'a'})
    assert carry(Anchor('a'), 'Một. Hai.', parts, split) == (None, MANY)


def test_an_id_that_now_names_another_text_is_no_proof():
    swapped = [P('a', 'Văn bản thứ hai, dài hơn bốn mươi chữ, của một khoản khác hẳn.')]
    assert carry(Anchor('a'), OLD, swapped, Succession()) == (None, CHANGED)


def test_equal_text_under_another_id_is_no_proof_either():
    assert carry(Anchor('a'), OLD, [P('n', OLD)], Succession()) == (None, GONE)


def test_the_draft_whole_is_always_there():
    assert carry(Anchor(), '', [], Succession()) == (Anchor(), KEPT)


def test_words_that_stand_twice_are_not_taken_for_a_passage():
    assert anchored('a', OLD, 'kể từ ngày') is None
    assert anchored('a', OLD, 'không có ở đây') is None


def test_a_passage_is_found_however_it_was_copied():
    assert anchored('a', OLD, '  đơn đề\nnghị ') == at('a', OLD, 10, 21)


def tally(found: list[Redraft], is_confirmed: bool) -> tuple[int, int, int, int]:
    """Return how many anchors stand wrongly, are owed, are kept of these, and there are."""
    wrong = owed = there = total = 0
    for each in found:
        way = each.way if is_confirmed else Succession()
        for asked in each.asked:
            now, _how = carry(asked.anchor, asked.old, each.after, way)
            place = now and (now.provision, now.start, now.quotation)
            # A passage whose words are elsewhere by now may stand at its whole provision.
            is_right = place in asked.places
            if now is not None and not is_right:
                wrong += 1
            total, owed = total + 1, owed + asked.is_owed
            there += asked.is_owed and is_right
    return wrong, owed, there, total


@pytest.mark.clause('4.3.b')
def test_no_comment_of_the_corpus_moves_to_a_look_alike():
    # 1,000 anchors a seed; ``make anchors`` takes ten.
    seeds = range(int(os.environ.get('ANCHOR_SEEDS', '1')))
    found = [each for seed in seeds for each in redrafts(seed, 10, 100)]
    wrong, owed, there, total = tally(found, True)
    assert total == 1000 * len(seeds)
    assert wrong == 0
    assert there >= .95 * owed
    assert tally(found, False)[0] == 0


@pytest.mark.clause('4.3.b')
def test_no_comment_of_the_corpus_held_out_moves_to_a_look_alike():
    # Redrafts of sentences of a real decision, under seeds that nobody has looked at: carrying was
    # built with those above alone.  Whoever mends it by a fault that is found here makes another.
    said = sentences_of(DECISION)
    seeds = range(HELD_OUT, HELD_OUT + int(os.environ.get('ANCHOR_SEEDS', '1')))
    found = [each for seed in seeds for each in redrafts(seed, 10, 100, said)]
    wrong, owed, there, total = tally(found, True)
    assert (len(said) > 300, total) == (True, 1000 * len(seeds))
    assert wrong == 0
    assert there >= .95 * owed  # ten seeds: 8,921 of 9,361, 95.3 %; so of the made sentences
    assert tally(found, False)[0] == 0
