"""Every view of the console on every kind of resource: whoever asks, never an error of ours."""
from collections import Counter
from itertools import product

import pytest
import transaction
from hanoiportal.base.interfaces import IItem
from hanoiportal.kernel.tree.content import types_of
from substanced.sdi import MANAGE_ROUTE_NAME
from support.factories import example
from support.sampling import WHOLE

PLACES = ['', '/sites', '/sites/bavi', '/tat-ca', '/accounts', '/accounts/khach',
          '/interactions', '/drafts', '/tat-ca/legaldocument/dieu-1']


@pytest.fixture
def places(small_portal, registry, editing):
    """The path of a resource of every kind."""
    types = {name: meta for name, meta in types_of(registry).items()
             if IItem.implementedBy(registry.content.content_types[name])
             and 'own_name' not in meta  # a home page stands in no section
             and name != 'Reference'}  # nobody adds one by hand
    section = editing.add(small_portal, 'tat-ca', 'Section', {
        'title': 'Tất cả', 'allowed_types': list(types)}, 'test')
    for name, meta in types.items():
        editing.add(section, name.lower(), name, example(meta), 'test')
    transaction.commit()
    return PLACES + [f'/tat-ca/{name.lower()}' for name in types]


def view_names(registry):
    """Return the names of all views of the console."""
    return sorted({view['introspectable']['name']
                   for view in registry.introspector.get_category('views')
                   if view['introspectable']['route_name'] == MANAGE_ROUTE_NAME
                   and view['introspectable']['name'] is not None} - {''})


def test_no_view_fails_anywhere(visit, registry, places):
    """The administrator opens each view on every other resource, in one language after the other;
    of what others open, a sixth is enough, for the matrix asks every view of its kinds for
    everybody, and of each that takes a form what it says to one without a token.
    """
    views, failed, opened = view_names(registry), {}, Counter()
    for login in ('quantri', 'vanhanh', 'kiemtra', None):
        browser, is_administrator = visit(login), login == 'quantri'
        for (row, place), (column, view) in product(enumerate(places), enumerate(views)):
            if not WHOLE and (row + column) % (2 if is_administrator else 6):
                continue
            path = f'/console{place}/@@{view}'
            asked = f'{path}?language=en' if (row + column) % 4 else path
            answer = browser.get(asked, expect_errors=True).status_int
            opened[login] += answer == 200
            if answer >= 500:
                failed[login, asked] = answer

    assert failed == {}
    assert {login for login, many in opened.items() if many > 25} == {
        'quantri', 'vanhanh', 'kiemtra'}, opened


def test_an_article_of_a_document_is_no_place_in_the_console(visit, places):
    browser = visit('quantri')
    article = '/tat-ca/legaldocument/dieu-1'

    assert browser.get(article, expect_errors=True).status_int == 200
    for view in ('object', 'history', 'properties', 'access', 'contents'):
        path = f'/console{article}/@@{view}'
        assert browser.get(path, expect_errors=True).status_int == 404, path
