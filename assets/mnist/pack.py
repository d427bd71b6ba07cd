#!/usr/bin/env python3
"""Packs the four raw IDX files of MNIST into mnist.bin.zst, which the program carries inside itself.

Usage: pack.py FOLDER    (a folder with the four raw files; README.md says where to get them)

Needs Python 3.9 or newer, its standard library and the `zstd` command; takes about a minute. The layout is in
README.md; src/data/mnist.rs reads it.
"""

import hashlib
import pathlib
import struct
import subprocess
import sys

SIDE = 28
PIXELS = SIDE * SIDE
MAGIC = b"DIGLAB01"
TARGET = pathlib.Path(__file__).with_name("mnist.bin.zst")

# The order in which the files are packed, and what must be in them.
IMAGE_FILES = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
}
LABEL_FILES = {
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def read_checked(path, sha256):
    """The bytes of a file, if they are the ones MNIST was published with."""
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"{path} is not MNIST's file: its SHA-256 is {found}, expected {sha256}")
    return content


def masks_of(inked):
    """98 bytes an image: one bit a pixel, the top left one highest, 1 where there is ink."""
    digits = inked.translate(bytes.maketrans(b"\0\1", b"01")).decode("ascii")
    return b"".join(
        int(digits[start : start + PIXELS], 2).to_bytes(PIXELS // 8, "big") for start in range(0, len(digits), PIXELS)
    )


def groups_of(pixels, inked):
    """The values of all inked pixels in order, in nine groups by how many of the eight neighbours hold ink.

    A pixel on the rim of a stroke is grey and one inside is nearly white, so each group packs better than the whole.
    """
    groups = [bytearray() for _ in range(9)]
    for start in range(0, len(pixels), PIXELS):
        # Rows of 30 with a rim of paper, so that every pixel has eight neighbours.
        wide = bytearray(30 * 30)
        for y in range(SIDE):
            row = start + SIDE * y
            wide[30 * y + 31 : 30 * y + 59] = inked[row : row + SIDE]
        for y in range(SIDE):
            for x in range(SIDE):
                value = pixels[start + SIDE * y + x]
                if value:
                    above = 30 * y + x
                    here, below = above + 30, above + 60
                    count = sum(wide[above : above + 3]) + wide[here] + wide[here + 2] + sum(wide[below : below + 3])
                    groups[count].append(value)
    return groups


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    images = [read_checked(folder / name, sha256)[16:] for name, sha256 in IMAGE_FILES.items()]
    labels = [read_checked(folder / name, sha256)[8:] for name, sha256 in LABEL_FILES.items()]

    pixels = b"".join(images)
    inked = pixels.translate(bytes([0] + [1] * 255))
    groups = groups_of(pixels, inked)
    header = MAGIC + struct.pack("<11I", *map(len, labels), *map(len, groups))
    packed = b"".join([header, masks_of(inked), *labels, *groups])
    # The size is told so that the frame says it and asks for no more memory than that.
    size = f"--stream-size={len(packed)}"
    subprocess.run(
        ["zstd", "--ultra", "-22", "--check", size, "--quiet", "--force", "-o", TARGET], input=packed, check=True
    )
    print(f"{TARGET}: {TARGET.stat().st_size} bytes from {len(packed)}")


if __name__ == "__main__":
    main()
