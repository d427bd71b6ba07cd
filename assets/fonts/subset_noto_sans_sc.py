#!/usr/bin/env python3
"""Cuts NotoSansSC-Regular-GB2312.otf.zst, beside this script, out of Noto Sans CJK (see README.md).

    apt-get install fonts-noto-cjk=1:20220127+repack1-1    (Debian 12; Noto Sans CJK 2.004)
    pip install fonttools==4.68.0
    python3 subset_noto_sans_sc.py [NotoSansCJK-Regular.ttc]

Needs the `zstd` command too. Takes about a minute.

What goes in: every character of GB 2312 that Noto Sans SC has, and what else Chinese typesetting needs; less what the
program's Inter draws. So there is no Latin, Greek or mathematics in it, and it can stand before Inter in a list of
fonts: it then takes Han characters and Chinese punctuation, and nothing else.
"""

import pathlib
import subprocess
import sys

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

HERE = pathlib.Path(__file__).parent
SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
FACE = "Noto Sans CJK SC"
TARGET = HERE / "NotoSansSC-Regular-GB2312.otf.zst"

# Marks that Chinese writes as wide as a character and English does not, under the same code points. Both fonts have
# them: the one that comes first in the list decides.
SHARED = "“”‘’…—·"
# Not in GB 2312, but used with it: the zero of years and room numbers.
MORE = "〇"


def gb2312():
    """All characters of GB 2312: those that the codec writes as two bytes."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def is_han(char):
    return 0x4E00 <= ord(char) <= 0x9FFF


def opened(path):
    """The face for simplified Chinese of the collection at `path`."""
    with TTCollection(path, lazy=True) as collection:
        names = [font["name"].getDebugName(4) for font in collection.fonts]
    return TTFont(path, fontNumber=names.index(FACE), recalcTimestamp=False)


def as_tall_as(font, inter):
    """Gives `font` the rows of Inter: egui takes a row's height from the first font of a list and centres the others
    on it, so that two fonts only share a baseline if they agree about what is above and below it. Han characters reach
    from 0.12 below it to 0.88 above, which fits."""
    scale = font["head"].unitsPerEm / inter["head"].unitsPerEm
    ascent, descent = (round(scale * getattr(inter["hhea"], name)) for name in ("ascent", "descent"))
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, -descent


def joined(font, dash="—"):
    """Lets a dash fill its square, so that the two of a Chinese dash are one line. (Upstream a ligature does that, and
    the dash alone is narrower.)"""
    name = font.getBestCmap()[ord(dash)]
    glyphs = font.getGlyphSet()
    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    _, bottom, _, top = bounds.bounds
    width = font["head"].unitsPerEm
    strings = font["CFF "].cff[0].CharStrings
    old = strings[name]
    pen = T2CharStringPen(width - old.private.nominalWidthX, glyphs)
    pen.moveTo((0, bottom))
    for corner in [(width, bottom), (width, top), (0, top)]:
        pen.lineTo(corner)
    pen.closePath()
    strings[name] = pen.getCharString(private=old.private, globalSubrs=old.globalSubrs)
    font["hmtx"][name] = (width, 0)


def main(source=SOURCE):
    font, inter = opened(source), TTFont(HERE / "Inter-Regular.otf")
    drawn, latin = set(map(chr, font.getBestCmap())), set(map(chr, inter.getBestCmap()))
    standard = set(gb2312())
    lost = sorted(standard - drawn - latin)
    kept = ((standard | set(MORE)) & drawn - latin) | set(SHARED)

    options = subset.Options(
        layout_features=[],
        hinting=False,
        bidi_closure=False,
        # Outlines in full are 1 % larger, and 5 % smaller once compressed.
        desubroutinize=True,
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        name_languages=[0x409],
        notdef_outline=True,
        # egui sets no text from top to bottom.
        drop_tables=["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(kept)))
    subsetter.subset(font)
    as_tall_as(font, inter)
    joined(font)
    plain = TARGET.with_suffix("")
    font.save(plain)
    # The size is told so that the frame says it and the program asks for no more memory than that.
    size = f"--stream-size={plain.stat().st_size}"
    command = ["zstd", "--ultra", "-22", "--check", size, "--quiet", "--force", "-o", TARGET]
    subprocess.run(command, input=plain.read_bytes(), check=True)
    print(f"GB 2312: {len(standard)} characters, {sum(map(is_han, standard))} of them Han")
    print(f"here: {len(kept)}, {sum(map(is_han, kept))} of them Han; from Inter: {len((standard & latin) - kept)}")
    print(f"in neither font: {' '.join(lost) or 'none'}")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes from {plain.stat().st_size}")
    plain.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
