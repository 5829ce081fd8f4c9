"""Keys that are drawn from the secret file, each for one purpose and one owner."""
import base64

import pytest
from hanoiportal.kernel.security.crypto.sealing import Sealing, Unreadable

SECRET, OTHER = 'a1' * 32, 'b2' * 32


def test_the_key_of_a_browser_is_of_one_account_of_one_installation():
    sealing = Sealing(SECRET)
    keys = {sealing.browser_key('a'), sealing.browser_key('b'), Sealing(OTHER).browser_key('a')}

    assert len(keys) == 3 and {len(base64.b64decode(key)) for key in keys} == {32}
    assert sealing.browser_key('a') == Sealing(SECRET).browser_key('a')


def test_the_key_of_a_browser_opens_no_secret_of_ours_and_is_no_mark():
    sealing = Sealing(SECRET)
    key = base64.b64decode(sealing.browser_key('a'))

    assert sealing.mark('a') not in key.hex()
    with pytest.raises(Unreadable):
        Sealing(key.hex()).opened(sealing.seal('x', 'a'), 'a')
