"""Calling a demand back, and the second person without whom nothing is erased."""
import datetime
import shutil
from itertools import permutations

import pytest
import transaction
from BTrees.OOBTree import OOBTree
from hanoiportal.base.clock import UTC
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.comments.resource import Anchor, Remark, keep, remarks_of
from hanoiportal.content.erasure.interfaces import CannotErase
from hanoiportal.content.erasure.keeping import keep_beside
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.content.versions.resource import remember
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.boards.resource import RoleRequest
from hanoiportal.editorial.clarifications.resource import Clarification
from hanoiportal.editorial.tasks.resource import Task, Wish
from hanoiportal.kernel.security.authorization.grants import Grant
from hanoiportal.kernel.security.authorization.groups import create_group, join
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.kernel.tree.events import ObjectPublished, WorkEnded, send
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.kernel.workflow.records import Event, Review, review_of
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.shells.commands import restore
from hanoiportal.shells.commands.environment import Failure, working
from persistent import Persistent
from persistent.list import PersistentList
from support.byte_search import traces
from support.clocks import NOW
from support.erasure_portal import (
    Options,
    again,
    demand,
    erased,
    erasure_settings,
    shut,
    take,
)
from support.people import PASSWORD
from support.plant_secrets import ASCII, NAME, OTHER, REFERENCE

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)

own_settings = erasure_settings


def state(resource, seen=None):
    """Return all that ``resource`` holds, without where it stands, as plain values."""
    if isinstance(resource, Persistent):
        return {name: state(value) for name, value in sorted(resource.__getstate__().items())
                if name not in ('__parent__', 'location')} if not isinstance(
            resource, PersistentList) else [state(each) for each in resource]
    if isinstance(resource, (list, tuple)):
        return [state(each) for each in resource]
    return resource


def test_an_item_that_is_called_back_lies_in_the_bin_as_it_was(
        unopened, planted, asking, recycling, registry, small_portal, tmp_path):
    item = planted.item(NAME)
    planted.enrich(item, NAME)
    planted.editing.rename(item, 'ten-khac', 'test')
    transaction.commit()
    path, left = path_of(item), small_portal.redirects.sites['bavi']
    entry = recycling().discard(item, 'test', 'nhầm')
    transaction.commit()
    before, addresses = dict(entry.__dict__), (dict(left.entries), dict(left.known))
    asking.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    site = small_portal['sites']['bavi']
    assert recycling().entries(site) == [] and item.__oid__ not in left.known
    [erasure] = asking.open_ones(site)

    asking.recall(erasure, 'test', 'nhầm bài')
    transaction.commit()

    assert recycling().entries(site) == [entry] and entry.__dict__ == before
    assert (dict(left.entries), dict(left.known)) == addresses
    assert (erasure.state, erasure.withheld, asking.open_ones()) == ('recalled', None, [])
    recycling().restore(entry, 'test')
    transaction.commit()
    assert path_of(item) == path and item.translations['en'].title == f'Mrs {NAME}'
    shut(registry)
    erased(unopened)
    with again(unopened) as portal:
        assert portal.__objectmap__.object_for(item.__oid__).working.title


