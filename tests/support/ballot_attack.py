"""An attacker on the secrecy of ballots, who tries the claim of ADR 71.

They have the files of the boxes of every minute; the access log in milliseconds, here even with
the name of who answered, and so the list of all who hold a token; and every key that is there when
the survey ends, or later.  They are given the answers of all as well, without names, and guess who
gave which.  By a fault that is planted they must come far.
"""
import datetime
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from cryptography.exceptions import InvalidTag
from hanoiportal.participation.ballots import box, envelopes, opening, slots, tallies, turnkeys

from .ballots import NOW, boxes_in, work
from .ballots import PAPER as SHORT

QUESTIONS = 14
PAPER = SHORT._replace(cells=tuple(
    f'q{number}.{answer}' for number in range(QUESTIONS) for answer in ('yes', 'no')))
OWNER = f'ballot {PAPER.survey} {PAPER.version}'.encode()
MINUTE, LOOK = datetime.timedelta(minutes=1), datetime.timedelta(seconds=15)
#: The most that may be told of anybody.
CLAIM = 1 / 20

#: Places of cells, in order.
Ballot = tuple[int, ...]
Files = dict[str, bytes]


class Election(NamedTuple):
    """``log``: moment and person of each answer.  ``files``: those of the boxes by moment; the
    last are those after the end.  ``keys``: those at the end, and after the turn that closes the
    box.  ``given``: what each person has answered; the attacker sees its values alone.
    """

    log: list[tuple[datetime.datetime, int]]
    files: list[tuple[datetime.datetime, Files]]
    keys: list[Files]
    given: dict[int, Ballot]


