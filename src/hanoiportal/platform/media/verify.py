"""A program of its own: a PDF on standard input becomes how its signatures stand, JSON.

``python verify.py ROOTS``: a signature is known if it leads to one of the PEM files in the folder
``ROOTS``.  Nothing is asked of the network, so whether a certificate was withdrawn is not seen.
It ends after ``SECONDS`` of processor time, or if it needs more than ``MEMORY`` bytes, and lets
whoever serves pages go before.
"""
import json
import logging
import os
import resource
import sys
from io import BytesIO
from pathlib import Path

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

SECONDS, MEMORY, NICENESS = 20, 1 << 30, 10
#: From the worst to the best: changed since it was signed; whole, but the certificate leads to no
#: known one; whole, and it does.
STATES = ('altered', 'intact', 'valid')


def verified(content, roots):
    """Return the worst state of the signatures in ``content``, and who signed; ``unknown`` if they
    cannot be read.
    """
    try:
        return _verified(content, roots)
    except (PdfError, SignatureValidationError, ValueError):
        return {'signature': 'unknown', 'signers': []}


def _verified(content, roots):
    found = [(_state(signature, roots), signature.signer_cert.subject.native)
             for signature in PdfFileReader(BytesIO(content)).embedded_regular_signatures]
    return {'signature': min((state for state, _who in found), key=STATES.index, default='none'),
            'signers': [who.get('common_name', '') for _state, who in found]}


def _state(signature, roots):
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots))
    if not (status.intact and status.valid and status.docmdp_ok is not False):
        return 'altered'
    return 'valid' if status.bottom_line else 'intact'


if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    known = [*load_certs_from_pemder(map(str, sorted(Path(sys.argv[1]).glob('*.pem'))))]
    sys.stdout.write(json.dumps(verified(sys.stdin.buffer.read(), known)))
