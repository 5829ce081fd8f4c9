"""The page of every content type is valid HTML, translated or not."""
import pytest
import transaction
from hanoiportal.tree.lookup import path_of
from making import ENGLISH


@pytest.mark.parametrize('language', ['', '/english', '/mtq'])
def test_its_page_is_valid_html(
        reader, make, editing, publishing, invalid_html, type_name, language):
    made = make(type_name)
    if not made.is_public:
        publishing.publish(made, 'test')
    if type_name != 'Portal':
        publishing.publish(editing.translate(made, 'en', {'title': ENGLISH}, 'test'), 'test')
    transaction.commit()

    page = reader.get(language + path_of(made))

    assert invalid_html(page.body) == []
