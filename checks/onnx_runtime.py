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
    tokens = folder / "tokens.bin"
    if tokens.exists():
        context, vocabulary = session.get_inputs()[0].shape[1], session.get_outputs()[0].shape[2]
        given = {"tokens": numpy.fromfile(tokens, "<i8").reshape(-1, context)}
        ours = numpy.fromfile(folder / "logits.bin", "<f4").reshape(-1, context, vocabulary)
    else:
        given = {"pixels": numpy.fromfile(folder / "pixels.bin", numpy.uint8).reshape(-1, 1, 28, 28)}
        ours = numpy.fromfile(folder / "logits.bin", "<f4").reshape(-1, 10)
    theirs, probabilities = session.run(["logits", "probabilities"], given)
    alone = session.run(["logits"], {name: values[:1] for name, values in given.items()})[0]
    apart = abs(theirs - ours).max()
    print(f"{folder.name}: {len(ours)} inputs, logits at most {apart:.2e} apart")
    assert apart < 1e-4 and abs(alone - ours[:1]).max() < 1e-4
    assert abs(probabilities.sum(axis=-1) - 1).max() < 1e-5
