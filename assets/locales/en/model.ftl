### Networks, weights and model files.

## The networks.

arch-softmax = Softmax regression
    .help = One weight for each pixel and digit, and one bias for each digit: a linear classifier, with flat boundaries between the digits
arch-mlp = Multi-layer perceptron
    .help = Two hidden layers that mix all pixels, without knowing which pixels are neighbours
arch-lenet5 = LeNet-5
    .help = The classic of 1998: small filters slide over the picture, twice, then three dense layers
arch-conv1 = One convolution
    .help = One layer of 32 sliding filters in front of a dense layer that holds most of the weights
arch-conv3 = Three convolutions
    .help = Three layers of sliding filters that see ever larger parts of the digit; small and accurate
arch-conv2-dropout = Two convolutions and dropout
    .help = Two layers of filters and a wide dense layer, with dropout against overfitting
arch-tiny = Tiny network
    .help = Six narrow layers of filters: fewer parameters than softmax regression, and far more accurate
arch-conv5 = Five convolutions
    .help = Five layers of filters with batch normalisation between them: quick to train and the most accurate in the program
arch-conv6 = Six convolutions
    .help = Three pairs of convolutions, each convolution followed by batch normalisation, and a mean over each feature map at the end
arch-dense = Dense blocks
    .help = Twelve convolutions in three blocks: each sees the feature maps of all before it in its block and adds twelve of its own
arch-plain20 = 20 layers, plain
    .help = Nineteen convolutions in a row, without the shortcuts of the residual network: deeper, and harder to train for it
arch-resnet20 = Residual network, 20 layers
    .help = Nine blocks of two convolutions whose result is added to the block's input, so that signals and gradients can take the shortcut past them
arch-plain56 = 56 layers, plain
    .help = Fifty-five convolutions in a row: so deep that training loses its way without shortcuts
arch-resnet56 = Residual network, 56 layers
    .help = Twenty-seven blocks of two convolutions, each with a shortcut past it: nearly three times as deep as the one of 20 layers, and still trainable
arch-vit7 = Vision transformer, 16 patches
    .help = The picture in 16 squares of 7 × 7 pixels: in four blocks, every square looks at all others and takes from each as much as it attends to it
arch-vit7-unordered = Vision transformer without positions
    .help = The same without position embedding: it sees which squares there are, but not where, and reads a shuffled picture as well as the picture
arch-vit4 = Vision transformer, 49 patches
    .help = Like the one with 16 patches, with 49 squares of 4 × 4 pixels: finer, and slower to train
arch-gpt-tiny = GPT of pen strokes, narrow
    .help = A small language model whose words are steps of a pen: two blocks, in which every step looks at those before it, tell which one comes next
arch-gpt = GPT of pen strokes
    .help = The same with four wider blocks: it follows a hand more closely, and takes longer to train

## How fresh weights are drawn.

init-kaiming-uniform = Kaiming (He) initialisation
    .help = Random numbers between two bounds, the nearer to 0 the more inputs a unit has, so that signals neither fade nor explode on their way through ReLU layers
init-uniform = Uniform between two bounds
    .help = Small random numbers, the nearer to 0 the more inputs a unit has
init-zeros = All 0
    .help = Every weight begins at 0
init-ones = All 1
    .help = Every weight begins at 1

## How pixels are scaled for a network.

pixels-unit = 0 to 1
    .help = Paper is 0 and full ink is 1
pixels-signed = −1 to 1
    .help = Paper is −1, mid-grey 0 and full ink 1
pixels-standardised = Standardised
    .help = Shifted and scaled so that the pixels it was trained on have mean 0 and standard deviation 1
pixels-shuffled-squares = 0 to 1, squares shuffled
    .help = Paper is 0 and full ink is 1; the 16 squares of 7 × 7 pixels stand in another order, the same for every picture

## Why a model cannot be used. $fault is a message below, or the detail that a library gives.

model-not-safetensors = not a safetensors file: { $fault }
model-wrong-weights = the weights do not fit the network { $arch }: { $fault }
model-bad-card = the model's description is not readable: { $fault }
model-reads-no-pictures = the network { $arch } continues pen strokes and reads no pictures; choose another model
model-continues-no-tokens = the network { $arch } reads pictures and continues no pen strokes; choose a model such as gpt_tiny
model-not-run = the network could not be run: { $fault }

## What is wrong with a safetensors file.

safetensors-length = it is not as long as its header announces
safetensors-header = its header cannot be read
safetensors-shape = a shape in its header does not fit
safetensors-place = the place of { $tensor } in it is wrong

## What is wrong with weights. $tensor is a name such as conv1.weight; shapes are lists such as [16, 1, 3, 3].

weights-missing = { $tensor } is missing
weights-wrong-shape = { $tensor } has shape { $found } instead of { $expected }
weights-not-finite = { $tensor } holds a number that is not finite
weights-wrong-count = it holds { $found } tensors instead of { $expected }
weights-wrong-type = { $tensor } is of type { $found } instead of 32-bit or 16-bit float

## What is wrong with a model's description.

card-newer-format = it has format { $found }, newer than the { $known } this version knows; update Digit Lab
card-other-classes = it names { $names } classes, but the weights have { $outputs } outputs
model-other-labels = { $fault }; the model has no output for it: train it with a new output layer, or with its outputs kept and new ones added
card-bad-temperature = its calibration has the temperature { $temperature }, which has to be above 0
card-not-a-number = its calibration holds something that is no number

## A node that cannot stand where it stands. $node is a name such as conv1, $inputs shapes such as 1 × 28 × 28.

table-misplaced = { $node } cannot stand there: { $fault }
table-cycle = it waits for its own result
table-unread = nothing reads it
table-named-twice = another node has that name already
table-unknown-source = it reads { $source }, which is not there
layer-misplaced = it cannot take { $inputs }, since { $fault }
layer-kernel-too-large = the map is smaller than the kernel
layer-window-too-large = the map is smaller than the window
layer-needs-vector = it needs a vector: flatten maps first
layer-needs-maps = it needs feature maps
layer-needs-one = it needs one input
layer-needs-several = it needs several inputs
layer-shapes-differ = its inputs do not fit together
layer-needs-tokens = it needs tokens
layer-needs-one-map = it needs a single map
layer-patches-left-over = the map cannot be cut into such squares without a rest
layer-heads = { $heads ->
        [one] one head cannot
       *[other] { $heads } heads cannot
    } share a width of { $width }, which holds queries, keys and values

# The bundled model that has seen half of the digits.
model-zero-to-four = Only 0 to 4
