"""The page of every content type is valid HTML, translated or not."""
import pytest
from hanoiportal.kernel.tree.lookup import path_of


@pytest.mark.parametrize('language', ['', '/english', '/mtq'])
def test_its_page_is_valid_html(gallery, shown, invalid_html, language):
    page = gallery.get(language + path_of(shown))

    assert invalid_html(page.body) == []
