"""The outbox: what follows a deed happens, once, whatever crashes."""
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.platform.outbox import carrying
from hanoiportal.platform.outbox.declaring import EffectKind
from hanoiportal.platform.outbox.interfaces import IDoneEffects, IEffectKind, IOutbox
from hanoiportal.platform.scheduling.opening import opened


@pytest.fixture
def outbox(registry, small_portal):
    return registry.getAdapter(small_portal, IOutbox)


@pytest.fixture
def effects(registry):
    """What was carried out; while ``fails`` stands in it the handler fails before it acts, while
    ``late`` does, after it.
    """
    done = []

    def handler(environment, token, payload):
        def act():
            known = registry.getAdapter(environment.portal, IDoneEffects)
            if not known.of(token):
                known.note(token, 'x')
                done.append(token)

        if 'fails' in done:
            raise RuntimeError
        environment.in_transaction(act)
        if 'late' in done:
            raise RuntimeError

    registry.registerUtility(EffectKind(handler, True), IEffectKind, name='test')
    return done


@pytest.fixture
def look(registry, clock):
    """``look(seconds)``: the scheduler looks after that time."""
    def later(seconds):
        clock.pass_(seconds=seconds)
        with opened(registry, 'test') as environment:
            carrying.carry_due(environment)
        transaction.begin()

    return later


def add(outbox, token='a'):
    outbox.add('test', token, {'number': 1})
    transaction.commit()
    transaction.begin()


def test_an_effect_happens_at_once_after_the_commit(outbox, effects, clock):
    outbox.add('test', 'a', {})
    assert effects == []
    transaction.commit()
    transaction.begin()

    assert (effects, outbox.waiting()) == (['a'], [])


def test_what_is_given_up_has_no_effect(outbox, effects, clock):
    outbox.add('test', 'a', {})
    transaction.abort()

    assert (effects, outbox.waiting()) == ([], [])


def test_a_crash_before_it_leaves_it_to_the_scheduler(outbox, effects, clock, look, monkeypatch):
    monkeypatch.setattr('hanoiportal.platform.outbox.services.carry_now', lambda *_: None)
    add(outbox)
    look(29)
    assert (effects, len(outbox.waiting())) == ([], 1)

    look(2)
    assert (effects, outbox.waiting()) == (['a'], [])


def test_a_crash_after_it_does_it_once(outbox, effects, clock, look):
    effects.append('late')
    add(outbox)
    effects.remove('late')
    look(31)

    assert (effects, outbox.waiting()) == (['a'], [])


def test_a_failure_is_tried_again_ever_later(outbox, effects, clock, look):
    effects.append('fails')
    add(outbox)
    for seconds in (6, 11, 21):
        look(seconds)
    [effect] = outbox.waiting()
    assert (effect.tries, effect.error) == (4, 'RuntimeError')

    effects.remove('fails')
    look(41)
    assert (effects, outbox.waiting()) == (['a'], [])


def test_an_unknown_kind_is_refused_where_it_is_added(outbox):
    with pytest.raises(LookupError):
        outbox.add('nothing', 'a', {})


def test_after_a_restore_nothing_happens_before_it_is_reconciled(
        outbox, effects, clock, look, tmp_path):
    (tmp_path / 'restored').touch()
    add(outbox)
    look(3600)
    assert effects == []
    assert outbox.hold() == 1
    transaction.commit()
    (tmp_path / 'restored').unlink()

    look(3600)
    assert effects == []
    outbox.release('a')
    transaction.commit()
    look(1)
    assert effects == ['a']


def test_a_mail_is_left_to_the_scheduler_where_it_runs(outbox, effects, clock, look, registry):
    registry.registerUtility(replace(registry.getUtility(ISettings), scheduler=True), ISettings)
    add(outbox)
    assert effects == []

    look(1)
    assert effects == ['a']
