"""What tests share: fixtures, sample content, people at work, readers of what is written."""
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / 'tests'
