"""What a new description of the API takes from clients of the last released one.

Adding is free: an endpoint, a parameter that need not be given, a field of an answer.
"""

METHODS = ('get', 'put', 'post', 'patch', 'delete')
#: Bounds of what may be asked, and whether a client suffers when they rise.
_LEAST, _MOST = ('minimum', 'minLength', 'minItems'), ('maximum', 'maxLength', 'maxItems')


def broken(before, after):
    """Return a sentence for each thing that clients of the description ``before`` would miss."""
    found = []
    for path, methods in before['paths'].items():
        for method in (each for each in METHODS if each in methods):
            where = f'{method.upper()} {path}'
            now = after['paths'].get(path, {}).get(method)
            if now is None:
                found.append(f'{where} is gone')
                continue
            found += _parameters(where, methods[method], now)
            found += _body(where, methods[method], now, before, after)
            found += _answers(where, methods[method], now, before, after)
    return found


def _parameters(where, old, new):
    known = {(each['in'], each['name']): each for each in new.get('parameters', ())}
    before = {(each['in'], each['name']): each for each in old.get('parameters', ())}
    for key, each in before.items():
        name = f'{where}: the parameter {each["name"]}'
        if key not in known:
            yield f'{name} is gone'
            continue
        if known[key]['required'] and not each['required']:
            yield f'{name} must be given now'
        yield from _narrowed(name, each['schema'], known[key]['schema'])
    for key, each in known.items():
        if key not in before and each['required']:
            yield f'{where}: the parameter {each["name"]} must be given now'


def _narrowed(name, old, new):
    """Yield what may no longer be sent."""
    if any(old.get(each) != new.get(each) for each in ('type', 'format')):
        yield f'{name} is of another type'
    gone = set(old.get('enum', ())) - set(new.get('enum', old.get('enum', ())))
    if gone or 'enum' in new and 'enum' not in old:
        yield f'{name} does not take all values any more'
    if new.get('pattern') not in (None, old.get('pattern')):
        yield f'{name} must have another pattern'
    if old.get('default') != new.get('default'):
        yield f'{name} has another default'
    yield from (f'{name} has a narrower {each}' for each in (*_LEAST, *_MOST)
                if _is_narrower(each, old.get(each), new.get(each)))
    if 'items' in old and 'items' in new:
        yield from _narrowed(name, old['items'], new['items'])


def _is_narrower(bound, was, now):
    return now is not None and (was is None or (now > was if bound in _LEAST else now < was))


def _body(where, old, new, before, after):
    sent, taken = old.get('requestBody'), new.get('requestBody')
    if sent is None:
        if taken is not None and taken.get('required'):
            yield f'{where}: a body must be sent now'
        return
    for mimetype, content in sent['content'].items():
        now = (taken or {'content': {}})['content'].get(mimetype)
        if now is None:
            yield f'{where}: {mimetype} is not taken any more'
        else:
            yield from _object(f'{where}: the body', content['schema'], now['schema'],
                               before, after, sent=True)


def _answers(where, old, new, before, after):
    for status, answer in old['responses'].items():
        now = new['responses'].get(status)
        if now is None:
            if status.startswith('2'):
                yield f'{where}: the answer {status} is gone'
            continue
        for mimetype, content in answer.get('content', {}).items():
            given = now.get('content', {}).get(mimetype)
            if given is None:
                yield f'{where}: the answer {status} is not {mimetype} any more'
                continue
            yield from _object(f'{where}: the answer {status}', content['schema'],
                               given['schema'], before, after)


def _object(name, old, new, before, after, sent=False, seen=()):
    """Yield what differs between two schemas, in all that they hold.  ``sent``: by the client."""
    if old.get('$ref') in seen:
        return
    seen = (*seen, old['$ref']) if '$ref' in old else seen
    old, new = _resolved(old, before), _resolved(new, after)
    if _types(old) != _types(new):
        yield f'{name} is of another type'
        return
    if sent:
        yield from _narrowed(name, old, new)
    fields, now = old.get('properties', {}), new.get('properties', {})
    for field, schema in fields.items():
        if field not in now:
            yield f'{name}: the field {field} is gone'
        else:
            yield from _object(f'{name}: the field {field}', schema, now[field],
                               before, after, sent, seen)
    must, may = set(old.get('required', ())), set(new.get('required', ()))
    changed = may - must if sent else must - may
    verb = 'must be sent now' if sent else 'may be missing now'
    yield from (f'{name}: the field {each} {verb}' for each in sorted(changed))
    if 'items' in old:
        yield from _object(f'{name}: each of it', old['items'], new.get('items', {}),
                           before, after, sent, seen)


def _types(schema):
    found = schema.get('type')
    return set(found) if isinstance(found, list) else found


def _resolved(schema, document):
    if '$ref' not in schema:
        return schema
    return document['components']['schemas'][schema['$ref'].rpartition('/')[2]]
