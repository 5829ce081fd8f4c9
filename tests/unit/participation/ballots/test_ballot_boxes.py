"""Ballot boxes: what is taken is counted once, what is refused changes nothing."""
import datetime
import re
import secrets
import shutil
import threading

import pytest
from hanoiportal.kernel.security.admission import is_proved
from hanoiportal.participation.ballots.envelopes import SIZE
from hanoiportal.participation.ballots.interfaces import (
    CLOSED,
    EARLY,
    FORGED,
    ISSUED,
    LONG,
    SPENT,
    STALE,
    WRONG,
    Counts,
    Figure,
    NotTaken,
    Work,
)
from hanoiportal.participation.ballots.slots import MANY
from support import ROOT
from support.ballots import NOW, PAPER, after, boxes_in, token, work

LAN = 'Nguyễn Thị Lan'
A, B = frozenset({'q1.a'}), frozenset({'q1.b', 'q2.3'})


@pytest.fixture(autouse=True)
def no_device(monkeypatch):
    """What is written need not reach the device here."""
    monkeypatch.setattr('os.fsync', lambda _file: None)


@pytest.fixture
def boxes(tmp_path):
    return boxes_in(tmp_path)


@pytest.fixture(scope='module')
def made(tmp_path_factory):
    """A key of tokens takes long to make: once for all."""
    folder = tmp_path_factory.mktemp('made')
    boxes_in(folder).token_key(PAPER)
    return folder / 'ballot-keys' / PAPER.survey / 'token.der'


@pytest.fixture
def with_key(tmp_path, made):
    folder = tmp_path / 'ballot-keys' / PAPER.survey
    folder.mkdir(parents=True)
    shutil.copy(made, folder)
    return boxes_in(tmp_path)


def drop(boxes, number=1, chosen=A, texts=(), now=NOW, paper=PAPER):
    for _each in range(number):
        boxes.drop(paper, chosen, dict(texts), None, now, work(boxes, now, paper))


def why(boxes, given=None, chosen=A, texts=(), now=NOW, paper=PAPER, proof=None):
    """Return why an answer is not taken."""
    with pytest.raises(NotTaken) as refused:
        boxes.drop(paper, chosen, dict(texts), given, now, proof)
    return refused.value.code


def of(number, *counts):
    return Figure(number, dict(zip(PAPER.cells, counts, strict=True)))


@pytest.mark.clause('4.2.f')
def test_answers_become_counts_and_nothing_else(boxes):
    drop(boxes, 12, frozenset({'q1.a', 'q2.1'}))
    drop(boxes, 9, B, {'q5': 'Cần thêm cây xanh'})
    boxes.look(after(seconds=15))
    assert boxes.counts(PAPER) == Counts(unverified=Figure(21))  # a number: the box is open
    boxes.close(PAPER, after(seconds=20))
    assert boxes.counts(PAPER) == Counts(
        Figure(0), of(21, 12, 9, 12, 0, 9), closed=True,
        texts={'q5': ['Cần thêm cây xanh'] * 9})


@pytest.mark.clause('4.2.f')
def test_of_fewer_than_twenty_answers_the_number_alone_is_told(with_key):
    for person in range(3):
        with_key.drop(PAPER, A, {}, token(with_key, f'person {person}'), NOW)
    drop(with_key, 20, B)
    with_key.close(PAPER, after(seconds=20))
    assert with_key.counts(PAPER) == Counts(Figure(3), of(20, 0, 20, 0, 0, 20), closed=True)


def test_a_box_closes_by_itself_at_its_end(boxes):
    drop(boxes, 20)
    boxes.look(PAPER.closes - datetime.timedelta(seconds=1))
    assert not boxes.counts(PAPER).closed
    boxes.look(PAPER.closes)
    assert boxes.counts(PAPER).unverified == of(20, 20, 0, 0, 0, 0)


def test_a_later_end_of_an_open_box_counts(boxes):
    drop(boxes, 1)
    later = PAPER._replace(closes=PAPER.closes + datetime.timedelta(days=1))
    boxes.prepare(later)
    boxes.look(PAPER.closes)
    drop(boxes, 1, now=PAPER.closes, paper=later)
    boxes.look(later.closes)
    assert boxes.counts(later) == Counts(unverified=Figure(2), closed=True)


@pytest.mark.clause('4.2.f')
def test_a_token_counts_once_for_all_versions_and_in_every_process(with_key, tmp_path):
    good = token(with_key, 'Lan')
    with_key.drop(PAPER, A, {}, good, NOW)
    again = boxes_in(tmp_path)  # another process, or this one after a restore of the databases
    assert why(again, good) == SPENT
    with_key.look(after(seconds=15))
    assert why(again, good, B, now=after(minutes=1)) == SPENT
    assert why(with_key, good, paper=PAPER._replace(version=2)) == SPENT
    assert with_key.counts(PAPER).verified == Figure(1)


