"""Transcripts as they are typed, and as captions have them."""
from hanoiportal.participation.dialoguetranscripts.reading import turns_of

TYPED = """Kính thưa quý vị.
Câu hỏi số 12:
Ông An: Quý I năm sau.
Lý do: trạm đang chạy thử.
Bà Bình: Tôi nói thêm.

Hỏi: Ai trả tiền?
Bà Bình:
Thành phố."""
CAPTIONS = """WEBVTT

1
00:01.000 --> 00:04.000
<v Người dẫn>Xin mời.

00:05.000 --> 00:06.000
Câu 12

2
00:07.000 --> 00:09.000
<v Ông An>Quý I <c.nhan>năm</c>

00:09.000 --> 00:12.000
<v.to Ông An>sau &amp; lâu.</v>

NOTE hết
"""


def test_a_line_names_the_question_and_the_first_below_it_who_answers():
    first, second = turns_of(TYPED, ['Bà Bình'])

    assert (first.number, first.by, first.line) == (12, 'Ông An, Bà Bình', 2)
    assert first.answer == (
        'Quý I năm sau.\nLý do: trạm đang chạy thử.\nBà Bình: Tôi nói thêm.')
    assert second[:4] == (0, 'Ai trả tiền?', 'Bà Bình', 'Thành phố.')


def test_captions_are_read_by_their_voices():
    (turn,) = turns_of(CAPTIONS)

    assert turn[:4] == (12, '', 'Ông An', 'Quý I năm\nsau & lâu.')


def test_a_text_without_questions_has_no_turns():
    assert turns_of('Ông An: Vâng.') == []
