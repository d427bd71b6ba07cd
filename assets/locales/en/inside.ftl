### The network opened up, between drawing and answer.

## Commands.

inside-look = Look inside
    .help = Shows the network between drawing and answer: every layer, with your ink flowing through it
inside-close = Close the network
    .help = Only the drawing and the answer again
inside-out = Step back from the network
    .help = From one number to its map, its layer and the whole network

## Views.

inside-layers = Layers
    .command = Look inside: layers
    .help = Every feature map of every layer, live while you draw and while the network trains

## What there is to see, in a sentence.

inside-no-model = The network is being loaded
# $fault is a clause.
inside-fault = The network cannot be looked into: { $fault }
inside-blank = Draw a digit at the left, and its numbers appear here

## Places in a network.

# $network is an identifier, $weights a number.
inside-network = { $network }: { $weights } weights
# $stage is a name such as conv1, $shape such as 32 × 26 × 26.
inside-stage = { $stage }: { $shape }, { $weights } weights
inside-image = Image
inside-map = Map { $map }
inside-unit = Number { $unit }
inside-number = { $title }: { $number }
inside-range = { $title }: from { $least } to { $most }
inside-scale = Colours from { $least } to { $most }
inside-at = Row { $row }, column { $column }: { $number }
inside-point = Point at a pixel to see its number

## Beside the bars. $share is a probability, $logit a number.

inside-logit = Logit
inside-probability = Probability
# Beside the digit that the network reads while something of it is switched off or mixed up.
inside-answer-changed = by the changed network
inside-bar = { $kind ->
    [digit] Digit { $digit }
   *[class] Class { $digit }
 }: { $share }, logit { $logit }
inside-linear = Plain bars
    .help = Bars as long as the probabilities
inside-logarithmic = Logarithmic
    .help = Each step is ten times as likely, so that small probabilities can be told apart
inside-temperature = Temperature { $temperature }
    .help = Logits are divided by it before the softmax: below 1 the network seems surer, above 1 less sure
inside-temperature-name = Temperature
inside-temperature-again = The temperature of the model again

## Operations that can be worked out by hand.

operation-convolution = Convolution
    .help = A window slides over the maps: products, their sum, the bias, the ReLU
operation-max-pooling = Max pooling
    .help = The largest number of each window
operation-batch-norm = Batch normalisation
    .help = A channel shifted and scaled by what was measured in training
operation-dense = Dense layer
    .help = A weighted sum of all inputs, the largest contributions first
operation-softmax = Softmax
    .help = Probabilities from logits: exponentials, their sum, and the share of each
operation-cross-entropy = Cross-entropy
    .help = How surprising the right label is: minus the logarithm of its probability
operation-attention = Attention
    .help = How much one patch looks at each, and what it takes from them
operation-layer-norm = Layer normalisation
    .help = A token shifted and scaled to mean 0 and variance 1

## By hand.

inside-by-hand = By hand
    .command = Look inside: by hand
    .help = One operation with the numbers of your drawing in its formula, step by step
inside-operate = By hand: { $operation }
inside-play = Play or hold the steps
    .help = Goes through the steps of the operation by itself
inside-forward = Next step
    .help = One step on in the operation by hand
inside-back = Previous step
    .help = One step back in the operation by hand
inside-to-start = First step
    .help = To the beginning of the operation by hand
inside-to-end = Last step
    .help = To the end of the operation by hand
inside-layer = Layer
inside-own = Your digit
inside-textbook = Textbook
inside-step = Step { $step } of { $steps }
inside-step-name = Step
# $what is one of the lines below, $formula a formula with its numbers, $total a clause or nothing.
inside-formula = { $what }: { $formula } { $total }
inside-so-far = so far: { $total }
inside-result = result: { $result }
inside-input = Input { $map } of { $maps }
inside-output = Output { $map } of { $maps }
inside-output-name = Output, at row { $row }, column { $column }
    .help = Click a pixel to work it out. The arrow keys go to the next one, Space plays
