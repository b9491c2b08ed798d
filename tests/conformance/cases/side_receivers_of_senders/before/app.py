from dispatch import post_save, receiver
class User:
    name = "u1"
@receiver(post_save, sender=User)
def create_profile(sender):
    return "profile1 " + sender.name
