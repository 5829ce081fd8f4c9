"""Another spelling: never for a right query, and the right one for a misspelt one."""
import yaml
from corpus.misspelling import MANY, MISSPELT, RIGHT, misspelt, right


def _stored(path):
    return yaml.load(path.read_text(encoding='utf-8'), yaml.CSafeLoader)


def test_the_sets_are_those_that_the_rules_give():
    assert _stored(RIGHT) == right() and len(right()) == MANY
    assert _stored(MISSPELT) == misspelt() and len(misspelt()) == MANY
