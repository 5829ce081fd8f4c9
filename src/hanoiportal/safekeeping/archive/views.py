"""Asking the application for pages as visitors got them at a transaction."""
from ...web.pagecache.visiting import AGENT, visit

__all__ = ['AGENT', 'visit']
