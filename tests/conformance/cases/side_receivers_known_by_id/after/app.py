from signals import saved
def upper(fn):
    def inner(obj):
        return fn(obj).upper()
    return inner
@saved.connect
@upper
def mail(obj):
    return "mail %s" % obj
