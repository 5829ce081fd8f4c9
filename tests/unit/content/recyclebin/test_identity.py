"""What is taken out of the bin is what went in: of random trees nothing whatever has changed."""
import datetime
from itertools import pairwise

import pytest
import transaction
from BTrees.Length import Length
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.links.resource import references_of
from hanoiportal.content.recyclebin.resource import bin_of
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.redirects.resource import redirects_of
from hanoiportal.content.versions.naming import Naming
from hanoiportal.discovery.search.parsing import parse
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import path_of, texts_of, walk
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.factories import example

WORDS = ('tên', 'name', 'lần', 'quyết định', 'thân')
NAMES = ('a', 'b', 'c', 'd')
LIFE = st.lists(st.sampled_from((
    'publish', 'edit', 'translate', 'publish translation', 'withdraw', 'rename', 'grant',
    'edit translation')), max_size=6)
ITEMS = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(st.sampled_from(('NewsItem', 'LegalDocument')), LIFE),
    min_size=1)


def told(value, seen=()):
    """Return all that ``value`` says, as plain data; references to places by their path."""
    if isinstance(value, (str, bytes, int, float, type(None), datetime.date)):
        return value
    if isinstance(value, (list, tuple)) or hasattr(value, 'append'):
        return [told(each, seen) for each in value]
    if isinstance(value, Length):
        return value()
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if hasattr(value, 'items') and not hasattr(value, '__parent__'):
        return {key: told(each, seen) for key, each in sorted(value.items())}
    if any(value is each for each in seen):
        return f'→ {type(value).__name__}'
    fields = dict(vars(value)) if hasattr(value, '__dict__') else {}
    parent = fields.pop('__parent__', None)
    found = {name: told(each, (*seen, value)) for name, each in sorted(fields.items())
             if not name.startswith('_v_') and name != 'data'}
    return {**found, 'class': type(value).__name__, 'in': parent and type(parent).__name__}


def state_of(portal):
    """Return all that the database says of the portal's resources and of finding them."""
    indexes, objects = portal.indexes, portal.__objectmap__
    facets = {name: {each: index._values.get(each) for each in index._values.keys()}  # noqa: SIM118
              for name, index in indexes.catalog.items()
              if hasattr(index, '_values')}
    sites = redirects_of(portal).sites if redirects_of(portal) else {}
    references = references_of(portal)
    return {
        'tree': {path_of(each): [told(text) for text in texts_of(each)] for each in walk(portal)
                 if each is not portal and '/accounts' not in path_of(each)},
        'order': {path_of(each): list(each) for each in walk(portal) if hasattr(each, 'keys')},
        'ids': sorted(objects.objects), 'reserved': sorted(objects.reserved),
        'facets': facets,
        'listed': dict(indexes.latest.known), 'changed': dict(indexes.changed.known),
        'text': {word: sorted(indexes.catalog['text'].match(parse(word))) for word in WORDS},
        'places': {key: sorted(place.keys) for key, place in indexes.latest.places.items()},
        'left': {label: (dict(left.entries), dict(left.known)) for label, left in sites.items()
                 if left.entries},
        'references': references and (list(references.pairs), dict(references.known)),
    }


class Garden:
    """A section with random items, and what may be done to them."""

    def __init__(self, portal, registry, editing, publishing, types):
        self.portal, self.registry, self.types = portal, registry, types
        self.editing, self.publishing = editing, publishing
        self.section = editing.add(portal, 'tin', 'Section', {'title': 'Tin'}, 'test')
        self.other = editing.add(portal, 'khac', 'Section', {'title': 'Khác'}, 'test')
        self.recycling = RecyclingService(
            registry, lambda *_: True, registry.getUtility(IClock), send(registry),
            Naming(registry))

    def grow(self, name, type_name, life):
        body = '<p><a href="/tin/a">A</a> <a href="/tin/tep-b">B</a></p>'
        values = {**example(self.types[type_name]), 'title': f'Tên {name}'}
        item = self.editing.add(self.section, name, type_name, {
            **values, **({'body': body} if type_name == 'NewsItem' else {})}, 'lan')
        if type_name == 'LegalDocument':
            self.editing.add(item, 'anh', 'Image', example(self.types['Image']), 'lan')
        for number, action in enumerate(life):
            self.do(action, item, number)

    def do(self, action, item, number):
        english = item.translations.get('en')
        text = english if action.endswith('translation') else item
        if action == 'edit':
            self.editing.edit(item, {'summary': f'Lần {number}'}, 'lan', f'sửa {number}')
        elif action == 'rename':
            self.editing.rename(item, f'{item.__name__}-{number}', 'lan')
        elif action == 'grant':
            grant(item, 'a' * 17, EDITOR, Grant(basis='QĐ 1'))
        elif action == 'translate' or action == 'edit translation' and english is not None:
            self.editing.translate(item, 'en', {'title': f'Name {number}'}, 'mai')
        elif text is not None:
            self.publish_or_withdraw(action, text)

    def publish_or_withdraw(self, action, text):
        if action == 'withdraw' and text.state == PUBLISHED:
            self.publishing.withdraw(text, 'lan', why='nhầm')
        elif action.startswith('publish') and text.state != PUBLISHED:
            self.publishing.publish(text, 'lan')


@pytest.fixture
def garden(portal, registry, editing, publishing):
    """``garden()``: a ``Garden`` in the portal as it was at first."""
    types = registry.content.meta

    def planted():
        transaction.abort()
        return Garden(portal, registry, editing, publishing, types)

    return planted


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=ITEMS, chosen=st.integers(0, 9), ordered=st.booleans(), whole=st.booleans())
def test_what_is_restored_is_what_was_discarded(garden, items, chosen, ordered, whole):
    place = garden()
    for name, (type_name, life) in items.items():
        place.grow(name, type_name, life)
    if ordered:
        place.section.set_order(sorted(place.section, reverse=True), reorderable=True)
    names = list(place.section)
    going = place.section if whole else place.section[names[chosen % len(names)]]
    before, inside = state_of(place.portal), [
        text.__oid__ for each in walk(going) for text in texts_of(each)]

    entry = place.recycling.discard(going, 'test', 'nhầm')
    away = state_of(place.portal)
    place.recycling.restore(entry, 'test')

    assert not set(away['ids']) & set(inside) and set(away['reserved']) >= set(inside)
    assert not any(set(found) & set(inside) for found in away['facets'].values())
    assert not set(away['listed']) & set(inside)
    assert state_of(place.portal) == before
    assert not bin_of(place.portal).entries


def test_the_comparison_sees_what_may_differ(garden):
    place = garden()
    place.grow('a', 'NewsItem', ['publish', 'translate'])
    item, seen = place.section['a'], [state_of(place.portal)]

    for action in ('edit translation', 'grant', 'rename', 'edit', 'withdraw'):
        place.do(action, item, 9)
        seen.append(state_of(place.portal))
    item.created_by = 'hoa'
    seen.append(state_of(place.portal))

    assert all(one != other for one, other in pairwise(seen))
