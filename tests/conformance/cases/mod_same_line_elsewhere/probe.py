"""Two modules have the same method at the same line, and only one of them changes: both are named."""
import pkg.teams
import pkg.users

user, team = pkg.users.User(), pkg.teams.Team()


def checks():
    return {"changed": user.key() == ("user", 1), "as it was": team.key() == 2}
