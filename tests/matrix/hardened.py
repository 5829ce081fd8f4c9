"""What a browser must be told by every answer, and what no page may hold (ADR 33)."""
import re

from hanoiportal.web.headers import HEADERS

#: A script element of this type is data and runs nowhere.
DATA = 'type="application/ld+json"'
_NONCE = re.compile(r"'nonce-([^']{20,})'")
#: Pictures and films, and nothing else, come from the other sites of the domain too.
_SHOWN = re.compile(r"(?:img|media)-src 'self' hanoi\.gov\.vn \*\.hanoi\.gov\.vn")
_SCRIPT = re.compile(r'<script\b([^>]*)>(.*?)</script>', re.DOTALL)
_TAG = re.compile(r'<[a-z][^\s>]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*/?>')
_ATTRIBUTE = re.compile(r'\s([^\s=>"]+)(?:="[^"]*")?')


def faults(answer):
    """Return what is wrong with the headers or the HTML of ``answer``, as sentences."""
    missing = [f'no {name}' for name in HEADERS if name not in answer.headers]
    policy = answer.headers.get('Content-Security-Policy', '')
    if "default-src 'none'" not in policy:
        missing.append(f'anything may be loaded: {policy}')
    if answer.content_type != 'text/html' or not answer.body:
        return missing
    return missing + _of_policy(policy) + _of_page(answer.text, policy) + (
        [] if 'Cross-Origin-Embedder-Policy' in answer.headers else ['no COEP'])


def _of_policy(policy):
    named = _SHOWN.sub('', policy)
    found = [f'{word} in {policy}' for word in ('unsafe', '*', 'http:', 'https:', 'strict-dynamic')
             if word in named]
    if 'sandbox' not in policy and "require-trusted-types-for 'script'" not in policy:
        found.append(f'text may become markup: {policy}')
    return found


def _of_page(text, policy):
    """Return what of a page would run only if the policy were weaker."""
    nonce = _NONCE.search(policy)
    expected = f'nonce="{nonce[1]}"' if nonce else 'src='
    found = [f'script: {given} {content[:80]}' for given, content in _SCRIPT.findall(text)
             if DATA not in given and (
                 content.strip() or 'src=' not in given or expected not in given)]
    found += ['style sheet in line'] * ('<style' in text)
    return found + [
        f'{name} in {tag}' for tag in _TAG.findall(_SCRIPT.sub('', text))
        for name in _ATTRIBUTE.findall(tag) if name == 'style' or name.startswith('on')]
