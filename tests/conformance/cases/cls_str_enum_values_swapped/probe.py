"""Members that are texts swap their values."""
import app
from app import Region, HOSTS


def checks():
    return {"hosts": [HOSTS[r] for r in Region] == ["eu.example", "us.example", "ap.example"]}
