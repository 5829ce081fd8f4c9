"""``make scale ITEMS=…``: a portal of so many items, and what it costs to serve.

The items go in through the services of the import, so what is made is what the portal serves.  A
run that was stopped goes on where the last transaction ended.
"""
import argparse
import os
import sys
from pathlib import Path

from ..bench.table import printed
from . import measuring, standing


def main(argv=None):
    """Make what is missing, measure, print the table; return 0."""
    parser = argparse.ArgumentParser(prog='scale', description=__doc__.splitlines()[0])
    parser.add_argument('items', type=int, help='items in the portal')
    parser.add_argument('--var', type=Path, default=Path('var-scale'), help='where it lies')
    parser.add_argument('--no-pack', action='store_true', help='leave the database unpacked')
    options = parser.parse_args(argv)
    var = options.var.absolute()
    made = standing.make(var, options.items)
    rows = [*made, *measuring.measured(var, options.items, not options.no_pack)]
    load = ', '.join(f'{each:.1f}' for each in os.getloadavg())
    print(f'{options.items:,} items, {os.cpu_count()} cores, Python {sys.version.split()[0]}, '
          f'load {load}\n\n{printed(rows)}')
    return 0
