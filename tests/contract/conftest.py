"""Reads the content types off the application, so that a new type is tested by existing."""
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import transaction
from hanoiportal import includeme, main
from hanoiportal.base.interfaces import IItem
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import close
from hanoiportal.shells.commands.seed import provisioning
from pyramid.config import Configurator
from support import ROOT
from support.application import CarryingIn, settings, working
from support.factories import ENGLISH, maker, read_alone
from webtest import TestApp


@cache
def registered():
    """Return ``{type name: class}`` of the content types that have a title of their own."""
    with TemporaryDirectory() as folder:
        with Configurator(settings=settings(Path(folder))) as config:
            config.include(includeme)
        content = config.registry.content
        close(config.registry)
        return {name: content.content_types[name]
                for name, meta in types_of(config.registry).items() if 'title' in meta['schema']()}


@pytest.fixture
def type_names():
    """The names of all types, sorted."""
    return sorted(registered())


@pytest.fixture
def item_types():
    """The names of the types whose items are read by themselves, sorted."""
    return sorted(name for name, each in read_alone(registered()).items()
                  if IItem.implementedBy(each))


@pytest.fixture
def new(make, type_names):
    """``{type name: new resource}`` of every type, in one portal; not committed."""
    return {name: make(name, f'mau-{name.lower()}') for name in type_names}


@pytest.fixture
def new_items(make, item_types):
    """The same of ``item_types`` alone."""
    return {name: make(name, f'mau-{name.lower()}') for name in item_types}


@pytest.fixture(scope='module')
def showcase(tmp_path_factory):
    """A visitor of a portal that holds all types, and ``{type name: resource}``; for reading.

    Each is public, and so is its English text.  It is a module's own: what one module has asked
    for, the cache of pages answers without a look at the database.
    """
    application = main({}, **settings(tmp_path_factory.mktemp('showcase')))
    with working(application.registry) as environment:
        yield TestApp(application, extra_environ={'HTTP_HOST': 'localhost'}), _all(environment)
    close(application.registry)


def _all(environment):
    """Make a public resource of every type and return ``{type name: resource}``, committed."""
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    portal, publishing = steps.portal(environment.root), CarryingIn(steps._publishing)
    transaction.commit()
    make, made = maker(environment.registry, portal, steps._editing), {}
    for name in registered():
        item = made[name] = make(name, f'mau-{name.lower()}')
        if not item.is_public:
            publishing.publish(item, 'test')
        if item is not portal:
            publishing.publish(
                steps._editing.translate(item, 'en', {'title': ENGLISH}, 'test'), 'test')
    transaction.commit()
    return made


@pytest.fixture
def gallery(showcase):
    """The visitor of ``showcase``."""
    return showcase[0]


@pytest.fixture
def all_shown(showcase):
    """Those of ``showcase`` that readers open by themselves."""
    return read_alone(showcase[1])
