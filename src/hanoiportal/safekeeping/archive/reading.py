"""Records read back, by warcio."""
from io import BytesIO

from ...base.lazily import lazily

archiveiterator = lazily('warcio.archiveiterator')
exceptions = lazily('warcio.exceptions')


def record_in(content):
    """Return the warcio record that ``content``, the bytes of one gzip member, is."""
    records = iter(archiveiterator.ArchiveIterator(BytesIO(content), check_digests=True))
    try:
        return next(records)
    finally:
        records.close()  # it and its reader hold each other, and 16 KB, until a collection


def broken_record(content, record_id):
    """Return why ``content`` is not the record with that id, ``''`` if it is."""
    try:
        record = record_in(content)
        record.content_stream().read()
        record.raw_stream.read()
    except (StopIteration, EOFError, exceptions.ArchiveLoadFailed) as error:
        return f'no record: {error}'
    if record.rec_headers.get_header('WARC-Record-ID') != record_id:
        return 'it is another one'
    checker = record.digest_checker
    return '; '.join(checker.problems) if checker.passed is False else ''
