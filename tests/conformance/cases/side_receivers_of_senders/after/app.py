from dispatch import post_save, receiver
def shout(fn):
    def inner(sender):
        return fn(sender).upper()
    return inner
class User:
    name = "u2"
    def save(self):
        return post_save.send(type(self))
@receiver(post_save, sender=User)
@shout
def create_profile(sender):
    return "profile2 " + sender.name
