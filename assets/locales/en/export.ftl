### What leaves the program: the words in plots and in the report of a run.

## Axes and curves of a plot.

figure-loss = Loss
figure-accuracy = Accuracy
figure-bits-per-token = Bits a token
figure-samples-read = Samples read
figure-guessing = Guessing
figure-epochs = Epochs
figure-training = Training
figure-validation = Validation

## Parts of a report.

page-result = Result
page-curves = Curves
page-confusion = Test images by digit
page-confusion-axes = Rows are true digits, columns what they were read as
page-settings = Settings
page-again = Again
page-written-by = Written by Digit Lab

## What an ONNX file says about its network.

onnx-about = Reads handwritten digits: bytes of 28 × 28 images, 0 for paper and 255 for ink, in; ten logits and ten probabilities, one for each digit, out
onnx-about-tokens = Continues pen strokes: tokens in; logits and probabilities of the token behind each of them, out