def test_a_past_that_is_called_back_stands_before_what_came_meanwhile(
        unopened, planted, asking, registry, small_portal):
    item = planted.item(NAME)
    planted.remark(item, NAME)
    planted.correct(item)
    left = small_portal.redirects.sites['bavi']
    review = item.concluded or review_of(item)
    review.events = PersistentList([Event(NOON, 'a', 'submit', 'draft', 'submitted', NAME)])
    review.tasks = PersistentList([Task(1, 1, Wish('edit'), 'a', '', 'b', NOON)])
    review.clarifications = PersistentList([Clarification(
        1, 'a', NOON, NAME, '', '?', NOON, NOON, 'khoa', '', False)])
    transaction.commit()
    before = [state(each) for each in (
        item.history, item.remarks, review.events, review.tasks, review.clarifications)]
    addresses = dict(left.entries), dict(left.known)
    asking.demand_past(item, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    assert list(item.history) == list(item.remarks) == list(review.tasks) == []
    assert not any(event.note for event in review.events)
    assert item.__oid__ not in left.known
    [erasure] = asking.open_ones()
    planted.remark(item, OTHER)
    planted.correct(item)
    review.events.append(Event(NOON, 'a', 'approve', 'submitted', 'approved'))
    review.tasks.append(Task(1, 1, Wish('edit'), 'a', '', 'b', NOON))
    later = list(item.history)

    asking.recall(erasure, 'test', 'nhầm bài')
    transaction.commit()

    old, remarks, events, tasks, asked = before
    assert [state(each) for each in item.history] == [*old, *map(state, later)] and later
    assert [each.number for each in item.history] == list(range(1, len(item.history) + 1))
    assert state(item.remarks)[:1] == remarks
    assert [each.number for each in item.remarks] == [1, 2]
    assert (state(review.events)[:1], state(review.tasks)[:1]) == (events, tasks)
    assert len(review.events) == 2
    assert [(each.number, each.group) for each in review.tasks] == [(1, 1), (2, 2)]
    assert state(review.clarifications) == asked
    assert addresses[1].items() <= dict(left.known).items()


def tell(item, now):
    """Let each part of the past of ``item`` have one more."""
    word, review = f'{NAME} {now}', item.concluded
    remember(item, {'title': word}, now, 'a')
    keep(item, Remark(len(remarks_of(item)) + 1, 'a', now, word, Anchor('body'), 'a' * 64))
    number = len(review.tasks) + 1
    review.tasks = PersistentList([
        *review.tasks, Task(number, number, Wish('edit'), 'a', '', 'b', now)])
    review.clarifications = PersistentList([*review.clarifications, Clarification(
        number, 'a', now, word, '', '?', now, now, word, '', False)])
    review.events = PersistentList([
        *review.events, Event(now, 'a', 'submit', 'draft', 'submitted', word)])


def past_of(item):
    """Return all that ``tell`` has told of ``item``, as plain values."""
    review = item.concluded
    return {name: state(list(each)) for name, each in (
        ('history', item.history), ('remarks', item.remarks), ('events', review.events),
        ('tasks', review.tasks), ('clarifications', review.clarifications))}


def test_pasts_of_one_item_are_called_back_in_whatever_order(planted, asking, clock):
    for order in list(permutations(range(3))):
        one, other = planted.item(NAME), planted.item(OTHER)
        for item in one, other:
            item.history, item.concluded = PersistentList(), Review()
        moments = [NOW + datetime.timedelta(minutes=each) for each in range(4)]
        for clock.at in moments:
            for item in one, other:
                tell(item, clock.at)
            if clock.at != moments[-1]:
                asking.demand_past(one, 'test', 'dang-sai', REFERENCE)
        transaction.commit()
        demands = asking.open_ones()[::-1]

        for each in order:
            asking.recall(demands[each], 'test', 'nhầm bài')
            transaction.commit()

        assert past_of(one) == past_of(other), order


def test_the_link_of_a_question_that_is_withheld_opens_no_other_one(
        planted, asking, small_portal):
    item = planted.editing.add(planted.section, 'nhap', 'NewsItem', {'title': OTHER}, 'test')

    def question(word):
        planted.ask(item, word)
        found = item.review.clarifications[-1]
        found.answered_at = None
        transaction.commit()
        return found

    def opened_by(link):
        found = planted.clarifying.find(small_portal, link.key)
        return found and found[1]

    old = question(NAME)
    assert opened_by(old) is old
    asking.demand_past(item, 'test', 'yeu-cau', REFERENCE)
    new = question(OTHER)
    assert (old.number, new.number) == (1, 1)

    assert (opened_by(old), opened_by(new)) == (None, new)
    asking.recall(asking.open_ones()[0], 'test', 'nhầm')
    assert (opened_by(old), opened_by(new)) == (old, new)
    assert [each.number for each in item.review.clarifications] == [1, 2]


def test_an_account_that_is_called_back_is_in_the_list_as_it_was(
        planted, asking, registry, small_portal):
    accounts = small_portal['accounts']
    account = accounts.create(f'{ASCII}.a', f'Bà {NAME}', registry=registry)
    account.suspended = True
    account.set_password(PASSWORD)
    group = create_group(accounts, 'Nhóm')
    join(group, account)
    small_portal.role_requests = OOBTree()
    asked = RoleRequest(account.__name__, small_portal.__oid__, EDITOR, Grant(basis='QĐ 1'), False,
                        'u1', planted.registry.getUtility(IClock).now())
    small_portal.role_requests[asked.id] = asked
    small_portal.substitutions = OOBTree({account.id: 'thay'})
    transaction.commit()
    before, oid = state(account), account.__oid__
    asking.demand_account(account, 'test', 'het-muc-dich', REFERENCE)
    transaction.commit()
    assert account.id not in accounts.by_id and not small_portal.role_requests
    assert account.id not in group.members and not small_portal.substitutions
    [erasure] = asking.open_ones()
    other = accounts.create(f'{ASCII}.a', 'Người khác', registry=registry)
    with pytest.raises(CannotErase, match='nay là của tài khoản khác'):
        asking.recall(erasure, 'test', 'nhầm người')
    assert erasure.state == 'demanded'
    accounts.remove(other.__name__, registry=registry)

    asking.recall(erasure, 'test', 'nhầm người')
    transaction.commit()

    assert accounts.by_id[account.id] is accounts[f'{ASCII}.a'] is account
    assert oid not in small_portal.__objectmap__.reserved
    assert state(account) == before and small_portal.__objectmap__.object_for(oid) is account
    assert account.id in group.members and list(small_portal.role_requests.values()) == [asked]
    assert dict(small_portal.substitutions) == {account.id: 'thay'}


def test_what_waits_for_its_second_person_is_told_and_not_erased_until_it_is_confirmed(
        unopened, planted, asking, recycling, registry, tmp_path, capsys):
    first, second = planted.item(NAME), planted.item(OTHER)
    planted.editing.edit(second, {'body': f'<p>Đơn thứ hai của {OTHER}.</p>'}, 'test')
    for each in (first, second):
        demand(recycling(), asking, each)
    erasure = asking.open_ones()[1]
    with pytest.raises(CannotErase, match='cần hai người'):
        asking.confirm(erasure, 'test')
    asking.confirm(erasure, 'second')
    with pytest.raises(CannotErase, match='yêu cầu này đã xác nhận'):
        asking.confirm(erasure, 'third')
    transaction.commit()
    erased(unopened, dry_run=True)
    told = 'erasure 2 waits for its second person and is not carried out'
    assert told in capsys.readouterr().out
    shut(registry)

    erased(unopened)

    assert told in capsys.readouterr().out
    assert traces(tmp_path, [NAME, ASCII]) == {} and traces(tmp_path, [OTHER])
    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['done', 'demanded']
        entry = erasures_of(portal)[1].withheld.kept['resources'][0]
        assert entry.resource.working.body == f'<p>Đơn thứ hai của {OTHER}.</p>'
    for number, why in ((1, 'does not wait'), (3, 'knows no erasure')):
        with pytest.raises(Failure, match=why):
            erased(unopened, confirm=[number])
    erased(unopened)
    assert 'nothing is to be erased' in capsys.readouterr().out

    erased(unopened, confirm=[2])

    assert traces(tmp_path, [OTHER]) == {}
    with again(unopened) as portal:
        assert erasures_of(portal)[1].confirmed.by == 'system'
        assert 'confirm_erasure' in log_of_site(portal)


def log_of_site(portal):
    chain = portal.deeds.chains[portal['sites']['bavi'].__oid__]
    return b'\n'.join(line for _number, _digest, line in chain.lines()).decode()


def test_the_past_of_what_is_erased_as_a_whole_is_kept_by_no_demand_that_waits(
        unopened, planted, asking, erasing, recycling, registry, tmp_path):
    item = planted.item(NAME)
    planted.correct(item)
    asking.demand_past(item, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    demand(recycling(), erasing, item)
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['done', 'done']


def publish_anew(planted, item, summary):
    planted.editing.edit(item, {'summary': summary}, 'test')
    transaction.commit()
    send(planted.registry)(WorkEnded(item.working))
    Versions(planted.registry).put_in_place(
        item, planted.registry.getUtility(IClock).now(), 'test')
    send(planted.registry)(ObjectPublished(item, 'test'))
    transaction.commit()


def test_an_earlier_past_is_kept_by_no_demand_that_waits_once_a_later_one_is_erased(
        unopened, planted, asking, erasing, registry, tmp_path):
    item = planted.item(NAME)
    planted.correct(item)
    asking.demand_past(item, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    publish_anew(planted, item, f'Tóm tắt của {NAME}')
    publish_anew(planted, item, 'Tóm tắt')
    erasing.demand_past(item, 'test', 'dang-sai', REFERENCE)
    publish_anew(planted, item, '')
    asking.demand_past(item, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['done', 'done', 'demanded']


def test_a_restore_withholds_again_what_waits_and_gives_back_what_was_called_back(
        unopened, planted, asking, erasing, recycling, registry, tmp_path, capsys):
    called_back, waits, gone = (planted.item(f'{NAME} {word}') for word in ('một', 'hai', 'ba'))
    demand(recycling(), asking, called_back)
    take(unopened)
    older = tmp_path.with_name(f'{tmp_path.name}-older')
    shutil.copytree(tmp_path / 'target', older)
    [erasure] = asking.open_ones()
    asking.recall(erasure, 'test', 'nhầm')
    demand(recycling(), asking, waits)
    demand(recycling(), erasing, gone)
    oids = [each.__oid__ for each in (called_back, waits, gone)]
    with opened(registry, 'test') as environment:
        keep_beside(environment)
    shut(registry)

    into = tmp_path.with_name(f'{tmp_path.name}-into')
    restore.run(unopened, Options(target=older, into=into, at=None, key=None))

    said = capsys.readouterr().out
    assert '1 erasures made again' in said and '1 demands wait for a second person' in said
    assert set(traces(into, [f'{NAME} {word}' for word in ('một', 'hai', 'ba')])) == {
        f'{NAME} một', f'{NAME} hai'}
    with working(unopened.elsewhere(into).registry) as environment:
        portal = environment.portal
        assert list(portal['sites']['bavi'].recycle_bin.entries) == oids[:1]
        assert [each.state for each in erasures_of(portal)] == [
            'recalled', 'demanded', 'in database']
        [entry] = erasures_of(portal)[1].withheld.kept['resources']
        assert entry.objectid == oids[1]
        assert not any(map(portal.__objectmap__.object_for, oids))
