"""Acts: the forms of one page of the desk, each for one deed."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from .fields import Field


@dataclass(frozen=True)
class FormAct:
    """A form.  ``name``: of what it does.  ``hint``: what follows.

    ``is_next``: whether it is the usual next step: the red button.  ``is_open``: whether it is
    shown unfolded.
    """

    name: str
    title: str
    button: str
    fields: tuple[Field, ...] = ()
    hint: str = ''
    is_next: bool = False
    is_open: bool = False


AnyAct = TypeVar('AnyAct', bound=FormAct)


def named(acts: Iterable[AnyAct]) -> list[AnyAct]:
    """Return ``acts``, each field with a name of its own on the page: ``ACT.FIELD``."""
    return [replace(each, fields=tuple(
        replace(one, name=f'{each.name}.{one.name}') for one in each.fields)) for each in acts]


def filled(acts: Iterable[AnyAct], act: str, form: Mapping[str, str],
           reasons: Mapping[str, str]) -> list[AnyAct]:
    """Return ``acts``, as ``named`` gives them, with what was typed into ``act``, opened, and what
    is wrong there, by the names of its own fields.
    """
    return [each if each.name != act else replace(each, is_open=True, fields=tuple(
        replace(one, value=str(form.get(one.name, one.value)),
                error=reasons.get(one.name.partition('.')[2], '')) for one in each.fields))
            for each in acts]
