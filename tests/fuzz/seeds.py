"""Write the first inputs for the fuzz targets: seeds.py DIRECTORY PAYLOAD BYTES-OF-THE-MAILBOX-HEADER"""

import os
import struct
import sys

directory, payload, header = sys.argv[1:]


def seed(target, name, data):
    os.makedirs(os.path.join(directory, target), exist_ok=True)
    with open(os.path.join(directory, target, name), "wb") as f:
        f.write(data)


with open("/proc/self/maps", "rb") as f:
    seed("maps", "maps", f.read(2000))
with open("/proc/self/status", "rb") as f:
    seed("maps", "status", f.read())
for path in (payload, "/bin/true", "/lib/x86_64-linux-gnu/libc.so.6"):
    with open(path, "rb") as f:
        seed("elf", os.path.basename(path), f.read(200 << 10 if path.endswith("6") else 1 << 20))
records = b"Mapp\0\0changed\0Uapp\0f\0code\0Papp\0C\0value\0Eapp\0\0cause\0Tapp\0\0Traceback\n  x\0Capp\0-\x001f\0"
header = int(header)
for options in range(0, 32, 3):
    for status in (0, 1, 4):
        head = struct.pack("<BIIIIQQ32s", options, status, header, len(records) * 3, 0, 1, 1, b"3.11.2")
        seed("reply", "%d-%d" % (options, status), head + records * 3)
