"""The PyTorch column of benches/README.md.

    python3 -m venv /tmp/torch && /tmp/torch/bin/pip install torch numpy
    /tmp/torch/bin/python benches/pytorch.py FOLDER_WITH_THE_FOUR_UNPACKED_MNIST_FILES

Each network is measured in both memory layouts, in the order of the issue that set the goal and then once more, since
the first rows of a process pay for warming up; the table quotes the best. Two threads, batch 64, Adam.
"""

import sys
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import numpy
import torch
from torch import nn

BATCH, STEPS, ROUNDS, READINGS = 64, 100, 3, 1000


def idx(folder, name, header):
    return torch.from_numpy(numpy.fromfile(Path(folder) / name, numpy.uint8)[header:].copy())


def pictures(folder, name):
    return idx(folder, name, 16).view(-1, 1, 28, 28).float().div_(255)


def dense(units, size):
    return [nn.Flatten(), nn.Linear(size, units), nn.ReLU()]


def conv3():
    first = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2)]
    second = [nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2)]
    third = [nn.Conv2d(64, 64, 3), nn.ReLU()]
    return nn.Sequential(*first, *second, *third, *dense(64, 576), nn.Linear(64, 10))


def conv3_pool_first():
    """The same function with less work: each maximum is taken before the ReLU."""
    first = [nn.Conv2d(1, 32, 3), nn.MaxPool2d(2), nn.ReLU()]
    second = [nn.Conv2d(32, 64, 3), nn.MaxPool2d(2), nn.ReLU()]
    third = [nn.Conv2d(64, 64, 3), nn.ReLU()]
    return nn.Sequential(*first, *second, *third, *dense(64, 576), nn.Linear(64, 10))


def conv2_dropout():
    convolutions = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25)]
    return nn.Sequential(*convolutions, *dense(128, 9216), nn.Dropout(0.5), nn.Linear(128, 10))


def train(network, layout, images, labels):
    """Images a second, the best of several rounds."""
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    best = float("inf")
    for round in range(ROUNDS + 1):
        began = perf_counter()
        for step in range(STEPS):
            at = (round * STEPS + step) * BATCH % (len(images) - BATCH)
            batch = images[at:at + BATCH].contiguous(memory_format=layout)
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(network(batch), labels[at:at + BATCH])
            loss.backward()
            optimiser.step()
            loss.item()
        if round > 0:
            best = min(best, perf_counter() - began)
    return STEPS * BATCH / best


def read(network, images):
    began = perf_counter()
    for part in images.split(500):
        network(part).argmax(1)
    return perf_counter() - began


def one(network, images):
    times = []
    for at in range(READINGS + 100):
        began = perf_counter()
        network(images[at:at + 1])
        times.append(perf_counter() - began)
    percentiles = quantiles(times[100:], n=100)
    return percentiles[49], percentiles[98]


def main(folder):
    torch.set_num_threads(2)
    torch.manual_seed(0)
    images = pictures(folder, "train-images-idx3-ubyte")
    labels = idx(folder, "train-labels-idx1-ubyte", 8).long()
    test = pictures(folder, "t10k-images-idx3-ubyte")
    for build in [conv3, conv3_pool_first, conv2_dropout] * 2:
        for layout in [torch.contiguous_format, torch.channels_last]:
            network = build().to(memory_format=layout)
            speed = train(network, layout, images, labels)
            network.eval()
            with torch.inference_mode():
                evaluation = min(read(network, test) for _ in range(3))
                median, high = one(network, test)
            name = "channels last" if layout == torch.channels_last else "contiguous"
            print(f"{build.__name__}, {name}: training {speed:.0f} images/s, 10,000 images {evaluation * 1e3:.0f} ms, "
                  f"one image {median * 1e3:.3f} ms, p99 {high * 1e3:.3f} ms", flush=True)


main(sys.argv[1])
