"""The page of every content type is valid HTML, translated or not."""
import pytest
from hanoiportal.kernel.tree.lookup import path_of


@pytest.mark.parametrize('language', ['', '/english', '/mtq'])
def test_its_page_is_valid_html(gallery, all_shown, invalid_html, language):
    wrong = {name: invalid_html(gallery.get(language + path_of(shown)).body)
             for name, shown in all_shown.items()}

    assert {name: faults for name, faults in wrong.items() if faults} == {}
