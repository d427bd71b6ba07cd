"""Loads exported safetensors into PyTorch and compares the logits with ours.

    python3 -m venv venv && venv/bin/pip install torch numpy
    cargo run --release --example reference -- conv3 target/checks/conv3
    venv/bin/python checks/pytorch.py target/checks/conv3

The names are those of the layers below and the layout is PyTorch's, so `load_state_dict` takes the file as it is. It
is read by hand here, so that nothing but PyTorch is needed; `safetensors.torch.load_file` does the same.
"""

import json
import struct
import sys
from collections import OrderedDict
from pathlib import Path

import numpy
import torch
from torch import nn


def load(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, about in header.items():
        begin, end = about["data_offsets"]
        values = numpy.frombuffer(data[8 + length + begin : 8 + length + end], "<f4").copy()
        tensors[name] = torch.from_numpy(values).reshape(about["shape"])
    return tensors


NETWORKS = {
    "softmax": [("flatten1", nn.Flatten()), ("dense1", nn.Linear(784, 10))],
    "conv3": [
        ("conv1", nn.Conv2d(1, 32, 3)),
        ("relu1", nn.ReLU()),
        ("pool1", nn.MaxPool2d(2)),
        ("conv2", nn.Conv2d(32, 64, 3)),
        ("relu2", nn.ReLU()),
        ("pool2", nn.MaxPool2d(2)),
        ("conv3", nn.Conv2d(64, 64, 3)),
        ("relu3", nn.ReLU()),
        ("flatten1", nn.Flatten()),
        ("dense1", nn.Linear(576, 64)),
        ("relu4", nn.ReLU()),
        ("dense2", nn.Linear(64, 10)),
    ],
}

for name in sys.argv[1:]:
    folder = Path(name)
    card = json.loads((folder / "model.json").read_text())
    network = nn.Sequential(OrderedDict(NETWORKS[card["architecture"]])).eval()
    network.load_state_dict(load(folder / "model.safetensors"))
    pixels = torch.from_numpy(numpy.fromfile(folder / "pixels.bin", numpy.uint8).reshape(-1, 1, 28, 28)).float() / 255
    scale = card["pixels"]
    if scale == "signed":
        pixels = pixels * 2 - 1
    elif scale != "unit":
        pixels = (pixels - scale["standardised"]["mean"]) / scale["standardised"]["deviation"]
    ours = torch.from_numpy(numpy.fromfile(folder / "logits.bin", "<f4").reshape(-1, 10))
    with torch.no_grad():
        apart = (network(pixels) - ours).abs().max().item()
    print(f"{folder.name}: {len(pixels)} images, logits at most {apart:.2e} apart")
    assert apart < 1e-4
