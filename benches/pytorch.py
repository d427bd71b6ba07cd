"""The PyTorch column of benches/README.md.

    python3 -m venv /tmp/torch && /tmp/torch/bin/pip install torch numpy
    /tmp/torch/bin/python benches/pytorch.py [FOLDER_WITH_THE_FOUR_UNPACKED_MNIST_FILES] [NETWORK...]

Without a folder the pictures are random, which changes no time. Each network is measured in both memory layouts, and
then once more, since the first rows of a process pay for warming up; the table quotes the best. Two threads, batch 64,
Adam.
"""

import sys
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import numpy
import torch
from torch import nn

BATCH, STEPS, ROUNDS, READINGS = 64, 40, 3, 1000


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
            batch = images[at:at + BATCH]
            batch = batch.contiguous(memory_format=layout) if batch.dim() == 4 else batch
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(network(batch), labels[at:at + BATCH].flatten())
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


def norm_behind(convolutions):
    """Convolutions (in, out, padding, pools), each followed by ReLU, a maximum if it pools, and a normalisation."""
    layers = []
    for i, o, padding, pools in convolutions:
        layers += [nn.Conv2d(i, o, 3, 1, padding), nn.ReLU()] + [nn.MaxPool2d(2)] * pools + [nn.BatchNorm2d(o)]
    return layers[:-1]


def conv5():
    convolutions = [(1, 32, 0, 1), (32, 64, 1, 0), (64, 64, 0, 1), (64, 96, 1, 0), (96, 96, 0, 0)]
    return nn.Sequential(*norm_behind(convolutions), nn.Flatten(), nn.Linear(864, 10))


def tiny():
    convolutions = [(1, 8, 0, 0), (8, 10, 0, 1), (10, 12, 0, 0), (12, 14, 0, 0), (14, 14, 0, 0), (14, 16, 0, 0)]
    return nn.Sequential(*norm_behind(convolutions), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))


def conv6():
    layers = []
    for i, o, pools in [(1, 24, 0), (24, 32, 1), (32, 48, 0), (48, 64, 1), (64, 96, 0), (96, 96, 0)]:
        layers += [nn.Conv2d(i, o, 3, 1, 1), nn.BatchNorm2d(o), nn.ReLU()] + [nn.MaxPool2d(2)] * pools
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(96, 10))


class Gpt(nn.Module):
    """`gpt`: four causal blocks, 64 wide, over 128 tokens of a vocabulary of 44."""

    def __init__(self, width=64, heads=4, blocks=4, vocabulary=44, context=128):
        super().__init__()
        self.heads = heads
        self.token, self.position = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.drop = nn.Dropout(0.1)
        norm, linear = lambda: nn.LayerNorm(width), nn.Linear
        self.blocks = nn.ModuleList(
            nn.ModuleList([norm(), linear(width, 3 * width), linear(width, width), norm(), linear(width, 4 * width),
                           linear(4 * width, width)])
            for _ in range(blocks))
        self.norm, self.head = norm(), linear(width, vocabulary)

    def forward(self, tokens):
        x = self.token(tokens) + self.position(torch.arange(tokens.shape[1]))
        n, length, width = x.shape
        for first, qkv, mix, second, up, down in self.blocks:
            parts = qkv(first(x)).view(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            seen = nn.functional.scaled_dot_product_attention(*parts, is_causal=True)
            x = x + self.drop(mix(seen.transpose(1, 2).reshape(n, length, width)))
            x = x + self.drop(down(nn.functional.gelu(up(second(x)))))
        return self.head(self.norm(x)).flatten(0, 1)


def networks():
    sys.path.insert(0, str(Path(__file__).parent.parent / "checks"))
    import pytorch as checked

    return {"conv3": conv3, "conv3_pool_first": conv3_pool_first, "conv2_dropout": conv2_dropout, "tiny": tiny,
            "conv5": conv5, "conv6": conv6, "dense": checked.Dense, "resnet20": checked.Residual,
            "vit7": lambda: checked.Transformer(7), "vit4": lambda: checked.Transformer(4), "gpt": Gpt}


def main(arguments):
    torch.set_num_threads(2)
    torch.manual_seed(0)
    known = networks()
    wanted = [name for name in arguments if name in known] or list(known)
    folders = [name for name in arguments if name not in known]
    if folders:
        images = pictures(folders[0], "train-images-idx3-ubyte")
        labels = idx(folders[0], "train-labels-idx1-ubyte", 8).long()
        test = pictures(folders[0], "t10k-images-idx3-ubyte")
    else:
        images, labels, test = torch.rand(10000, 1, 28, 28), torch.randint(0, 10, (10000,)), torch.rand(10000, 1, 28, 28)
    for name in wanted * 2:
        if name == "gpt":
            tokens = torch.randint(0, 44, (640, 128))
            speed = train(known[name](), torch.contiguous_format, tokens, torch.randint(0, 44, (640, 128)))
            print(f"{name}: training {speed * 128:.0f} tokens/s", flush=True)
            continue
        for layout in [torch.contiguous_format, torch.channels_last]:
            network = known[name]().to(memory_format=layout)
            speed = train(network, layout, images, labels)
            network.eval()
            with torch.inference_mode():
                evaluation = min(read(network, test) for _ in range(3))
                median, high = one(network, test)
            form = "channels last" if layout == torch.channels_last else "contiguous"
            print(f"{name}, {form}: training {speed:.0f} images/s, 10,000 images {evaluation * 1e3:.0f} ms, "
                  f"one image {median * 1e3:.3f} ms, p99 {high * 1e3:.3f} ms", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
