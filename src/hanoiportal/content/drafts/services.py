"""``IDrafts``, as plain objects that know nothing of HTTP."""
import re

from BTrees.OOBTree import OOBTree
from zope.interface import implementer

from ...base.i18n import DEFAULT
from ...base.interfaces import IClock, IContainer, IItem
from ...base.permissions import ADD, EDIT, MANAGE_SITE, TRANSLATE, Allowed
from ...kernel.inspection.upload import Upload
from ...kernel.storage.interfaces import DRAFTS
from ...kernel.tree.content import types_of
from ..versions.interfaces import TRANSLATORS
from .interfaces import (
    BEHIND,
    FORBIDDEN,
    SAVED,
    TOO_LARGE,
    TOO_MANY,
    UNKNOWN,
    FormSaved,
    IDrafts,
    NotKept,
    Saved,
    Splice,
    Unsaved,
)
from .resource import KEY, Draft, Drafts
from .splicing import applied, without_surrogates

#: Characters of all fields of one form; the longest body that can be saved has two million.
LARGEST = 2_500_000
#: Forms of one person that are kept at once.
MOST = 200
LONGEST_BASE = 10_000
MARK = re.compile(r'[0-9a-z]{16,40}')


@implementer(IDrafts)
class DraftsService:
    """``IDrafts`` for one asker."""

    def __init__(self, root, account_id, allowed: Allowed, registry, clock):
        self._root = root        # callable() -> root mapping of the drafts database
        self._account_id = account_id
        self._allowed = allowed
        self._types = types_of(registry)
        self._content = registry.content
        self._clock = clock

    def may_write(self, work):
        if self._account_id is None:
            return False
        return any(self._allowed(permission, work.working_copy)
                   for permission in self._rights(work))

    def _rights(self, work):
        """Return the permissions each of which is enough."""
        if work.type_name:
            made = self._content.content_types.get(work.type_name)
            return [] if made is None else [MANAGE_SITE if _is_place(made) else ADD]
        if work.language != DEFAULT:
            begun = work.document is not work.resource
            state = work.working_copy.state
            return [EDIT] if begun and state not in TRANSLATORS else [EDIT, TRANSLATE]
        return [EDIT if IItem.providedBy(work.resource) else MANAGE_SITE]

    def fields(self, work):
        name = work.type_name or self._content.typeof(work.resource)
        if name not in self._types:
            return ()
        schema = self._types[name]['schema']()
        found = [node.name for node in schema if not isinstance(node.typ, Upload)]
        if work.language != DEFAULT:
            found = [each for each in found if each in self._types[name]['translatable']]
        return tuple(found)

    def keep(self, work, mark, given, base, after=0):
        self._check(work, mark, given, base)
        key = f'{work.key}.{mark}'
        found = self._of_asker().get(key)
        if found is not None and found.done:
            raise NotKept(SAVED)
        before = {} if found is None else found.values()
        values = _written(before, given, after == (found.revision if found else 0))
        if sum(map(len, {**before, **values}.values())) > LARGEST:
            raise NotKept(TOO_LARGE)
        changed = {name: text for name, text in values.items() if before.get(name) != text}
        if changed:
            found = found or self._new(key, base)
            found.write(changed, self._clock.now())
        return Saved(found.revision, found.saved_at) if found else Saved(0, None)

    def _check(self, work, mark, given, base):
        if not self.may_write(work):
            raise NotKept(FORBIDDEN)
        if not MARK.fullmatch(mark) or not set(given) <= set(self.fields(work)):
            raise NotKept(UNKNOWN)
        if len(base) > LONGEST_BASE:
            raise NotKept(TOO_LARGE)

    def _new(self, key, base):
        people = self._kept().by_person
        if self._account_id not in people:
            people[self._account_id] = OOBTree()
        drafts = people[self._account_id]
        if len(drafts) >= MOST:
            for each in [each for each, draft in drafts.items() if draft.done]:
                del drafts[each]
        if len(drafts) >= MOST:
            raise NotKept(TOO_MANY)
        drafts[key] = draft = Draft(base, self._clock.now())
        return draft

    def unsaved(self, work):
        return self._listed(self._of_asker().items(f'{work.key}.', f'{work.key}.~'))

    def mine(self):
        return self._listed(self._of_asker().items())

    def made(self, work, mark):
        draft = self._of_asker().get(f'{work.key}.{mark}')
        return FormSaved(draft.made, draft.saved_at) if draft is not None and draft.made else None

    def drop(self, key, mark, made=0):
        if self._account_id is None or not MARK.fullmatch(mark):
            raise NotKept(UNKNOWN)
        name = f'{key}.{mark}'
        draft = self._of_asker().get(name) or self._new(name, '')
        if not draft.made:
            draft.finish(self._clock.now(), made)

    def clean(self, before):
        count = 0
        for account_id, drafts in list(self._people().items()):
            for key in [key for key, draft in drafts.items() if draft.saved_at < before]:
                count += not drafts[key].done
                del drafts[key]
            if not drafts:
                del self._people()[account_id]
        return count

    def _people(self):
        found = self._root().get(KEY)
        return {} if found is None else found.by_person

    def _of_asker(self):
        return self._people().get(self._account_id) or OOBTree()

    def _kept(self):
        root = self._root()
        if KEY not in root:
            root[KEY] = Drafts()
        return root[KEY]

    @staticmethod
    def _listed(items):
        found = [
            Unsaved(*key.rsplit('.', 1), draft.saved_at, draft.base, draft.values())
            for key, draft in items if not draft.done]
        return sorted(found, key=lambda each: each.saved_at, reverse=True)


def _is_place(made):
    return IContainer.implementedBy(made) and not IItem.implementedBy(made)


def _written(before, given, is_last):
    """Return ``{field: str}`` of ``given`` applied to ``before``."""
    values = {}
    for name, change in given.items():
        if not isinstance(change, Splice):
            values[name] = without_surrogates(change)
        elif not is_last or name not in before:
            raise NotKept(BEHIND)
        else:
            values[name] = _spliced(before[name], change)
    return values


def _spliced(text, change):
    try:
        return applied(text, change)
    except ValueError:
        raise NotKept(BEHIND) from None


def drafts_service(request):
    account = request.identity
    return DraftsService(
        request.root[DRAFTS].mounted, None if account is None else account.id,
        request.has_permission, request.registry, request.registry.getUtility(IClock))


def drafts_of(connection, account_id, registry):
    """Return the ``IDrafts`` of an account over ``connection``, of any database, outside requests.

    ``account_id``: ``None`` to ``clean`` only.  It may write nothing.
    """
    return DraftsService(
        lambda: connection.get_connection(DRAFTS).root(), account_id,
        lambda permission, resource: False, registry, registry.getUtility(IClock))
