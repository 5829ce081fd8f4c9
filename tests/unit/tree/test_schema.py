"""The fields that forms, imports and exports share."""
from hanoiportal.tree.schema import words


def test_an_empty_list_of_words_is_none_at_all():
    node = words('Loại', name='kinds', missing=('Page',))

    assert [node.deserialize(typed) for typed in ('', ' ; , ', [], 'Page; Link')] == [
        ('Page',), ('Page',), ('Page',), ('Page', 'Link')]
