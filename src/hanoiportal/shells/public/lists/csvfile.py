"""Lists of public pages as CSV files."""
from ...frame.tablefile import csv_response

__all__ = ['csv_response']
