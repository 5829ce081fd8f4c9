"""Words that everybody tries first."""
import pytest
from hanoiportal.security.passwords import WeakPassword, check_strength, generated
from hanoiportal.security.wellknown import is_common


@pytest.mark.parametrize('password', [
    'Matkhau@123', 'Mật-khẩu-2026', 'P@ssw0rd2026', 'Dragon@2024', 'Hanoi@2026', 'Hà-Nội-1010',
    'ThangLong#1', 'Qwerty!1', 'Iloveyou1!', 'Admin@12345', 'Anh-Yêu-Em-99', 'M@tkh@u1'])
def test_a_common_word_with_digits_and_signs_is_refused(password):
    assert is_common(password)
    with pytest.raises(WeakPassword):
        check_strength(password)


@pytest.mark.parametrize('password', [
    'Cầu-Long-Biên-1902', 'Hồ-Hoàn-Kiếm-2026', 'Cau-Long-Bien-1902', 'Ngõ-28-có-cây-Bàng'])
def test_words_that_nobody_tries_first_are_taken(password):
    assert check_strength(password) == password


def test_what_the_portal_draws_is_never_common():
    assert not any(is_common(generated()) for _ in range(300))
