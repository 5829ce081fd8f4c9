"""Random faults on the engine: in the end every delivery has arrived or is a dead letter.

``make deliveryfaults`` lets more than 200 befall it in each of four stories, the suite a part.
"""
import json
import random
from collections import Counter, defaultdict

import pytest
import transaction
from hanoiportal.integration.deliveries import sending
from hanoiportal.kernel.tree.events import ObjectModified, ObjectPublished, send
from support.sampling import WHOLE

#: What a receiver does, how often it does it.
MOODS = Counter({'well': 8, 'failing': 2, 'throttling': 1, 'refusing': 1, 'lost': 2, 'broken': 1,
                 'garbage': 1, 'denying': 1, 'moved': 1, 'late': 1, 'hanging': 1})
#: Steps of a story, and faults that befall the engine in it at least.
STEPS, FAULTS = (300, 200) if WHOLE else (70, 40)


class Killed(BaseException):
    """The process is gone."""


class Story:
    """What happens at random, by ``chance``, and the public as it must be copied."""

    def __init__(self, delivering, editing, publishing, section, chance):
        self.delivering, self.editing, self.publishing = delivering, editing, publishing
        self.section, self.chance = section, chance
        self.items = []

    def step(self):
        """Do something, then deliver, perhaps to the death."""
        act = self.chance.choice(['publish', 'correct', 'correct', 'withdraw', 'close', 'wait'])
        getattr(self, act)()
        transaction.commit()
        try:
            self.delivering.look(seconds=self.chance.choice([1, 10, 100, 1000]))
        except Killed:
            transaction.begin()

    def publish(self):
        number = len(self.items)
        item = self.editing.add(self.section, f'tin-{number}', 'NewsItem', {
            'title': f'Tin {number}', 'body': '<p>A</p>'}, 'test')
        self.publishing.publish(item, 'test')
        self.items.append(item)

    def correct(self):
        if public := self.public:
            item = self.chance.choice(public)
            item.title = f'{item.title}*'
            send(self.delivering.registry)(ObjectPublished(item))

    def withdraw(self):
        if public := self.public:
            self.publishing.withdraw(self.chance.choice(public), 'test')

    def close(self):
        """Suspend the site, or let it show all again."""
        site = self.section.__parent__
        site.status = 'suspended' if site.status == 'active' else 'active'
        send(self.delivering.registry)(ObjectModified(site))

    def wait(self):
        """Nothing is done."""

    @property
    def public(self):
        return [each for each in self.items if each.is_public]


@pytest.fixture
def killing(monkeypatch):
    """``killing(chance)``: the process dies sometimes, before a try or after it; returns how often
    it did, and what ends that.
    """
    real = sending._sent

    def begin(chance):
        killed = Counter()

        def sent(environment, work):
            fate = chance.random()
            if fate < .05:
                killed['before'] += 1
                raise Killed
            receipt = real(environment, work)
            if fate > .95:
                killed['after'] += 1
                raise Killed
            return receipt

        monkeypatch.setattr(sending, '_sent', sent)
        return killed, lambda: monkeypatch.setattr(sending, '_sent', real)

    return begin


@pytest.mark.parametrize('seed', range(1 if not WHOLE else 4))
def test_every_delivery_arrives_or_is_a_dead_letter(
        seed, delivering, receiver, editing, publishing, bavi, killing, monkeypatch):
    monkeypatch.setattr('hanoiportal.integration.webhooks.receiver.SECONDS', .1)
    chance = random.Random(f'deliveries {seed}')
    story = Story(delivering, editing, publishing, bavi['tin-tuc-su-kien'], chance)
    delivering.connect()
    receiver.pause, receiver.mood = 60, ''
    befallen = Counter()

    def next_mood():
        mood = receiver.mood or chance.choices(list(MOODS), list(MOODS.values()))[0]
        befallen[mood] += 1
        return mood

    receiver.next_mood = next_mood
    killed, live_on = killing(chance)

    def faults():
        return killed.total() + befallen.total() - befallen['well']

    for step in range(9 * STEPS):
        if step >= STEPS and faults() >= FAULTS and len(killed) + len(befallen) == 2 + len(MOODS):
            break
        story.step()
    assert faults() >= FAULTS and len(killed) == 2 and set(befallen) == set(MOODS)
    _check_order(receiver)
    live_on()
    _settle(delivering, receiver)
    transaction.begin()
    is_open = bavi.is_active
    wanted = {str(each.__oid__): each.title for each in story.public if is_open}
    assert {key: data['title'] for key, data in receiver.copy.items()} == wanted
    _check_keys(receiver)


def _settle(delivering, receiver):
    """Let all be well, and send the dead letters again."""
    receiver.mood = 'well'
    delivering.until_still()
    delivering.service.replay(delivering.portal, delivering.number, None, 'test')
    transaction.commit()
    delivering.until_still()
    assert not delivering.kept.dead and delivering.state.state == 'well'


def _check_order(receiver):
    """Nothing of an item has been sent after what was noted later, whatever came of either; nor
    as it stood before that.
    """
    last = {}
    for _path, headers, body in receiver.asked:
        data = json.loads(body)['data']
        now = [int(each.rpartition('-')[2].partition('.')[0])
               for each in (headers['webhook-id'], data['as_of'])]
        before = last.get(data['id'], [0, 0])
        assert now[0] >= before[0] and now[1] >= before[1], data
        last[data['id']] = now
    assert len(last) > 1


def _check_keys(receiver):
    """A key names one change of one item, and nothing has been taken twice."""
    assert len(receiver.keys) == len(set(receiver.keys))
    named = defaultdict(set)
    for _path, headers, _body in receiver.asked:
        named[headers['webhook-id']].add(headers['webhook-id'].split('-')[2])
    assert all(len(items) == 1 for items in named.values())
