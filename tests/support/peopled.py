"""The ``small_portal`` with ``people`` or ``staff``, made once for each worker, to be copied.

To make the accounts and the boards took 29 ms of each of 2,000 tests.
"""
import pytest

from .application import PORTAL, copy_content
from .people import employ, take_in


def with_people(portal_in, content, folder, password_hash, *makers):
    """Return ``folder`` with a copy of the portal in ``content`` and what ``makers`` add."""
    copy_content(content, folder)
    with portal_in(folder) as environment:
        for make in makers:
            make(environment.root[PORTAL], environment.registry, password_hash)
    return folder


@pytest.fixture(scope='session')
def peopled_content(portal_in, small_content, tmp_path_factory, password_hash):
    """The folder of ``small_content`` with ``people``."""
    return with_people(portal_in, small_content, tmp_path_factory.mktemp('people'),
                       password_hash, take_in)


@pytest.fixture(scope='session')
def staffed_content(portal_in, small_content, tmp_path_factory, password_hash):
    """The same with ``staff``."""
    return with_people(portal_in, small_content, tmp_path_factory.mktemp('staff'),
                       password_hash, take_in, employ)
