"""Features react to events in one stated order, and indexes follow the tree by one directive."""
import pytest
from hanoiportal.base.interfaces import IItem, ISite
from hanoiportal.kernel.tree.events import (
    SYSTEM,
    Change,
    IAction,
    IObjectAdded,
    IObjectModified,
    IObjectPublished,
    IObjectWillBeRemoved,
    ITransitioned,
    ObjectModified,
    ObjectPublished,
    PublishedByStep,
    Transitioned,
    WorkEnded,
    acting,
    send,
)
from hanoiportal.kernel.tree.reactions import Order, add_reaction, on_document_change
from pyramid.config import Configurator


@pytest.fixture
def config():
    """A configuration with the directives and nothing else; it is committed by ``commit()``."""
    config = Configurator()
    config.add_directive('add_reaction', add_reaction)
    config.add_directive('on_document_change', on_document_change)
    return config


@pytest.fixture
def item(make, editing):
    """A news item with an English text."""
    item = make('NewsItem', 'tin', title='Chợ hoa')
    editing.translate(item, 'en', {'title': 'Flower market'}, 'lan')
    return item


@pytest.fixture
def followed(config):
    """``followed(event)``: what an index is told of it, ``[(what, name)]``."""
    told = []
    config.on_document_change(
        lambda item, registry: told.append(('index', item.__name__)),
        lambda item: told.append(('unindex', item.__name__)), order=Order.INDEXES,
        forget=lambda version: told.append(('forget', version.__parent__.__name__)))
    config.commit()

    def tell(event):
        told.clear()
        send(config.registry)(event)
        return told[:]

    return tell


def test_features_hear_of_an_event_in_the_stated_order_not_in_that_of_their_inclusion(
        config, item):
    told = []
    for order in reversed(Order):
        config.add_reaction(
            lambda event, order=order: told.append(order), IObjectModified, order=order)
    config.add_reaction(lambda event: told.append('item'), IObjectModified, obj=IItem,
                        order=Order.DOCUMENT)
    config.add_reaction(lambda event: told.append('site'), IObjectModified, obj=ISite,
                        order=Order.DOCUMENT)
    config.commit()

    send(config.registry)(ObjectModified(item))

    assert told == [Order.DOCUMENT, 'item', Order.ADDRESSES, Order.INDEXES, Order.SCHEDULE,
                    Order.LOG, Order.NOTICES]


def test_an_event_that_says_more_is_heard_in_the_same_order(config, item):
    told = []
    for name, event, order in (('notice', IAction, Order.NOTICES),
                               ('document', IObjectPublished, Order.DOCUMENT),
                               ('index', IObjectModified, Order.INDEXES)):
        config.add_reaction(lambda event, name=name: told.append(name), event, order=order)
    config.commit()

    send(config.registry)(PublishedByStep(item, 'approve', 'lan'))

    assert told == ['document', 'index', 'notice']


@pytest.mark.parametrize(('event', 'kinds'), [
    (ObjectModified, {IObjectModified}), (ObjectPublished, {IObjectModified, IObjectPublished}),
    (lambda item, actor: Change(item, 'look', actor), {IAction, IObjectModified}),
    (lambda item, actor: Transitioned(item, 'submit', actor),
     {IAction, IObjectModified, ITransitioned}),
    (lambda item, actor: PublishedByStep(item, 'publish', actor),
     {IAction, IObjectModified, ITransitioned, IObjectPublished})])
def test_one_event_says_all_that_it_is(item, event, kinds):
    sent = event(item, 'lan')

    assert (sent.object, sent.actor) == (item, 'lan')
    assert {kind for kind in (IAction, IObjectModified, IObjectPublished, ITransitioned)
            if kind.providedBy(sent)} == kinds


def test_what_nobody_does_is_done_by_the_portal(item):
    assert ObjectModified(item).actor == SYSTEM


def test_a_folder_says_who_acts_when_it_is_told(config, item):
    told = []
    for event in (IObjectAdded, IObjectWillBeRemoved):
        config.add_reaction(
            lambda event: told.append((event.object.__name__, event.actor)), event,
            order=Order.LOG)
    config.commit()
    place = item.__parent__

    place.remove('tin', registry=acting(config.registry, 'lan'))
    place.add('tin-moi', item, registry=acting(config.registry, 'minh'))

    assert told == [('tin', 'lan'), ('tin-moi', 'minh')]


def test_an_index_follows_an_item_with_its_parts(followed, item, make, registry):
    folder = make('LegalDocument', 'luat')
    folder.add('phu-luc', registry.content.create('Page', title='Phụ lục'), send_events=False)

    assert followed(ObjectModified(folder)) == [('index', 'luat'), ('index', 'phu-luc')]
    assert followed(ObjectModified(item)) == [('index', 'tin')]


def test_an_index_follows_translations_and_versions_in_work_by_their_item(
        followed, item, editing):
    item.state = 'published'
    editing.edit(item, {'title': 'Chợ hoa Xuân'}, 'lan')

    assert followed(ObjectModified(item.translations['en'])) == [('index', 'tin')]
    assert followed(ObjectModified(item.working)) == [('index', 'tin')]
    assert followed(WorkEnded(item.working)) == [('forget', 'tin')]


def test_no_index_of_items_follows_places(followed, portal, editing):
    editing.translate(portal, 'en', {'title': 'Hanoi'}, 'lan')

    assert followed(ObjectModified(portal['sites'])) == []
    assert followed(ObjectModified(portal.translations['en'])) == []


def test_an_index_follows_what_comes_and_goes_with_all_below(config, followed, item):
    told, place, portal = [], item.__parent__, item.__parent__.__parent__
    config.add_reaction(
        lambda event: told.append(event.object.__name__), IObjectAdded, order=Order.LOG)
    config.commit()

    portal.remove(place.__name__, registry=config.registry)
    portal.add('noi-khac', place, registry=config.registry)

    assert told == ['noi-khac']
