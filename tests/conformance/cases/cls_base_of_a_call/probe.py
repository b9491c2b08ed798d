import app
import audit
from audit import AuditedRepo

repo, watched = AuditedRepo(), app.Watched()
repo.find(1)


def checks():
    return {
        "body": repo.find(2) == "row #2" == watched.find(2) and repo.log[0] == 1,
        "of an object made before": repo.count() == 3 and watched.count() == 3,
        "of a new one": AuditedRepo().count() == 3 and app.Watched().count() == 3,
        "the same class": type(repo) is audit.AuditedRepo is AuditedRepo,
    }
