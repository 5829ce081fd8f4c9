"""Words of a register instead of its codes: in files, and on who may do what with a row."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ....kernel.security.authorization.roles import ADMINISTRATOR, OWNER, ROLES, TITLES
from ....platform.registers.interfaces import STATE, Register, RowState


class FileWords:
    """What cells and columns of files are called, and back.

    ``columns``: name and title of each, as ``IRegisters.columns`` gives them.
    """

    def __init__(self, register: Register, columns: Sequence[tuple[str, str]],
                 translate: Callable[[str], str]) -> None:
        self._register, self._columns, self._translate = register, columns, translate

    @property
    def header(self) -> list[str]:
        """The titles of the columns."""
        return [title for _name, title in self._columns]

    @cached_property
    def titles(self) -> list[Mapping[str, str]]:
        """Of each column, in their order, ``{value: title}``; empty for one without choices."""
        return [self._choices(name) for name, _title in self._columns]

    def _choices(self, name: str) -> Mapping[str, str]:
        if name == STATE:
            return {each.name: each.title for each in self._register.states}
        node = self._register.schema.get(name)
        return {value: title for value, title in getattr(node, 'choices', ()) if value}

    def said(self, cells: Sequence[object]) -> list[object]:
        """Return the ``cells`` of a row, choices as people call them."""
        return [titles.get(str(cell), cell) if titles else cell
                for titles, cell in zip(self.titles, cells, strict=True)]

    def name(self, title: str) -> str:
        """Return the name of the column that is called ``title``, in either language."""
        return self._names.get(title.strip(), title)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {text: name for name, called in self._columns
                for text in (str(called), self._translate(called))}

    def value(self, name: str, text: str) -> str:
        """Return the value of the column ``name`` that a cell calls ``text``."""
        values = self._values.get(name)
        return text if values is None else values.get(text.strip(), text)

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, str]]:
        found = {}
        for name, _title in self._columns:
            choices = self._choices(name)
            if choices:
                found[name] = {
                    **{said: value for value, title in choices.items()
                       for said in (str(title), self._translate(title))},
                    **{value: value for value in choices}}
        return found


class Turn(NamedTuple):
    """Where a row may go next.  ``roles``: titles of who moves it there.  ``needs``: titles of
    the fields that must be filled in before.
    """

    title: str
    roles: list[str]
    needs: list[str]


def who_may(permissions: Iterable[str]) -> list[str]:
    """Return the titles of the roles with one of ``permissions``; not of who installs."""
    wanted = set(permissions)
    return [title for role, title in TITLES.items()
            if role not in (ADMINISTRATOR, OWNER) and wanted & ROLES[role].keys()]


def turns(register: Register, state: RowState | None,
          values: Mapping[str, object]) -> list[Turn]:
    """Return where a row in ``state`` that says ``values`` may go next."""
    found = []
    for name, permission in (() if state is None else state.moves.items()):
        to = register.state(name)
        if to is not None:
            found.append(Turn(to.title, who_may([permission]), [
                register.schema[each].title for each in to.needs if not values.get(each)]))
    return found
