"""A line below the function sets an attribute, and its body has changed, too."""
import app
from app import load


def checks():
    return {"body": load(1) == 3, "attribute": getattr(app.load, "retries", None) == 3 == getattr(load, "retries", None)}
