"""Modules of guards, and the tests that judge them, for ``make mutants``."""

#: ``{dotted name: names of test files, which are looked for everywhere below tests/}``.
JUDGES = {
    'hanoiportal.editorial.review.guards': ('review/test_guards.py',),
    'hanoiportal.editorial.boards.services': ('boards/test_boards.py',),
    'hanoiportal.editorial.suspension.services': ('test_suspending.py',),
    'hanoiportal.editorial.publishing.services': ('publishing/test_publishing.py',),
    'hanoiportal.content.versions.services': ('versions/test_editing.py',),
    'hanoiportal.web.lru': ('web/test_lru.py', 'pagecache/test_cache.py'),
    'hanoiportal.web.pagecache.cache': ('pagecache/test_cache.py',),
    'hanoiportal.web.pagecache.pages': ('pagecache/test_pages.py',),
    'hanoiportal.content.redirects.resource': ('redirects/test_left.py',),
    'hanoiportal.discovery.search.parsing': ('test_search_parsing.py',),
    'hanoiportal.base.legaltexts.parser': (
        'legaltexts/test_parser.py', 'legaltexts/test_decision_4263.py'),
    'hanoiportal.discovery.catalog.facetedsearch': (
        'catalog/test_facetedsearch.py', 'test_catalog_narrowing.py'),
    'hanoiportal.editorial.publishing.due': ('test_scheduling.py',),
    'hanoiportal.base.deadlines.calendar': ('deadlines/test_calendar.py',),
    'hanoiportal.kernel.security.authorization.policy': ('authorization/test_policy.py',),
    'hanoiportal.kernel.security.authorization.grants': ('authorization/test_grants.py',),
    'hanoiportal.base.text.lexicon': ('text/test_lexicon.py',),
}
#: ``(module, place, before, after, reason)`` of mutants that are no faults.
EQUIVALENT: tuple[tuple[str, str, str, str, str], ...] = (
    ('hanoiportal.editorial.suspension.services', 'SuspendingService.may_decide',
     ('suspension.state == REPORTED and suspension.is_in_force and (site is not None) and '
     '(suspension.actor != self._asker) and (bool(self._allowed(CONFIRM, site)) or '
     '(suspension.confirm_by is not None and self._is_over(suspension)))'),
     ('suspension.state == REPORTED and site is not None and (suspension.actor != self._asker) '
      'and (bool(self._allowed(CONFIRM, site)) or (suspension.confirm_by is not None and '
      'self._is_over(suspension)))'),
     'what ends a suspension always gives it another state'),
    ('hanoiportal.web.lru', 'ByteBoundedCache.put', 'self.used > self.size and self._entries',
     'self.used > self.size', 'a cache without an entry uses no byte'),
    ('hanoiportal.discovery.search.parsing', '_words', '0', '1',
     'a part holds as many words with marks as without'),
    ('hanoiportal.discovery.search.parsing', '_words', '0', '-1',
     'a part holds as many words with marks as without'),
    ('hanoiportal.web.pagecache.pages', 'Pages.__call__',
     'asked is not None and asked.key is not None and self._cache.size',
     'asked is not None and self._cache.size', 'nothing is ever put without a key'),
    ('hanoiportal.web.pagecache.pages', 'Pages._make', '3', '4', 'a blank is no part of a number'),
    ('hanoiportal.web.pagecache.pages', '_is_keepable', '1', '2',
     'either is longer than the longest'),
    ('hanoiportal.web.pagecache.pages', 'Pages._keep', 'key and self._cache.size', 'key',
     'a cache of no bytes keeps nothing'),
    ('hanoiportal.web.pagecache.pages', 'Pages._send', 'is_new and key and self._cache.size',
     'is_new and key', 'a cache of no bytes keeps nothing'),
    ('hanoiportal.web.pagecache.pages', 'Pages._send', 'is_new and key and self._cache.size',
     'key and self._cache.size', 'what has not grown is put back as it was'),
    ('hanoiportal.editorial.boards.services', 'BoardService.dismiss', '0', '-1',
     'somebody holds a role at a site once'),
    ('hanoiportal.discovery.catalog.facetedsearch', 'FacetedSearch._count_sites',
     'self._sites is None or not hits', 'self._sites is None',
     'of no hits nothing is counted'),
)
