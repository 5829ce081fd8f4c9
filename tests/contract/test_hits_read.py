"""A hit is cached by versions: of no type is more read than what they are of."""
import transaction
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.lookup import texts_of
from hanoiportal.shells.public.fragments import version_of, versions_of
from hanoiportal.shells.public.lists.rows import kind_of
from hanoiportal.types.consultation.resource import DraftText
from hanoiportal.types.legaldocument.resource import FullText
from ZODB.Connection import Connection

#: Never written again: an item gets another one when its text is another.
FIXED = {FullText, DraftText}


def test_what_is_searched_of_an_item_lies_in_what_its_hit_is_cached_by(
        registry, new_items, editing, monkeypatch):
    loaded, setstate = set(), Connection.setstate
    monkeypatch.setattr(
        Connection, 'setstate', lambda at, read: loaded.add(type(read)) or setstate(at, read))
    for made in new_items.values():
        editing.translate(made, 'en', {'title': 'Text'}, 'test')
    transaction.commit()
    connection = content_database(registry).open(transaction.TransactionManager())

    for name, made in new_items.items():
        connection.cacheMinimize()
        item = connection.get(made._p_oid)
        versions_of('en', item)
        if getattr(item, 'file', None) is not None:
            version_of(item.file)
        loaded.clear()
        text = registry.content.metadata(item, 'text')
        found = [text(document) for document in texts_of(item)] + [kind_of(item, registry)]
        assert loaded <= FIXED and all(isinstance(each, str) for each in found), name
    connection.close()
