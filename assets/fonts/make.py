#!/usr/bin/env python3
"""Makes the three font files beside this script from the upstream ones (see README.md).

    python3 make.py INTER_FOLDER PHOSPHOR_FOLDER

INTER_FOLDER holds Inter-Regular.otf and Inter-SemiBold.otf; PHOSPHOR_FOLDER holds Phosphor.ttf and style.css.
Needs fonttools. Prints the Rust constants for src/app/core/icons.rs.
"""

import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
# Latin with its extensions, Greek, punctuation, currency, arrows, mathematics and a few shapes.
TEXT = [
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x300), *range(0x370, 0x400), *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2070), *range(0x2070, 0x20D0), *range(0x2100, 0x2150), *range(0x2190, 0x2200),
    *range(0x2200, 0x2300), *range(0x2300, 0x2400), *range(0x25A0, 0x2600), 0x2713, 0x2717, 0xFFFD,
]
ICONS = """
arrow-clockwise arrow-counter-clockwise arrow-down arrow-left arrow-right arrow-u-up-left arrow-u-up-right arrow-up
arrows-clockwise arrows-in arrows-out arrows-out-cardinal bell book-open books bounding-box brain broom calculator
caret-down caret-left caret-right caret-up chalkboard-teacher chart-bar chart-line chart-line-up chart-scatter check
check-circle circle-dashed circle-half circle-notch clipboard clipboard-text clock clock-counter-clockwise columns
command compass copy corners-in corners-out cpu crop database dice-five dots-three download-simple drop-half eraser
export eye eye-slash fast-forward file file-code file-csv file-html file-plus file-png file-svg film-strip fingerprint
fire flag flask floppy-disk folder-open funnel gauge gear git-branch git-diff graduation-cap grid-four grid-nine
hand-pointing hash hourglass identification-badge image images info keyboard lightbulb lightning line-segments link
list list-checks list-numbers lock magic-wand magnifying-glass magnifying-glass-minus magnifying-glass-plus minus
monitor moon note note-pencil notebook number-circle-one paint-brush palette path pause pen pen-nib pencil-line
pencil-simple percent play play-circle plus prohibit push-pin question record repeat rewind rocket-launch rows ruler
scales scan scissors scribble scribble-loop seal-question selection shapes share-network shuffle sidebar signature
skip-back skip-forward sliders-horizontal smiley snowflake sparkle spinner squares-four stack stairs star steps stop
sun swap table tag target text-aa text-t thermometer thumbs-down thumbs-up timer trash tray tree-structure trend-down
upload-simple user users warning warning-circle wave-sine waveform x x-circle
""".split()


def save(font, unicodes, features, name):
    options = subset.Options(layout_features=features, hinting=False, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    font.save(HERE / name)


def tabular(font):
    """Lets the plain digits be the ones of equal width: egui cannot ask for the font's `tnum` feature."""
    table = font["GSUB"].table
    lookups = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum" for i in record.Feature.LookupListIndex}
    mapping = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(part, "ExtSubTable", part).mapping)
    for cmap in font["cmap"].tables:
        for digit in range(0x30, 0x3A):
            if digit in cmap.cmap:
                glyph = cmap.cmap[digit]
                cmap.cmap[digit] = mapping.get(glyph, glyph)  # the tables share their content


def beared(font):
    """Lets every glyph begin where its outline does: upstream all begin at 0, which moves icons off the middle to the left."""
    for name, (advance, _) in font["hmtx"].metrics.items():
        font["hmtx"][name] = (advance, getattr(font["glyf"][name], "xMin", 0))


def main(inter, phosphor):
    for weight in ("Regular", "SemiBold"):
        font = TTFont(Path(inter) / f"Inter-{weight}.otf")
        tabular(font)
        save(font, TEXT, ["kern", "ccmp", "locl", "mark"], f"Inter-{weight}.otf")
    codes = dict(re.findall(r'\.ph\.ph-([a-z0-9-]+):before\s*{\s*content:\s*"\\([0-9a-f]+)"', (Path(phosphor) / "style.css").read_text()))
    icons = TTFont(Path(phosphor) / "Phosphor.ttf")
    beared(icons)
    save(icons, [int(codes[name], 16) for name in ICONS], [], "Phosphor.ttf")
    for name in ICONS:
        print(f'pub const {name.replace("-", "_").upper()}: &str = "\\u{{{codes[name].upper()}}}";')


if __name__ == "__main__":
    main(*sys.argv[1:])
