from signals import saved
@saved.connect
def mail(obj):
    return "mail %s" % obj
