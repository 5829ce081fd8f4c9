"""Words that everybody tries first."""
import secrets

import pytest
from hanoiportal.kernel.security.authentication.passwords import (
    WeakPassword,
    check_strength,
    generated,
)
from hanoiportal.kernel.security.authentication.wellknown import contains_name, is_common


def test_a_common_word_with_digits_and_signs_is_refused():
    for password in (
            'Matkhau@123', 'Mật-khẩu-2026', 'P@ssw0rd2026', 'Dragon@2024', 'Hanoi@2026',
            'Hà-Nội-1010', 'ThangLong#1', 'Qwerty!1', 'Iloveyou1!', 'Admin@12345', 'Anh-Yêu-Em-99',
            'M@tkh@u1'):
        assert is_common(password)
        with pytest.raises(WeakPassword):
            check_strength(password)


@pytest.mark.parametrize('password', [
    'Cầu-Long-Biên-1902', 'Hồ-Hoàn-Kiếm-2026', 'Cau-Long-Bien-1902', 'Ngõ-28-có-cây-Bàng'])
def test_words_that_nobody_tries_first_are_taken(password):
    assert check_strength(password) == password


@pytest.mark.parametrize(('password', 'login', 'found'), [
    ('Nguyễn-Lan-2026', 'lan', True), ('Đỗ-Văn-ĐỨC-2026', 'duc', True),
    ('Tran.Thu-2026', 'tran.thu@hanoi.gov.vn', True), ('Ngõ-28-có-cây-Bàng', 'an', False),
    ('Ngõ-28-có-cây-Bàng', 'lan', False), ('Ngõ-28-có-cây-Bàng', '', False)])
def test_the_name_of_the_account_is_found_in_its_password(password, login, found):
    assert contains_name(password, login) is found


def test_what_is_drawn_for_somebody_never_has_their_name(monkeypatch):
    drawn, choice = iter('lan'), secrets.choice
    monkeypatch.setattr(secrets, 'choice', lambda signs: next(drawn, None) or choice(signs))

    assert not contains_name(generated('lan'), 'lan') and next(drawn, None) is None


def test_what_the_portal_draws_is_never_common():
    assert not any(is_common(generated()) for _ in range(300))
