"""Reads an exported ONNX file with ONNX Runtime and compares its logits with ours.

    python3 -m venv venv && venv/bin/pip install onnx onnxruntime numpy
    cargo run --release --example reference -- conv3 target/checks/conv3
    venv/bin/python checks/onnx_runtime.py target/checks/conv3
"""

import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime

for name in sys.argv[1:]:
    folder = Path(name)
    onnx.checker.check_model(str(folder / "model.onnx"), full_check=True)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    pixels = numpy.fromfile(folder / "pixels.bin", numpy.uint8).reshape(-1, 1, 28, 28)
    ours = numpy.fromfile(folder / "logits.bin", "<f4").reshape(-1, 10)
    theirs, probabilities = session.run(["logits", "probabilities"], {"pixels": pixels})
    alone = session.run(["logits"], {"pixels": pixels[:1]})[0]
    apart = abs(theirs - ours).max()
    print(f"{folder.name}: {len(pixels)} images, logits at most {apart:.2e} apart")
    assert apart < 1e-4 and abs(alone - ours[:1]).max() < 1e-4
    assert abs(probabilities.sum(axis=1) - 1).max() < 1e-5
