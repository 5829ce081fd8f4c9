"""Ways to pass a page on."""
from types import SimpleNamespace
from urllib.parse import quote

from hanoiportal.shells.public.page.itemactions import FACEBOOK, ItemActions
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(), st.text())
def test_whatever_a_page_is_called_nothing_of_it_ends_the_link(address, title):
    page = SimpleNamespace(addresses=SimpleNamespace(canonical=address))

    on_facebook, by_mail = ItemActions(page).ways(title)

    address, title = quote(address, safe=''), quote(title, safe='')
    assert on_facebook.address == f'{FACEBOOK}u={address}'
    assert by_mail.address == f'mailto:?subject={title}&body={title}%0A{address}'
