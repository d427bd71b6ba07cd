#!/usr/bin/env python3
"""Writes MNIST as a folder of IDX files whose training images show the digits 0 to 4 only; the test images are all.

Usage: zero_to_four.py FOLDER    (made if there is none)

`zero_to_four` learned from it; README.md says how. Needs Python 3.9 or newer, its standard library and the `zstd`
command; takes about a minute. The layout that it reads is in assets/mnist/README.md.
"""

import pathlib
import struct
import subprocess
import sys

SIDE = 28
PIXELS = SIDE * SIDE
PACKED = pathlib.Path(__file__).parent.parent / "assets" / "mnist" / "mnist.bin.zst"
LAST_DIGIT = 4


def unpacked():
    """All images and labels, training before test, and how many of them are training images."""
    content = subprocess.run(["zstd", "-dc", PACKED], check=True, capture_output=True).stdout
    train, test, *sizes = struct.unpack_from("<11I", content, 8)
    at = 8 + 44
    count = train + test
    masks = content[at : at + PIXELS // 8 * count]
    at += len(masks)
    labels = content[at : at + count]
    at += count
    groups = []
    for size in sizes:
        groups.append(iter(content[at : at + size]))
        at += size
    images = []
    for start in range(0, len(masks), PIXELS // 8):
        mask = int.from_bytes(masks[start : start + PIXELS // 8], "big")
        inked = bytes(map(int, f"{mask:0{PIXELS}b}"))
        # Rows of 30 with a rim of paper, so that every pixel has eight neighbours.
        wide = bytearray(30 * 30)
        for y in range(SIDE):
            wide[30 * y + 31 : 30 * y + 59] = inked[SIDE * y : SIDE * y + SIDE]
        image = bytearray(PIXELS)
        for place in range(PIXELS):
            if inked[place]:
                above = 30 * (place // SIDE) + place % SIDE
                here, below = above + 30, above + 60
                count = sum(wide[above : above + 3]) + wide[here] + wide[here + 2] + sum(wide[below : below + 3])
                image[place] = next(groups[count])
        images.append(bytes(image))
    return images, labels, train


def write(folder, name, images, labels):
    (folder / f"{name}-images-idx3-ubyte").write_bytes(
        struct.pack(">4I", 0x803, len(images), SIDE, SIDE) + b"".join(images)
    )
    (folder / f"{name}-labels-idx1-ubyte").write_bytes(struct.pack(">2I", 0x801, len(labels)) + bytes(labels))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    images, labels, train = unpacked()
    kept = [place for place in range(train) if labels[place] <= LAST_DIGIT]
    write(folder, "train", [images[place] for place in kept], [labels[place] for place in kept])
    write(folder, "t10k", images[train:], labels[train:])
    print(f"{len(kept)} training and {len(images) - train} test images in {folder}")


if __name__ == "__main__":
    main()
