from lib import path
from views import about, hidden, ping

patterns = [path("about", about), path("ping", ping), path("hidden", hidden)]
