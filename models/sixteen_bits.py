"""Rounds the weights of a safetensors file to 16-bit floats, which halves it. The file is written in place.

    python3 models/sixteen_bits.py models/gpt.safetensors
"""

import array
import json
import struct
import sys


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8 : 8 + length])
    data = content[8 + length :]
    narrow, new = {}, bytearray()
    for name in sorted(header):
        tensor = header[name]
        if name == "__metadata__":
            continue
        begin, end = tensor["data_offsets"]
        if tensor["dtype"] != "F32":
            sys.exit(f"{name} is of type {tensor['dtype']} already")
        values = array.array("f", data[begin:end])
        start = len(new)
        new += struct.pack(f"<{len(values)}e", *values)
        narrow[name] = {"dtype": "F16", "shape": tensor["shape"], "data_offsets": [start, len(new)]}
    text = json.dumps(narrow, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + bytes(new))


if __name__ == "__main__":
    main(sys.argv[1])
