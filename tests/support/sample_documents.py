"""Documents as offices send them: PDF with and without text, signed and changed; Word."""
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pypdf import PdfWriter
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

SIGNER = 'Ủy ban nhân dân thành phố Hà Nội'
_W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
_TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
          'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"'
          '/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
          'officedocument.wordprocessingml.document.main+xml"/></Types>')
_RELATIONS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
              '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
              'relationships/officeDocument" Target="word/document.xml"/></Relationships>')
_STYLES = '<w:styles xmlns:w="{}">{}</w:styles>'
_STYLE = ('<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/></w:style>')


def word(*parts):
    """Return a Word document of ``parts``: ``(style or None, text)``, or rows of a table."""
    styles = ''.join(_STYLE.format(name.replace(' ', ''), name) for name in (
        'Title', 'Heading 1', 'Heading 2', 'Heading 3', 'Heading 4'))
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        archive.writestr('[Content_Types].xml', _TYPES)
        archive.writestr('_rels/.rels', _RELATIONS)
        archive.writestr('word/styles.xml', _STYLES.format(_W, styles))
        archive.writestr('word/document.xml', (
            f'<w:document xmlns:w="{_W}"><w:body>{"".join(map(_part, parts))}</w:body>'
            '</w:document>'))
    return out.getvalue()


def _part(part):
    if isinstance(part, list):
        return f'<w:tbl>{"".join(_row(number, row) for number, row in enumerate(part))}</w:tbl>'
    style, text = part
    named = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>' if style else ''
    return f'<w:p>{named}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>'


def _row(number, cells):
    head = '' if number else '<w:trPr><w:tblHeader/></w:trPr>'
    return f'<w:tr>{head}' + ''.join(
        f'<w:tc>{_part((None, cell))}</w:tc>' for cell in cells) + '</w:tr>'


def pdf(text='', title='', language='', tagged=False):
    """Return a PDF of one page that shows ``text``, of ASCII; without one it is a scan."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    if text:
        font = DictionaryObject({
            NameObject('/Type'): NameObject('/Font'), NameObject('/Subtype'): NameObject('/Type1'),
            NameObject('/BaseFont'): NameObject('/Helvetica')})
        page[NameObject('/Resources')] = DictionaryObject({
            NameObject('/Font'): DictionaryObject({NameObject('/F1'): font})})
        shown = StreamObject()
        shown.set_data(f'BT /F1 12 Tf 50 700 Td ({text}) Tj ET'.encode())
        page[NameObject('/Contents')] = writer._add_object(shown)
    if title:
        writer.add_metadata({'/Title': title})
    if language:
        writer.root_object[NameObject('/Lang')] = TextStringObject(language)
    if tagged:
        writer.root_object[NameObject('/MarkInfo')] = DictionaryObject({
            NameObject('/Marked'): BooleanObject(True)})
        writer.root_object[NameObject('/StructTreeRoot')] = DictionaryObject({
            NameObject('/Type'): NameObject('/StructTreeRoot')})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


class Authority:
    """Who gives out certificates.  ``pem``: its own."""

    def __init__(self):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name('Co quan chung thuc thu')
        made = _certificate(self._name, self._name, self._key.public_key(), self._key, True)
        self.pem = made.public_bytes(serialization.Encoding.PEM)
        self._own = made

    def signed(self, content, folder):
        """Return the PDF ``content`` signed by ``SIGNER``; ``folder``: for its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(_name(SIGNER), self._name, key.public_key(), self._key, False)
        (folder / 'key.pem').write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()))
        (folder / 'cert.pem').write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / 'ca.pem').write_bytes(self.pem)
        signer = SimpleSigner.load(
            str(folder / 'key.pem'), str(folder / 'cert.pem'), (str(folder / 'ca.pem'),))
        # In a thread: pyHanko begins an event loop, and a browser's tests have one going here.
        with ThreadPoolExecutor(1) as apart:
            return apart.submit(
                sign_pdf, IncrementalPdfFileWriter(BytesIO(content)), PdfSignatureMetadata(
                    field_name='Ky', subfilter=SigSeedSubFilter.PADES), signer).result().getvalue()


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(subject, issuer, public, key, is_authority):
    now = datetime.now(timezone.utc)
    usage = dict.fromkeys((
        'data_encipherment', 'key_agreement', 'key_encipherment', 'encipher_only',
        'decipher_only'), False)
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(x509.KeyUsage(
            digital_signature=not is_authority, content_commitment=not is_authority,
            key_cert_sign=is_authority, crl_sign=is_authority, **usage), critical=True)
        .sign(key, hashes.SHA256()))