inside-output-map = Which output map
# The arguments are places counted from 1.
inside-source = input { $input }
inside-source-pixel = row { $row }, column { $column }
inside-source-map = map { $map }, row { $row }, column { $column }
inside-window = Window
inside-kernel = Weights
inside-stride = The window of { $kernel } × { $kernel } moves by { $stride } (stride)
inside-stride-padding =
    The window of { $kernel } × { $kernel } moves by { $stride } (stride); around the input { $padding ->
        [one] { $padding } ring of zeros
       *[other] { $padding } rings of zeros
    } (padding)
inside-further = Further right
inside-nearer = Further left
inside-products = Products
inside-token = Patch { $token }
inside-token-short = Patch
inside-looks-at = Patch { $token } looks most at patch { $most }
inside-head-token = Head { $head }: what patch { $token } looks at
inside-logit-z = Logit z
inside-exponential = Exponential
inside-share-of = Probability
inside-pick-label = Which digit is right?
# $label is a digit, $share its probability.
inside-label = { $label } is right: probability { $share }

## What a line of working does.

act-window = Channel { $channel }: window times weights, added up
act-product = Input times weight
# $source says which input, such as "map 3, row 2, column 5".
act-product-of = Input times weight, { $source }
act-value = Share times value
act-rest = The other { $count } products
act-bias = Plus the bias
act-relu = ReLU: nothing below 0
act-largest = The largest so far
act-mean = Mean of all numbers
act-variance = Variance: mean squared distance from the mean
act-centre = Minus the mean
act-scale = Divided by the standard deviation
act-gain = Times the learned gain
act-shift = Plus the learned shift
act-exponential = Exponential of logit over temperature
act-sum = Sum of the exponentials
act-share = Share of the sum
act-pick = Probability of the right digit
act-logarithm = Minus its logarithm: the loss
act-score = Query times key, over the root of their length

## Switching things off, and images from elsewhere.

inside-error = Look inside with this image
    .help = Shows in the network how this image came to be misread
inside-error-name = Test image { $place }
inside-all-on = All on again
    .help = The network as it was trained: nothing switched off, patches and positions in place
inside-positions = Without positions
    .help = Leaves out the numbers that tell the network where a patch lies
inside-shuffle = Shuffle patches
    .help = Gives the network the patches of the image in another order
inside-work-out = Work it out by hand
    .help = Shows how this number comes about, step by step
inside-switch-off = Switch off
    .help = Sets its numbers to 0, to see what becomes of the answer
inside-switch-on = Switch on
inside-head = Head { $head }
inside-heads = Click a patch to see what it looks at: the thicker the line, the more

## What filters look for.

inside-filters = Filters
    .command = Look inside: filters
    .help = The weights of a layer as pictures, and the test images that excite each filter most
inside-no-filters = The weights of this layer are no pictures: choose another layer
inside-filter = Filter { $filter }
inside-filters-all = { $filters } filters, as pictures of their weights
inside-filters-means = { $filters } filters, each the mean of its { $channels } pictures
inside-filters-one = Filter { $filter }: its weights for each of { $channels } maps
inside-exciting = What excites filter { $filter } most
inside-exciting-find = Find exciting images
    .help = Reads 2,000 test images and keeps those in which each filter answers most strongly
inside-exciting-work = Looking for exciting images
inside-exciting-none = Press “Find exciting images”: 2,000 test images are read, and those that excite this filter most appear here
# $value is a number.
inside-exciting-image = Test image { $image }: { $value }

## Pictures for worksheets.

inside-save = Save the picture
    .help = Writes what the middle shows to a file, for a worksheet
inside-save-png = Picture (PNG)
    .help = Pixels, two for each of the window
inside-save-svg = Drawing (SVG)
    .help = Shapes and words that can be changed
inside-picture-file = network
inside-picture-too-large = the picture is too large for a PNG: make the window smaller

inside-run-over = No run is under way: these are the weights of the current model
inside-several = Several digits: this is the one that is chosen; click another on the drawing
act-exponential-score = Exponential of the logit
