"""What the schemas of ECMA-376 (transitional) have against files of Word and Excel."""
from functools import cache
from tempfile import NamedTemporaryFile

from openxml_audit import FileFormat, OpenXmlValidator

#: By the first part that tells what a file is.
_KINDS = {b'word/document.xml': '.docx', b'xl/workbook.xml': '.xlsx'}


@cache
def _validator():
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2010)


def faults(content):
    """Return what is wrong with the bytes ``content`` of a file, in words with the part."""
    ending = next(kind for part, kind in _KINDS.items() if part in content)
    with NamedTemporaryFile(suffix=ending) as file:
        file.write(content)
        file.flush()
        return [f'{each.part_uri}: {each.description}' for each in
                _validator().validate(file.name).errors]
