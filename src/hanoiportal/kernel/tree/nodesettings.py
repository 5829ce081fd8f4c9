"""What the fields of ``schema`` may be told besides their titles."""
from collections.abc import Callable
from typing import TypedDict

import colander


class Common(TypedDict, total=False):
    """What a field may be told.

    ``missing``: its value where nothing is given, ``colander.required`` if something must be.
    ``description``: translatable, shown below it.  ``group``: title of the part of the form that
    begins with it, translatable.  ``hidden``: whether forms leave it out, since another page
    writes it.  ``unread``: whether no page shows it, since it is written and read by machines
    alone.  ``optional``: whether no check misses it, since the text proper is elsewhere.
    ``relation``: whether its number is the object id of another resource.
    """

    missing: object
    description: str
    group: str
    hidden: bool
    unread: bool
    optional: bool
    relation: bool


class Demanding(Common, total=False):
    """What a field of text may be told.  ``required``: whether something must be given."""

    required: bool


class Checked(Common, total=False):
    """What a line may be told.  ``validator``: a further check.  ``rows``: height in a form."""

    validator: Callable[[colander.SchemaNode, str], None]
    rows: int


class Listed(Common, total=False):
    """What a list of words may be told.  ``validator``: a check of the words."""

    validator: Callable[[colander.SchemaNode, tuple[str, ...]], None]
