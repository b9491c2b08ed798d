import app
c = app.C()


def checks():
    return {
        'descriptor': c.x == ('field2', 'x'),
        'cached property, not yet read': c.slow == 'slow2',
        'method to property': c.becomes_property == 'two',
        'static': c.s() == 's2',
        'setter': setattr(c, 'v', 1) or c.v == ('set2', 1),
    }
