"""A program of its own: HTML on standard input becomes tagged PDF (PDF/UA-1) on standard output.

``python typeset.py BASE ID``: links are relative to the address ``BASE``; ``ID`` names the file in
its trailer.  It loads nothing: pictures are in the HTML.  It ends after ``SECONDS`` of processor
time, or if it needs more than ``MEMORY`` bytes, and lets whoever serves pages go before.
"""
import os
import resource
import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher

SECONDS, MEMORY, NICENESS = 60, 2 << 30, 10
VARIANT = 'pdf/ua-1'

if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    base, name = sys.argv[1:]
    document = HTML(
        string=sys.stdin.buffer.read().decode(), base_url=base,
        url_fetcher=URLFetcher(allowed_protocols={'data'}))
    sys.stdout.buffer.write(
        document.write_pdf(pdf_variant=VARIANT, pdf_identifier=name.encode()))
