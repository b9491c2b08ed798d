import app, importer
from app import X as held
def checks():
    return {"app": app.X == 2, "importer": importer.X == 2 and importer.read() == 2, "probe": held == 2}
