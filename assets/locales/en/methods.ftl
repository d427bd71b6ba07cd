### Methods that are no networks.

method-least-squares = Linear regression
    .help = A weight for each pixel and digit, so that ten sums come as near to ones and zeros as they can: solved at once, without steps
method-neighbours = Nearest neighbours
    .help = It learns nothing and keeps every training picture: of the most similar ones, the most frequent label wins
method-linear-svm = Linear support vector machine
    .help = For each digit the plane that parts it from the rest with the widest margin
method-kernel-svm = Support vector machine with a kernel
    .help = Borders that bend: it keeps the training pictures at the borders between every two digits, and asks how near each of them is
method-tree = Decision tree
    .help = Questions about single pixels, one after the other, until only one digit is left
method-forest = Random forest
    .help = Many trees, each grown from other pictures and with a choice of few pixels at each question, vote

## What can go wrong.

method-too-few =
    { $found ->
        [0] there is no image to learn from
        [one] there is only one image to learn from; it takes at least { $least }
       *[other] there are only { $found } images to learn from; it takes at least { $least }
    }
method-one-class = all images are labelled { $class }; a method needs at least two different labels to tell apart
method-stopped = it was stopped before it was done
method-damaged = the file of the method cannot be used: { $fault }
method-file-other = it does not begin as a trained method does
method-file-short = its end is missing
method-file-packed = what was learned cannot be unpacked, so it is damaged or incomplete
method-file-large = what was learned is too large to open
method-file-newer = it was made by a newer version of the program
method-file-tensor = “{ $tensor }” is not as the method needs it
method-file-ending = a trained method goes to a file that ends in “.{ $ending }”

## Training them in the window.

setup-from-method = No network
    .help = A method that is no network: regression, neighbours, support vectors or trees
setup-method = Method
    .help = How it learns to tell the digits apart
setup-start-is-a-method = the model that reads is no network, so it cannot be trained further; choose a network in the list of models, or start from fresh weights
method-k = Neighbours
    .help = How many of the most similar training pictures vote; more of them smooth the answer, and blur it
method-cost = Cost C
    .help = What an example on the wrong side of the border costs; a high cost follows every example, a low one leaves a wider margin
method-gamma = γ
    .help = How quickly the nearness of two pictures falls with their distance; high values bend the border around single pictures
method-images = Images
    .help = How many training images it learns from at most; the time rises with their square
method-depth = Depth
    .help = How many questions are asked at most, one after the other; few make a coarse tree, many learn the training pictures by heart
method-trees = Trees
    .help = How many trees vote; more of them are slower and a little more accurate
method-learns-from = It learns from { $images } images of { $data }; a part of them is held out to calibrate with
method-plan = Train: { $method }
method-learning = In training: { $method }
method-train = Train the method that is no network
    .help = Trains the method that is chosen in the Train tab, and reads with it
method-stop = Stop training the method
    .help = What it has learned so far is not kept
method-training-stopped = Training of the method was stopped
method-training-failed = The method could not be trained: { $fault }
method-none-trained = What you train here reads your drawings at once, and can be compared with the networks
method-trained-now = Trained since the start
method-took = Training
method-use = Read with it
    .help = Makes it the current model
method-save = Save
    .help = Writes it into the folder of models, from where it can be opened again
method-saved-as = Saved as { $file }
method-look = Look inside
    .help = Shows how it reads what is on the canvas
method-told-plain = { $images }
method-told-k = k = { $k }, { $images }
method-told-cost = C = { $cost }, { $images }
method-told-kernel = C = { $cost }, γ = { $gamma }, { $images } at most
method-told-tree = { $depth }, { $images }
method-told-forest =
    { $trees ->
        [one] one tree, { $depth }, { $images }
       *[other] { $trees } trees, { $depth }, { $images }
    }
method-told-depth =
    { $depth ->
        [one] one question
       *[other] at most { $depth } questions
    }
method-told-any-depth = as many questions as it takes
work-fitting-method = Training a method
models-methods = No networks
comparison-method = No network

## Looking inside.

inside-method-blank = Draw a digit to see how it is read
inside-method-neighbours =
    { $k ->
        [one] The { $shown } most similar training pictures; the nearest one decides
       *[other] The { $shown } most similar training pictures; the { $k } framed ones vote
    }
inside-method-distance = distance { $distance }
inside-method-supports = Support vectors of the { $class } that pull hardest, away from the { $rival }
inside-method-pull = pull { $pull }
inside-method-nearness = nearness { $nearness }
inside-method-votes = How the { $trees } trees vote
inside-method-vote =
    { $trees ->
        [one] { $class }: one tree
       *[other] { $class }: { $trees } trees
    }
inside-method-first-tree =
    { $questions ->
        [one] The first tree asks one question
       *[other] The first tree asks { $questions } questions
    }
inside-method-way =
    { $questions ->
        [one] The tree asks one question about this drawing
       *[other] The tree asks { $questions } questions about this drawing
    }
inside-method-question = { $number }. Does the pixel in column { $column } of row { $row } have more ink than { $threshold }?
inside-method-answer = { $answer }: { $ink }
inside-method-yes = Yes
inside-method-no = No
inside-method-leaf = So it is a { $digit }
inside-method-left =
    { $images ->
        [one] one training picture left: { $shares }
       *[other] { $images } training pictures left: { $shares }
    }
inside-method-share = { $class } ({ $share })
inside-method-weights = The weight of each pixel, for each digit: the drawing is multiplied with every picture, and the highest sum wins
inside-method-sum = sum { $sum }
inside-method-colours = One colour speaks for the digit where there is ink, the other against it
