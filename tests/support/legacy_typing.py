"""Vietnamese as the fonts of before Unicode store it; not made by the tables under test."""
import unicodedata


def in_tcvn3(text):
    """Return ``text`` as a TCVN3 font stores it; toned capitals are lower-case codes."""
    codes = dict(zip(
        'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ',
        b'\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd'
        b'\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde'
        b'\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6'
        b'\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe'.decode('latin-1'), strict=True))
    return ''.join(codes.get(c) or codes.get(c.lower(), c) for c in text)


def in_vni(text):
    """Return ``text`` as a VNI font stores it: vowel, then hat and tone in one letter."""
    return ''.join(map(_vni_letter, text))


def _vni_letter(letter):
    single = dict(zip('ơưđỉĩịỵìí', 'ôöñæóòîìí', strict=True))
    marks = {
        '': ' øùûõï', '\u0306': 'êèéúüë', '\u0302': 'âàáåãä', '\u031b': ' øùûõï'}
    lower = letter.lower()
    if lower in single:
        return _cased(letter, single[lower])
    base, *accents = unicodedata.normalize('NFD', lower)
    if base not in 'aeiouy' or not accents:
        return letter
    tone = ''.join(a for a in accents if a in '\u0300\u0301\u0309\u0303\u0323')
    hat = ''.join(a for a in accents if a in '\u0306\u0302\u031b')
    stem = unicodedata.normalize('NFC', base + hat) if hat == '\u031b' else base
    column = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'].index(tone)
    return _cased(letter, single.get(stem, stem) + marks[hat][column])


def _cased(letter, coded):
    return coded.upper() if letter.isupper() else coded
