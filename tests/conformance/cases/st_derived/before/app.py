import datetime
import decimal
import os
import os.path as osp
import re
from pathlib import Path
from urllib.parse import urljoin

BASE = "http://one/"
WORD = "o.e"
SECONDS = 1
NAMES = "a,b"

URL = BASE.rstrip("/") + "/x"
JOINED = urljoin(BASE, "sub/page")
TEMPLATES = os.path.join(BASE, "templates")
STATIC = osp.join(BASE, osp.basename("x/static"))
HOME = Path(BASE) / "home"
PATTERN = re.compile(WORD, re.I)
TIMEOUT = datetime.timedelta(seconds=SECONDS)
PRICE = decimal.Decimal(SECONDS)
LIST = NAMES.split(",")
FIRST = NAMES.upper().split(",")[0]
NUMBERED = {i: name for i, name in enumerate(LIST)}
LENGTHS = tuple(len(v) for v in NUMBERED.values())
count = 0


def counted(x):
    global count
    count += 1
    return x


ONCE = counted(SECONDS)


class Client:
    pattern = PATTERN
    url = URL