@pytest.mark.clause('4.2.f')
def test_one_token_is_given_to_a_person_and_its_bytes_tell_nobody(with_key, tmp_path):
    blinded = b'\1' * 256
    signature = with_key.sign_blinded(PAPER, LAN, blinded, NOW)
    assert with_key.sign_blinded(PAPER, LAN, blinded, NOW) == signature  # lost on its way
    for each in (with_key, boxes_in(tmp_path)):
        with pytest.raises(NotTaken) as refused:
            each.sign_blinded(PAPER, LAN, b'\2' * 256, NOW)
        assert refused.value.code == ISSUED
    with pytest.raises(NotTaken) as refused:
        with_key.sign_blinded(PAPER, 'Mai', b'\2' * 256, PAPER.closes)
    assert refused.value.code == CLOSED
    with pytest.raises(NotTaken) as refused:
        with_key.sign_blinded(PAPER, 'Hoa', b'\xff' * 256, NOW)
    assert refused.value.code == FORGED
    assert with_key.sign_blinded(PAPER, 'Hoa', b'\3' * 256, NOW)
    assert not any(LAN.encode() in path.read_bytes()
                   for path in tmp_path.rglob('*') if path.is_file())


def test_what_is_refused_says_why(boxes, with_key):
    assert why(with_key, b'no token', paper=PAPER) == FORGED
    assert why(boxes, None) == STALE
    assert why(boxes, proof=Work('no ticket')) == STALE
    assert why(boxes, proof=work(boxes, paper=PAPER._replace(version=2))) == STALE
    assert why(boxes, proof=work(boxes), now=after(hours=7)) == STALE
    assert why(boxes, proof=Work(boxes.challenge(PAPER, NOW)[0], '5')) == EARLY
    assert why(boxes, proof=work(boxes), chosen=frozenset({'q9'})) == WRONG
    assert why(boxes, proof=work(boxes), texts={'q5': 'á' * 5000}) == LONG
    assert why(boxes, proof=work(boxes), now=PAPER.closes) == CLOSED
    same = work(boxes)
    boxes.drop(PAPER, A, {}, None, NOW, same)
    assert why(boxes, proof=same) == SPENT
    boxes.close(PAPER, NOW)
    assert why(boxes, proof=work(boxes)) == CLOSED
    assert boxes.counts(PAPER) == Counts(unverified=Figure(1), closed=True)


def test_a_proof_of_work_saves_the_wait(boxes):
    ticket, bits = boxes.challenge(PAPER, NOW)
    assert bits == 14
    number = next(str(each) for each in range(10 ** 7) if is_proved(ticket, str(each), bits))
    boxes.drop(PAPER, A, {}, None, NOW, Work(ticket, number))


def test_a_full_box_has_its_turn_at_once(boxes, monkeypatch):
    monkeypatch.setattr('hanoiportal.participation.ballots.slots.MANY', 4)
    drop(boxes, 7)
    boxes.look(after(seconds=15))
    assert boxes.counts(PAPER).unverified.number == 7


@pytest.mark.clause('4.2.f')
def test_a_burst_freezes_the_unverified_figure_and_it_alone(with_key, tmp_path):
    boxes = boxes_in(tmp_path, burst_least=30)
    drop(boxes, 20, A)
    boxes.look(after(minutes=1))
    drop(boxes, 31, B, now=after(minutes=60))
    boxes.look(after(minutes=61))
    found = boxes.counts(PAPER)
    assert found.frozen == after(minutes=61)
    assert (found.unverified.number, found.doubtful) == (20, 31)
    boxes.drop(PAPER, B, {}, token(boxes, 'Lan', after(minutes=62)), after(minutes=62))
    drop(boxes, 1, B, now=after(minutes=62))
    boxes.close(PAPER, after(minutes=63))
    found = boxes.counts(PAPER)
    assert found.unverified == of(20, 20, 0, 0, 0, 0)
    assert (found.verified, found.doubtful) == (Figure(1), 32)


def test_a_person_lets_the_figure_go_on(tmp_path):
    boxes = boxes_in(tmp_path, burst_least=20)
    drop(boxes, 21, B)
    boxes.look(NOW)
    assert boxes.counts(PAPER).frozen
    boxes.accept(PAPER, after(minutes=1))
    assert boxes.counts(PAPER) == Counts(unverified=Figure(21))
    boxes.accept(PAPER, after(minutes=2))
    boxes.close(PAPER, after(minutes=3))
    assert boxes.counts(PAPER).unverified == of(21, 0, 21, 0, 0, 21)


def test_many_who_came_before_make_many_no_burst(tmp_path):
    boxes = boxes_in(tmp_path, burst_least=9)
    for window in range(3):
        drop(boxes, 4, now=after(minutes=5 * window))
        boxes.look(after(minutes=5 * window))
    drop(boxes, 40, now=after(minutes=15))
    boxes.look(after(minutes=15))
    assert boxes.counts(PAPER).frozen is None
    drop(boxes, 1, now=after(minutes=16))
    boxes.look(after(minutes=16))
    assert boxes.counts(PAPER).doubtful == 41


