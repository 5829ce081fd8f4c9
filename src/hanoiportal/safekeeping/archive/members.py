"""Records of WARC 1.1 (ISO 28500:2017), each a gzip member of its own."""
import base64
import hashlib
import json
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

from ...base.lazily import lazily
from .rows import Member

statusandheaders = lazily('warcio.statusandheaders')
warcwriter = lazily('warcio.warcwriter')

RESPONSE, REVISIT, REQUEST, METADATA, WARCINFO = (
    'response', 'revisit', 'request', 'metadata', 'warcinfo')
CONFORMS = 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/'
SOFTWARE = 'hanoiportal'


def digest_of(body):
    """Return the digest of ``body`` as records say it."""
    return 'sha256:' + base64.b32encode(hashlib.sha256(body).digest()).decode('ascii')


def date_of(moment):
    """Return the aware UTC ``moment`` as records say it, to the microsecond."""
    return moment.strftime('%Y-%m-%dT%H:%M:%S.%fZ')


def answered(url, date, answer, original=None):
    """Return the ``Member`` of ``answer``, with ``status``, ``headers`` and ``body``.

    ``original``: ``(url, date)`` of an answer that is kept already and has the same body; then the
    body is not kept again.
    """
    kind = RESPONSE if original is None else REVISIT
    payload = digest_of(answer.body)
    http = statusandheaders.StatusAndHeaders(answer.status, answer.headers, 'HTTP/1.1')
    named = {'WARC-Payload-Digest': payload}
    if original is not None:
        named.update({
            'WARC-Profile': warcwriter.WARCWriter.REVISIT_PROFILE_1_1,
            'WARC-Refers-To-Target-URI': original[0], 'WARC-Refers-To-Date': original[1]})
    body = b'' if original else answer.body
    lasting = 'immutable' in dict(answer.headers).get('Cache-Control', '')
    return replace(_made(kind, url, date, body, named, http), mime=answer.mimetype,
                   status=answer.status[:3], payload=payload, lasting=lasting)


def request_member(url, date, host, target, agent, answer):
    """Return the ``Member`` of the request that the ``Member`` ``answer`` answers."""
    http = statusandheaders.StatusAndHeaders(
        f'GET {target} HTTP/1.1', [('Host', host), ('User-Agent', agent)], is_http_request=True)
    return _made(REQUEST, url, date, b'', {'WARC-Concurrent-To': answer.id}, http)


def told(url, date, said, answer):
    """Return the ``Member`` of what is ``said``, a ``dict``, of the ``Member`` ``answer``."""
    body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return _made(METADATA, url, date, body, {
        'WARC-Concurrent-To': answer.id, 'Content-Type': 'application/json'})


def begun(name, date):
    """Return the ``Member`` that the file called ``name`` begins with."""
    lines = {'software': SOFTWARE, 'format': 'WARC File Format 1.1', 'conformsTo': CONFORMS,
             'description': 'pages as visitors got them, as of the transaction that made each'}
    body = ''.join(f'{key}: {value}\r\n' for key, value in lines.items()).encode()
    return _made(WARCINFO, '', date, body, {
        'WARC-Filename': name, 'Content-Type': 'application/warc-fields'})


def buried(kind, sha256, basis, moment):
    """Return id and bytes of the tombstone of a record of ``kind`` whose bytes had ``sha256``."""
    body = json.dumps({'redacted': kind, 'sha256': sha256, 'basis': basis,
                       'at': date_of(moment)}, ensure_ascii=False, sort_keys=True).encode()
    member = _made(METADATA, 'urn:hanoiportal:redacted', date_of(moment), body,
                   {'Content-Type': 'application/json'})
    return member.id, member.content


def _made(kind, url, date, body, named, http=None):
    record_id = f'<urn:uuid:{uuid4()}>'
    out = BytesIO()
    writer = warcwriter.WARCWriter(out, gzip=True, warc_version='1.1')
    named = {
        'WARC-Record-ID': record_id, 'WARC-Date': date,
        'WARC-Block-Digest': digest_of(_head(http) + body), **named}
    if kind != WARCINFO:
        named.setdefault('WARC-Payload-Digest', digest_of(body))
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=named,
        warc_content_type=named.get('Content-Type', ''), http_headers=http)
    writer.write_record(record)
    return Member(record_id, kind, url, date, '', '', '', False, out.getvalue())


def _head(http):
    """Return the bytes of the headers ``http`` as they are kept; none for ``None``."""
    if http is None:
        return b''
    http.compute_headers_buffer()
    return http.headers_buff
