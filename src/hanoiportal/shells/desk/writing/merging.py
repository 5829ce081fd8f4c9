"""Both have changed one field: the page that shows both texts, and what the person chose."""
from typing import NamedTuple

import colander
from pyramid.csrf import get_csrf_token

from ....base.clock import moment
from ....base.text.compare import Row, compare_html, compare_text
from ....content.drafts.merging import field_digests
from ....web.forms.typed import TOKEN
from ..frame.wording import person
from .writing import BASE, MARK

#: Fields of that page, for the field ``name``: what is chosen, what the person had typed, and
#: what they have made of both.
CHOICE, TYPED, MADE = 'choice.', 'mine.', 'made.'
MINE, THEIRS, OWN = 'mine', 'theirs', 'made'


class Difference(NamedTuple):
    """One field in both wordings.  ``rows``: ``text.compare.Row``, theirs before, mine after."""

    name: str
    title: str
    mine: str
    theirs: str
    rows: tuple[Row, ...]
    lines: int


class Last(NamedTuple):
    """Who saved last.  ``is_self``: whether it was the asker, in another window."""

    who: str
    at: str
    is_self: bool


class Differences:
    """What the macro ``conflicts`` of ``merge.pt`` shows.

    ``differences``: list of ``Difference``.  ``hidden``: ``[(name, value)]`` of what else the
    person changed and sent; the stamp is that of the present values, so that the choice is the
    last word unless somebody saves once more.
    ``last``: who has saved meanwhile, and when.
    ``left_out``: titles of the files that must be chosen again.
    """

    def __init__(self, request, schema, writing, merged):
        self.last = _last(request, writing.work.working_copy)
        nodes = {node.name: node for node in schema}
        self.token = get_csrf_token(request)
        self.address = request.path_qs
        self.differences = [_difference(nodes[each.name], each) for each in merged.conflicts]
        texts = [pair for pair in merged.changes.items() if isinstance(pair[1], str)]
        self.left_out = [nodes[name].title for name, value in merged.changes.items()
                         if not isinstance(value, str)]
        self.hidden = [
            *texts, *_besides(request.POST, nodes),
            (MARK, writing.mark), (BASE, field_digests(writing.current))]


def _last(request, working_copy):
    """Return the ``Last`` save of ``working_copy``, the version that was written in."""
    saved = working_copy.history[-1] if working_copy.history else None
    actor = saved.actor if saved is not None else working_copy.created_by
    at = saved.until if saved is not None else working_copy.created_at
    return Last(person(request.root, actor), moment(at), actor == request.identity.id)


def _besides(form, nodes):
    """Return ``[(name, value)]`` of what the form brought besides the fields of the schema."""
    return [(name, value) for name, value in form.items()
            if isinstance(value, str) and name.split('.')[0] not in nodes
            and name not in (TOKEN, MARK, BASE)
            and not name.startswith((CHOICE, TYPED, MADE))]


def _difference(node, conflict):
    compare = compare_html if _is_clean_html(node, conflict.mine) else compare_text
    return Difference(
        node.name, node.title, conflict.mine, conflict.theirs,
        compare(conflict.theirs, conflict.mine).rows,
        min(20, 2 + len(conflict.mine) // 70 + conflict.mine.count('\n')))


def _is_clean_html(node, text):
    """Return whether ``text`` is HTML that the field of ``node`` would keep: what it refuses, as
    parts that run, is shown as it was typed.
    """
    if not getattr(node, 'rich', False):
        return False
    try:
        node.deserialize(text)
    except colander.Invalid:
        return False
    return True


def settled(form):
    """Return ``{field: str}`` of what was chosen on that page; ``form``: mapping of a request.

    Of a field for which the others' text was chosen there is nothing: it stays as it is.
    """
    found = {}
    for key, choice in form.items():
        if key.startswith(CHOICE) and choice in (MINE, OWN):
            name = key[len(CHOICE):]
            found[name] = form.get((TYPED if choice == MINE else MADE) + name, '')
    return found
