"""Reads an exported event file with TensorBoard's own reader and prints its curves' names and lengths.

    python3 -m venv venv && venv/bin/pip install tensorboard
    digit-lab runs export RUN --form tensorboard --out target/checks/events/events.out.tfevents.1.digit-lab
    venv/bin/python checks/tensorboard_reads.py target/checks/events
"""

import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1])
events.Reload()
tags = events.Tags()["scalars"]
assert "train/loss" in tags and "validation/accuracy" in tags, tags
for tag in tags:
    values = events.Scalars(tag)
    print(f"{tag}: {len(values)} values, the last {values[-1].value:.5g} in step {values[-1].step}")
