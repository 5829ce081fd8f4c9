"""The order of a place."""
from hanoiportal.kernel.tree import Folder, Item
from hanoiportal.kernel.tree.objectmap import ObjectMap
from pyramid import testing


def test_a_renamed_child_keeps_its_place_in_the_order():
    with testing.testConfig():
        folder = Folder(title='gốc')
        folder.__objectmap__ = ObjectMap(folder)
        folder.__objectmap__.add(folder, ('',))
        for name in ('a', 'b', 'c'):
            folder.add(name, Item(title=name))
        folder.set_order(['c', 'b', 'a'], reorderable=True)

        folder.rename('b', 'd')

        assert list(folder) == ['c', 'd', 'a'] and folder.is_reorderable()
        folder.reorder(['a'], 'd')
        assert list(folder) == ['c', 'a', 'd']
