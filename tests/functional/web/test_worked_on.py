"""Who works on a template sees at the next page what became of it."""
import pytest
import transaction
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.shells.public.fragments import IFragmentCache
from webtest import TestApp

#: Names of the kinds of fragments that the pages below have.
KINDS = {'page', 'frame', 'filled', 'announcements', 'head', 'list', 'results', 'hit',
         'place of hits', 'counts of sites', 'lexicon', 'bodies'}


@pytest.fixture(params=['true', 'false'])
def worked_on(request):
    """Whether templates are read anew, as the ini file says it."""
    return request.param


@pytest.fixture
def own_settings(worked_on):
    return {'pyramid.reload_templates': worked_on}


def test_nothing_that_a_template_has_made_is_cached_while_it_is_worked_on(
        wsgi, portal, make, publishing, registry, worked_on):
    for name in 'ab':
        item = make('NewsItem', name, title=f'Tin {name}', images='', keywords='nước')
        publishing.publish(item, 'test')
    transaction.commit()
    reader = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    for address in ('/', path_of(item), path_of(item.__parent__), '/search?q=tin'):
        reader.get(address)

    cached = registry.getUtility(IFragmentCache)
    assert {key[0] for key, _value, _size in cached.entries()} == (
        KINDS if worked_on == 'false' else set())
    assert bool(cached.used) is (worked_on == 'false')