def arrivals(chance: random.Random, people: int) -> list[datetime.datetime]:
    """Return when ``people`` answer: some alone within hours, some in a crowd, some in the last
    seconds.
    """
    span = (PAPER.closes - NOW).total_seconds()
    crowd = chance.uniform(0, span - 600)
    found = [chance.uniform(0, span - 1) for _ in range(people // 2)]
    found += [crowd + chance.uniform(0, 300) for _ in range(people // 4)]
    found += [span - chance.uniform(.01, 110) for _ in range(people - len(found))]
    return [NOW + datetime.timedelta(milliseconds=int(1000 * each)) for each in sorted(found)]


def hold(folder: Path, people: int, seed: int, looks: bool = True) -> Election:
    """Return an election of so many ``people`` whose ballots all differ.  ``looks``: whether boxes
    have their turns before the end.
    """
    chance = random.Random(seed)
    boxes = boxes_in(folder, burst_least=10 ** 6)
    boxes.prepare(PAPER)
    log = list(zip(arrivals(chance, people), chance.sample(range(people), people), strict=True))
    ballots = chance.sample(range(2 ** QUESTIONS), people)
    given = {person: tuple(2 * place + (number >> place & 1) for place in range(QUESTIONS))
             for person, number in enumerate(ballots)}
    files = [(NOW, _files(folder / 'ballots'))]
    for moment, event, person in _events(log, looks):
        if event == 'answer':
            boxes.drop(PAPER, frozenset(PAPER.cells[each] for each in given[person]), {}, None,
                       moment, work(boxes, moment, PAPER))
        elif event == 'look':
            boxes.look(moment)
        else:
            files.append((moment, _files(folder / 'ballots')))
    keys = [_files(folder / 'ballot-keys')]
    boxes.look(PAPER.closes)
    keys.append(_files(folder / 'ballot-keys'))
    files.append((PAPER.closes + LOOK, _files(folder / 'ballots')))
    return Election(log, files, keys, given)


def _events(log: list[tuple[datetime.datetime, int]],
            looks: bool) -> list[tuple[datetime.datetime, str, int]]:
    """Return what happens: the files of a minute in which nobody answers are those before."""
    found = {(moment, 'answer', person) for moment, person in log}
    for moment, _person in log:
        found.add((_next(moment, MINUTE), 'files', 0))
        if looks and _next(moment, LOOK) < PAPER.closes:
            found.add((_next(moment, LOOK), 'look', 0))
    return sorted(found)


def _next(moment: datetime.datetime, every: datetime.timedelta) -> datetime.datetime:
    return moment + (NOW - moment) % every


def _files(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.rglob('*') if path.is_file()}


class Group(NamedTuple):
    """``people``, in the order of the log, of whom the attacker knows the answers together.
    ``ballots``: theirs in the order of the slots; of one person that person's.
    """

    people: list[int]
    ballots: list[Ballot]


def groups(election: Election) -> Iterator[Group]:
    """Yield what the attacker finds out: people who were counted between two readings of the
    counts, and those whose envelopes can be opened.
    """
    keys = _keys(election.keys)
    people = [person for _moment, person in election.log]
    before: Counter[int] = Counter()
    for _moment, files in election.files:
        counts = _counts(files, keys)
        if counts is not None and counts != before:
            counted, new = people[_number(before):_number(counts)], counts - before
            yield Group(counted, [tuple(sorted(new))] if len(counted) == 1 else [])
            before = counts
        ballots = [ballot for _mark, ballot in _opened(files, keys)]
        if ballots:
            first = _number(before)
            yield Group(people[first:first + len(ballots)], ballots)


def _number(counts: Counter[int]) -> int:
    """Return of how many ballots ``counts`` are."""
    return counts.total() // QUESTIONS


def guesses(found: list[Group], election: Election, chance: random.Random) -> dict[int, Ballot]:
    """Return which ballot the attacker thinks each person has given."""
    named: dict[int, Ballot] = {}
    for group in found:
        named |= {person: ballot for person, ballot in zip(group.people, group.ballots,
                                                           strict=False) if person not in named}
    rest = list(set(election.given.values()) - set(named.values()))
    chance.shuffle(rest)
    others = [person for person in election.given if person not in named]
    return named | dict(zip(others, rest, strict=False))


def _keys(all_keys: list[Files]) -> list[tuple[turnkeys.Turn, turnkeys.TurnSecrets]]:
    found = []
    for files in all_keys:
        if turnkeys.NAME in files:
            number, public, lid = json.loads(files[turnkeys.NAME])
            turn = turnkeys.Turn(number, bytes.fromhex(public), bytes.fromhex(lid))
            found += [(turn, turnkeys._secrets(content)) for name, content in files.items()
                      if name.endswith(turnkeys.PRIVATE) and len(content) == 64]
    return found


def _opened(files: Files,
            keys: list[tuple[turnkeys.Turn, turnkeys.TurnSecrets]]
            ) -> Iterator[tuple[bytes, Ballot]]:
    """Yield the ballots that the keys open in the slots, in their order there."""
    content = files.get(slots.NAME, b'')
    for at in range(0, len(content), envelopes.SIZE):
        for turn, own in keys:
            inner = envelopes.inner_of(content[at:at + envelopes.SIZE], turn.lid, OWNER)
            if inner is not None:
                sheet = envelopes.opened(inner, own.private, OWNER)
                yield sheet.mark, sheet.chosen


def _counts(files: Files,
            keys: list[tuple[turnkeys.Turn, turnkeys.TurnSecrets]]) -> Counter[int] | None:
    """Return the counts of all cells, if they can be read."""
    if opening.RESULT in files:
        told = json.loads(files[opening.RESULT])['unverified'][1]
        return None if told is None else Counter(dict(enumerate(told.values())))
    if cells := json.loads(files[opening.NUMBERS]).get('cells'):
        return Counter(dict(enumerate(cells)))
    for _turn, own in keys:
        for name, content in files.items():
            if name.startswith('tally.'):
                try:
                    tally = tallies.opened(content, own.tally, OWNER)
                except InvalidTag:
                    continue
                pools = tally.unverified, tally.recent
                return Counter({place: sum(pool.cells[place] for pool in pools)
                                for place in range(len(PAPER.cells))})
    return None


class Outcome(NamedTuple):
    """``named``: the share of people whose ballot the attacker names.  ``closest``: how many the
    smallest group has.
    """

    named: float
    closest: int

    @property
    def holds(self) -> bool:
        """Whether the claim does."""
        return self.named <= CLAIM and self.closest >= 1 / CLAIM


def attack(election: Election, seed: int = 0) -> Outcome:
    """Return how far the attacker comes."""
    found = list(groups(election))
    guessed = guesses(found, election, random.Random(seed))
    right = sum(guessed.get(person) == ballot for person, ballot in election.given.items())
    return Outcome(right / len(election.given),
                   min((len(each.people) for each in found), default=len(election.given)))


@contextmanager
def one_key_for_all() -> Iterator[None]:
    """Plant: the keys of the first turn are those of all."""
    made = {}

    def same(keys: Path, number: int) -> tuple[turnkeys.Turn, turnkeys.TurnSecrets]:
        found = made.setdefault('content', real(keys, number))
        content = found[1].private.private_bytes_raw() + found[1].tally
        turnkeys.put(keys / f'{number}{turnkeys.PRIVATE}', content)
        return found[0]._replace(number=number), found[1]

    real = turnkeys.made
    with mock.patch.object(turnkeys, 'made', same):
        yield


@contextmanager
def counts_of_each_turn() -> Iterator[None]:
    """Plant: what has been counted is told while the box is open."""
    def told(place, tally, number, owner):
        real(place, tally, number, owner)
        path = place.files / opening.NUMBERS
        path.write_text(json.dumps({**json.loads(path.read_bytes()), 'cells': [
            sum(both) for both in zip(tally.unverified.cells, tally.recent.cells, strict=True)]}))

    real = opening._next
    with mock.patch.object(opening, '_next', told):
        yield


@contextmanager
def slots_in_order() -> Iterator[None]:
    """Plant: envelopes stand in the order in which they came."""
    class Ordered(random.SystemRandom):
        def randrange(self, *_args: int) -> int:
            return 0

    with mock.patch.object(slots, '_random', Ordered()):
        yield


@contextmanager
def no_last_turns() -> Iterator[None]:
    """Plant: the last answers lie under a key that is still there at the end."""
    with mock.patch.object(box, 'LAST', datetime.timedelta(0)):
        yield
