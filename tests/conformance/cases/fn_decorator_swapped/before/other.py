from app import login_required


@login_required
def mine(user):
    return "mine " + user