def test_versions_are_counted_apart(boxes):
    second = PAPER._replace(version=2, cells=('q1.a', 'q1.c'))
    drop(boxes, 20)
    drop(boxes, 21, frozenset({'q1.c'}), paper=second)
    boxes.look(PAPER.closes)
    assert boxes.counts(PAPER).unverified == of(20, 20, 0, 0, 0, 0)
    assert boxes.counts(second).unverified == Figure(21, {'q1.a': 0, 'q1.c': 21})


@pytest.mark.clause('4.2.f')
def test_nothing_is_left_after_the_results(with_key, tmp_path):
    with_key.drop(PAPER, A, {'q5': 'bí mật'}, token(with_key, 'Lan'), NOW)
    with_key.close(PAPER, NOW)
    keys = tmp_path / 'ballot-keys' / PAPER.survey
    assert {path.name for path in keys.rglob('*')} == {'token.der', 'people.key', 'v1'}
    with_key.destroy(PAPER)
    left = {path.name: path.stat().st_size for path in tmp_path.rglob('*') if path.is_file()}
    assert left == {'lock': 0, 'over': 0}
    assert not with_key._spent._read and not with_key._issued._read
    assert with_key.counts(PAPER) == Counts(closed=True)
    assert why(with_key, proof=work(with_key)) == CLOSED
    with pytest.raises(NotTaken):
        with_key.token_key(PAPER)
    with_key.destroy(PAPER)
    with_key.look(NOW)


def test_a_survey_without_a_box_has_no_counts(boxes, tmp_path):
    assert boxes.counts(PAPER) == Counts()
    assert not list(tmp_path.iterdir())


def test_no_id_leads_out_of_the_folder(boxes):
    with pytest.raises(ValueError, match='no id'):
        boxes.counts(PAPER._replace(survey='../x'))


def test_a_box_that_has_lost_its_keys_takes_nothing(boxes, tmp_path, caplog):
    drop(boxes, 1)
    boxes.look(NOW)
    shutil.rmtree(tmp_path / 'ballot-keys' / PAPER.survey / 'v1')
    assert why(boxes, proof=work(boxes)) == CLOSED
    boxes.look(PAPER.closes)
    assert 'lost its keys' in caplog.text


@pytest.mark.clause('4.2.f')
def test_threads_lose_nothing_and_count_nothing_twice(boxes, tmp_path):
    def vote(seed):
        mine = boxes_in(tmp_path)
        for number in range(8):
            drop(mine, 1, A if seed % 2 else B)
            if number == seed % 8:
                mine.look(after(seconds=number))

    threads = [threading.Thread(target=vote, args=[seed]) for seed in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    boxes.close(PAPER, after(minutes=1))
    assert boxes.counts(PAPER).unverified == of(48, 24, 24, 0, 0, 24)


@pytest.mark.clause('4.2.f')
def test_a_bot_moves_the_verified_figure_by_nothing_and_good_tokens_by_their_number(with_key):
    good = [token(with_key, f'person {number}') for number in range(50)]
    for each in good:
        with_key.drop(PAPER, A, {}, each, NOW)
    forged = [each[:64] + secrets.token_bytes(256) for each in good]
    for number in range(10_000):
        given = (good[number % 50], forged[number % 50], secrets.token_bytes(320),
                 good[number % 50][:63] + secrets.token_bytes(1) + good[number % 50][64:],
                 secrets.token_bytes(number % 400))[number % 5]
        with pytest.raises(NotTaken):
            with_key.drop(PAPER, B, {}, given, NOW)
    with_key.close(PAPER, after(minutes=1))
    assert with_key.counts(PAPER) == Counts(of(50, 50, 0, 0, 0, 0), closed=True)


@pytest.mark.clause('4.2.f')
def test_no_file_tells_when_somebody_answered_or_which_slots_are_full(boxes, tmp_path):
    boxes.prepare(PAPER)
    slots = tmp_path / 'ballots' / PAPER.survey / 'v1' / 'slots'
    empty = slots.read_bytes()
    drop(boxes, 2, A, {'q5': 'x'})
    boxes.look(after(seconds=15))
    drop(boxes, 1, B)
    dated = {path.name for path in tmp_path.rglob('*')
             if path.is_file() and path.stat().st_mtime}
    assert dated <= {'lock'}
    full = slots.read_bytes()
    assert len(full) == len(empty) == MANY * SIZE
    same = sum(full[at:at + SIZE] == empty[at:at + SIZE] for at in range(0, len(full), SIZE))
    assert same == 0  # a turn has filled every slot anew


@pytest.mark.clause('4.2.f')
def test_nothing_in_front_of_the_portal_notes_who_asks_for_what():
    said = {path.name: path.read_text()
            for path in (ROOT / 'config/deploy/nginx').glob('*.conf')}
    machines = said.pop('lgsp.conf')
    said = '\n'.join(said.values())
    assert set(re.findall(r'^\s*access_log\s+([^;]+);', said, re.M)) == {'off'}
    assert 'include' in said and 'quiet.conf' in said
    assert 'ssl_verify_client on;' in machines
    assert not re.search(r'\$(remote_|args|request_uri|request_body|http_|cookie_)', machines)
