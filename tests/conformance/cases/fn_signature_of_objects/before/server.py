import app
from app import list_items, whoami

ROUTES = {"/items": list_items, "/me": whoami}
