"""Who works on a template sees at the next page what became of it."""
import pytest
import transaction
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.shells.public.page.kept import (
    IFound,
    IItemPieces,
    ILists,
    IPieces,
    ISerials,
    ITexts,
)
from hanoiportal.shells.public.page.whole import IWholes
from webtest import TestApp

PIECES = {IPieces, IItemPieces, IFound, ILists, ISerials}


@pytest.fixture(params=['true', 'false'])
def worked_on(request):
    """Whether templates are read anew, as the ini file says it."""
    return request.param


@pytest.fixture
def own_settings(worked_on):
    return {'pyramid.reload_templates': worked_on}


def test_nothing_that_a_template_has_made_is_kept_while_it_is_worked_on(
        wsgi, portal, make, publishing, registry, worked_on):
    for name in 'ab':
        item = make('NewsItem', name, title=f'Tin {name}', images='', keywords='nước')
        publishing.publish(item, 'test')
    transaction.commit()
    reader = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    for address in ('/', path_of(item), path_of(item.__parent__), '/search?q=tin'):
        reader.get(address)

    is_kept = worked_on == 'false'
    assert {each for each in PIECES if registry.getUtility(each)} == (PIECES if is_kept else set())
    for bytes_of in (IWholes, ITexts):
        assert bool(registry.getUtility(bytes_of).used) is is_kept
