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


class Residual(nn.Module):
    """`resnet20`: blocks whose input is added to what they give."""

    def __init__(self):
        super().__init__()
        self.blocks, convs, before = [], 1, 16
        self.conv1, self.norm1, norms = nn.Conv2d(1, 16, 3, 1, 1), nn.BatchNorm2d(16), 1
        for stage, filters in enumerate([16, 32, 64]):
            for block in range(3):
                stride = 2 if stage and not block else 1
                names = [f"conv{convs + 1}", f"norm{norms + 1}", f"conv{convs + 2}", f"norm{norms + 2}"]
                layers = [nn.Conv2d(before, filters, 3, stride, 1), nn.BatchNorm2d(filters)]
                layers += [nn.Conv2d(filters, filters, 3, 1, 1), nn.BatchNorm2d(filters)]
                convs, norms = convs + 2, norms + 2
                if stride > 1:
                    convs += 1
                    names.append(f"conv{convs}")
                    layers.append(nn.Conv2d(before, filters, 1, stride))
                for name, layer in zip(names, layers):
                    self.add_module(name, layer)
                self.blocks.append(names)
                before = filters
        self.dense1 = nn.Linear(64, 10)

    def forward(self, x):
        part = self.get_submodule
        x = self.norm1(self.conv1(x)).relu()
        for a, na, b, nb, *fitted in self.blocks:
            y = part(nb)(part(b)(part(na)(part(a)(x)).relu()))
            x = (y + (part(fitted[0])(x) if fitted else x)).relu()
        return self.dense1(x.mean((2, 3)))


class Dense(nn.Module):
    """`dense`: each convolution of a block reads what all before it gave."""

    def __init__(self):
        super().__init__()
        self.conv1, maps, number = nn.Conv2d(1, 24, 3, 1, 1), 24, 1
        self.order = []
        for block, mixed in enumerate([36, 48, None]):
            for _ in range(4):
                self.put(number, maps, nn.Conv2d(maps, 12, 3, 1, 1))
                maps, number = maps + 12, number + 1
            if mixed:
                self.put(number, maps, nn.Conv2d(maps, mixed, 1))
                maps, number = mixed, number + 1
        self.add_module(f"norm{number}", nn.BatchNorm2d(maps))
        self.dense1 = nn.Linear(maps, 10)

    def put(self, number, maps, conv):
        self.add_module(f"norm{number}", nn.BatchNorm2d(maps))
        self.add_module(f"conv{number + 1}", conv)
        self.order.append((number, conv.kernel_size == (1, 1)))

    def forward(self, x):
        part = self.get_submodule
        x = self.conv1(x)
        for number, mixes in self.order:
            y = part(f"conv{number + 1}")(part(f"norm{number}")(x).relu())
            x = nn.functional.avg_pool2d(y, 2) if mixes else torch.cat([x, y], 1)
        return self.dense1(part(f"norm{len(self.order) + 1}")(x).relu().mean((2, 3)))


class Positions(nn.Module):
    def __init__(self, tokens, width):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(tokens, width))


class Transformer(nn.Module):
    """`vit7` and `vit4`: squares of the picture are tokens."""

    def __init__(self, size, width=64, heads=4, blocks=4):
        super().__init__()
        self.size, self.heads, self.count = size, heads, blocks
        self.linear1, self.positions1 = nn.Linear(size * size, width), Positions((28 // size) ** 2, width)
        for block in range(blocks):
            for norm in (1, 2):
                self.add_module(f"norm{2 * block + norm}", nn.LayerNorm(width))
            for number, (i, o) in enumerate([(1, 3), (1, 1), (1, 4), (4, 1)], 2):
                self.add_module(f"linear{4 * block + number}", nn.Linear(i * width, o * width))
        self.add_module(f"norm{2 * blocks + 1}", nn.LayerNorm(width))
        self.dense1 = nn.Linear(width, 10)

    def forward(self, x):
        part = self.get_submodule
        x = self.linear1(nn.functional.unfold(x, self.size, stride=self.size).transpose(1, 2)) + self.positions1.weight
        n, tokens, width = x.shape
        for block in range(self.count):
            linear = [part(f"linear{4 * block + number}") for number in (2, 3, 4, 5)]
            qkv = linear[0](part(f"norm{2 * block + 1}")(x)).view(n, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            seen = nn.functional.scaled_dot_product_attention(*qkv)
            x = x + linear[1](seen.transpose(1, 2).reshape(n, tokens, width))
            x = x + linear[3](nn.functional.gelu(linear[2](part(f"norm{2 * block + 2}")(x))))
        return self.dense1(part(f"norm{2 * self.count + 1}")(x).mean(1))


def chain(layers):
    return lambda: nn.Sequential(OrderedDict(layers))


NETWORKS = {
    "softmax": chain([("flatten1", nn.Flatten()), ("dense1", nn.Linear(784, 10))]),
    "conv3": chain([
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
    ]),
    "resnet20": Residual,
    "dense": Dense,
    "vit7": lambda: Transformer(7),
    "vit4": lambda: Transformer(4),
}


def check(folder):
    card = json.loads((folder / "model.json").read_text())
    network = NETWORKS[card["architecture"]]().eval()
    # What PyTorch counts besides the tensors: batches seen by a normalisation.
    rest = network.load_state_dict(load(folder / "model.safetensors"), strict=False)
    assert not rest.unexpected_keys and all(key.endswith("num_batches_tracked") for key in rest.missing_keys), rest
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


if __name__ == "__main__":
    for name in sys.argv[1:]:
        check(Path(name))
