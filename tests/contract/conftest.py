"""Reads the content types off the application, so that a new type is tested by existing."""
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import transaction
from app import settings
from hanoiportal import includeme
from hanoiportal.commands.environment import close
from hanoiportal.contenttypes.homepage.resource import HomePage
from hanoiportal.interfaces import IItem
from hanoiportal.tree.content import types_of
from making import ENGLISH
from pyramid.config import Configurator
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


def is_read(item_type):
    """Return whether readers open an item of the type itself: a home page is shown by its site."""
    return item_type is not HomePage


def pytest_generate_tests(metafunc):
    """Run a test that asks for ``type_name`` with all types, for ``item_type`` with items' that
    are read by themselves; one of a ``reader`` with those alone.
    """
    types = registered()
    if {'reader', 'item_type'} & set(metafunc.fixturenames):
        types = {name: each for name, each in types.items() if is_read(each)}
    if 'type_name' in metafunc.fixturenames:
        metafunc.parametrize('type_name', sorted(types))
    if 'item_type' in metafunc.fixturenames:
        metafunc.parametrize('item_type', sorted(
            name for name, each in types.items() if IItem.implementedBy(each)))


@pytest.fixture
def reader(wsgi, portal):
    """A visitor on the development host, who is nobody in particular."""
    return TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})


@pytest.fixture
def shown(make, editing, publishing, type_name):
    """A public resource of the type with a public English text, committed."""
    made = make(type_name)
    if not made.is_public:
        publishing.publish(made, 'test')
    if type_name != 'Portal':
        publishing.publish(editing.translate(made, 'en', {'title': ENGLISH}, 'test'), 'test')
    transaction.commit()
    return made
