"""What a Word document asks for besides itself is not given to it (CWE-611)."""
from io import BytesIO
from zipfile import ZipFile

import pytest
from hanoiportal.platform.media.transcribe import transcribed
from support.sample_documents import word


def declaring(declaration, text):
    """Return a Word document whose only paragraph is ``text``, with ``declaration`` before it."""
    out = BytesIO()
    with ZipFile(BytesIO(word((None, 'MARK')))) as source, ZipFile(out, 'w') as archive:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == 'word/document.xml':
                content = declaration + content.replace('MARK', text)
            archive.writestr(name, content)
    return out


@pytest.mark.parametrize('name', ['file', 'parameter'])
def test_no_other_file_is_read_by_an_entity(tmp_path, name):
    secret = tmp_path / 'secret.dtd'
    secret.write_text('<!ENTITY told "BÍ MẬT">', encoding='utf-8')
    declaration = {
        'file': f'<!DOCTYPE a [<!ENTITY told SYSTEM "{secret.as_uri()}">]>',
        'parameter': f'<!DOCTYPE a [<!ENTITY % more SYSTEM "{secret.as_uri()}"> %more;]>'}[name]

    assert 'BÍ MẬT' not in transcribed(declaring(declaration, 'Tin: &told;'))


def test_a_document_without_such_entities_is_read():
    assert transcribed(declaring('', 'Tin')) == '<p>Tin</p>'
