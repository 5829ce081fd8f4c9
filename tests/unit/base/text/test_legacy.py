import unicodedata

import pytest
from hanoiportal.base.text import TCVN3, VNI, convert, legacy_encoding
from hanoiportal.base.text.legacy import _weighed, _weight
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT
from support.legacy_typing import in_tcvn3, in_vni

DECISION = ROOT / 'config' / 'hanoi' / 'quyet-dinh-4263.txt'
LINES = DECISION.read_text(encoding='utf-8').splitlines()
ANY_TEXT = st.text(st.characters(exclude_categories=()))

# Typed as the fonts of the time stored them, not made by the tables under test.
SAMPLES = [
    (TCVN3, 'Céng hoµ x· héi chñ nghÜa ViÖt Nam', 'Cộng hoà xã hội chủ nghĩa Việt Nam'),
    (TCVN3, '§éc lËp - Tù do - H¹nh phóc', 'Độc lập - Tự do - Hạnh phúc'),
    (TCVN3, 'QUYÕT §ÞNH CñA ñY BAN NH¢N D¢N', 'QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN'),
    (TCVN3, 'Ng\u00adêi d©n cã quyÒn khiÕu n¹i vÒ thñ tôc ®Êt ®ai.',
     'Người dân có quyền khiếu nại về thủ tục đất đai.'),
    (TCVN3, 'Sè ®iÖn tho¹i cña Së Khoa häc vµ C«ng nghÖ',
     'Số điện thoại của Sở Khoa học và Công nghệ'),
    (VNI, 'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'),
    (VNI, 'Ñoäc laäp - Töï do - Haïnh phuùc', 'Độc lập - Tự do - Hạnh phúc'),
    (VNI, 'QUYEÁT ÑÒNH CUÛA UÛY BAN NHAÂN DAÂN', 'QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN'),
    (VNI, 'Ngöôøi daân coù quyeàn khieáu naïi veà thuû tuïc ñaát ñai.',
     'Người dân có quyền khiếu nại về thủ tục đất đai.'),
    (VNI, 'Chaøo möøng kyû nieäm ngaøy thaønh laäp', 'Chào mừng kỷ niệm ngày thành lập'),
]

NOT_LEGACY = [
    'Cá có gì, và nó là ô tô?',
    'Toà án nhân dân, hoà giải viên, khoá họp, loá mắt, hoá đơn',
    'Hoàn Kiếm – São Tomé, Curaçao, Zürich, Malmö, Réunion',
    'The naïve café owner’s résumé: 5 µm × 3 µm, 20 °C ± 1 °C, § 4, © 2025, ½ price',
    ('L’été dernier, le préfet a reçu les élèves. Où est-il né ? Bientôt, dit-il ; plutôt tôt que '
     'tard : dès la rentrée, là-bas, à côté du forêt, ça coûte très cher. Il a dû être là.'),
    'Il a dû partir tôt, tôt, tôt.',
    'Tôt ou tard, il a dû manger : mû par la faim, il fêta Pâques, bûche, huître et gâteau.',
    'Für die Bürger: Öffnungszeiten, Gebühren, Straße, Größe, über, können, schön, böse',
    'El año pasado, el señor Núñez pidió más información sobre el país. ¿Qué día? ¡Sí!',
    'Não há previsão de São Paulo até então; três mês, você é avô',
    '« Hà Nội » · ¼ · ®', '', 'hanoi.gov.vn', '\ud800\0😀',
]


@pytest.mark.clause('11.2')
def test_legacy_text_is_recognised_and_converted():
    for encoding, typed, meant in SAMPLES:
        found = legacy_encoding(typed)

        assert found == encoding
        assert convert(typed, found) == meant, encoding


@pytest.mark.clause('11.2')
def test_other_languages_and_unicode_vietnamese_give_no_alarm():
    for text in NOT_LEGACY:
        assert legacy_encoding(text) is None


@pytest.mark.clause('11.2')
@pytest.mark.parametrize('form', ['NFC', 'NFD'])
def test_no_line_of_the_decision_gives_an_alarm(form):
    alarms = [line for line in LINES if legacy_encoding(unicodedata.normalize(form, line))]

    assert alarms == []
    assert legacy_encoding('\n'.join(LINES)) is None


@pytest.mark.clause('11.2')
def test_the_whole_decision_survives_vni():
    typed = [in_vni(line) for line in LINES]

    missed = [line for line in typed if len(line) > 40 and legacy_encoding(line) != VNI]

    assert missed == []
    assert [convert(line, VNI) for line in typed] == LINES


@pytest.mark.clause('11.2')
def test_the_whole_decision_survives_tcvn3_but_for_capitals_the_font_kept():
    typed = [in_tcvn3(line) for line in LINES]

    missed = [line for line in typed if len(line) > 40 and legacy_encoding(line) != TCVN3]
    lower = [convert(line, TCVN3).lower() for line in typed]

    assert missed == []
    assert lower == [line.lower() for line in LINES]


def test_a_legacy_line_in_a_unicode_page_gives_no_answer_for_the_page():
    page = '\n'.join([*LINES[:20], SAMPLES[0][1]])

    assert legacy_encoding(page) is None


@given(ANY_TEXT)
def test_looking_at_any_string_never_fails(text):
    assert legacy_encoding(text) in (None, TCVN3, VNI)
    assert isinstance(convert(text, TCVN3), str)
    assert isinstance(convert(text, VNI), str)


def test_an_unknown_encoding_is_refused():
    with pytest.raises(ValueError, match='viscii'):
        convert('x', 'viscii')


@given(ANY_TEXT | st.text('aBéệ\xa0\u3000\u0323§Đ-\n ', max_size=200))
def test_what_is_remembered_between_white_space_weighs_as_much_as_the_whole(text):
    assert sum(map(_weight, text.split())) == _weighed(text)
