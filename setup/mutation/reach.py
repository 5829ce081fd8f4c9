"""Which tests enter which functions of a module: the others cannot tell anything of them."""
from collections import defaultdict
from collections.abc import Generator

import pytest


class Watcher:
    """The plugin of pytest that notes which tests enter which functions.

    ``entered``: set of places to which the functions add themselves.
    """

    def __init__(self) -> None:
        self.entered: set[str] = set()
        self._tests: dict[str, set[str]] = defaultdict(set)
        self._shared = {''}  # the module itself

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Generator:
        """Note what is entered once for many tests."""
        before = set(self.entered)
        self.entered.clear()
        result = yield
        if fixturedef.scope != 'function':
            self._shared |= self.entered
        self.entered |= before
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator:
        """Note what is entered by one test."""
        self.entered.clear()
        result = yield
        for place in self.entered:
            self._tests[place].add(item.nodeid)
        return result

    def of(self, place: str, items: list[pytest.Item]) -> list[pytest.Item]:
        """Return those of ``items`` that enter the function at ``place``, or the one around it."""
        while place not in self._tests and '.' in place:
            place = place.rpartition('.')[0]
        if place in self._shared:
            return items
        return [each for each in items if each.nodeid in self._tests[place]]
