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
