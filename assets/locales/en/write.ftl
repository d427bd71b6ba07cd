### The Write tab: a network writes digits, token by token.

## What is asked for. Errors are clauses that can stand behind a colon.

prompt-no-digit = it asks for no digit; type one, as in “write a 7” or “2026”
prompt-strange = “{ $what }” is neither a digit nor a word around digits; type something like “write a 7” or “2026”
prompt-sum = a sum has two digits, as in “3 + 4 =”
prompt-too-long = it asks for { $found } digits, and { $most } fit on the page

## Commands.

writing-write = Write
    .help = Write what is asked for, token by token
writing-play-pause = Play or pause writing
    .help = Go on by itself, or hold
writing-step = Write the next token
    .help = Draw one token, and stop
writing-step-back = Take the last token back
    .help = The page without its last token
writing-finish = Write the digit at once
    .help = Draw all tokens until the digit ends
writing-new-seed = Another seed
    .help = Draw with other random numbers; the same seed always writes the same
writing-undo = Undo on the page
    .help = The page as it was before
writing-redo = Redo on the page
    .help = The page as it was before undo
writing-clear = Clear the page
    .help = A blank page; what is shown to the network stays, and undo brings the page back
writing-take-drawing = Take the drawing as a beginning
    .help = Put the strokes of the Draw tab on the page, for the network to go on with
writing-send = Send the page to the canvas
    .help = Put what is written on the canvas of the Draw tab, where it is read
writing-new-sheet = Write a sheet
    .help = Write a hundred digits, ten of each, and let the current model read them
writing-new-sums = Ask for all sums
    .help = Let it answer 0 + 0 to 9 + 9, and let the current model read the answers
writing-save = Save the writing
    .help = Save what is written as SVG or PNG
writing-export-svg = Save the writing as SVG
    .help = The page, the sheet or the table of sums, whichever is open, as curves
writing-export-png = Save the writing as PNG
    .help = The page, the sheet or the table of sums, whichever is open, as a picture
writing-show-own = Show it my digits
    .help = Put up to four of your kept digits in front of the page, as examples; no weight changes
writing-measure-hand = Measure what examples bring
    .help = Foretell your kept digits, and those of five writers that nobody learned from, with more and more of the same hand before

## Above the page.

writing-prompt = What to write
    .hint = write a 7
    .help = One or several digits; words around them do not matter
writing-model-loading = Loading who writes…
writing-model-live = The run in training, as it learns
writing-model = Model that writes: { $model }
    .help = The network that writes; click to choose another
writing-fault = This did not work: { $fault }
writing-not-drawn = the ink is left out, since { $fault }
writing-no-classes = This network was trained without being told which digit comes: it writes whatever digit it likes, and asking for one means nothing to it
writing-no-sums = This network has not learned sums: to it, two digits one behind the other mean nothing. Train it with the lesson “Teach it to add”
writing-sum = { $left } + { $right } is asked by two tokens, one behind the other. That they are to be added it has learned from examples, this sum among them
writing-sum-held-out = { $left } + { $right } is asked by two tokens, one behind the other. This sum is held out: no example has ever shown its answer
writing-own-none = there is no kept digit that can be shown; keep some in Draw, or draw one here
writing-own-unusable = None of your kept digits can be used: { $path }

writing-page = Page
    .help = Write on a page, and follow each token
writing-sheet = Sheet
    .help = A hundred samples, each with what is read in it
writing-sums = Sums
    .help = All sums of two digits, a tenth of them held out of training: has it learned to add, or by heart?
pace-slow = Slow
    .help = Slow enough to follow each token
pace-hand = Like a hand
    .help = As fast as a hand writes
pace-fast = Fast
    .help = As fast as can be seen

## The page.

writing-paper = The page
writing-paper-blank = blank
writing-paper-empty = Type what to write, or begin a digit with the pen: the network goes on with it
writing-shown = Shown first
writing-ways-none = While a digit is being written, ten ways in which it may end stand here, each with what is read in it
writing-ways = Ten ways to go on
writing-ways-read = Ten ways to go on: { $right } of { $ways } are read as meant, by { $reader }
# $digits is a list of digits, each with how often it is read.
writing-ways-untold = Ten ways to go on, read by { $reader } as { $digits }
writing-read-count = { $digit } ({ $count } ×)
writing-way = A way to go on
    .help = { $told }. Click to take it
writing-way-read = Meant as { $asked }, read as { $read }
writing-way-untold = Read as { $read }

## Tokens.

token-class = the digit { $digit }
token-start = start of the page
token-end = end of the page
token-next-digit = next digit
token-next-writer = next writer
token-direction = point to { $degrees }°
token-draw = { $length ->
        [1] draw a short line
        [2] draw a line
       *[other] draw a long line
    }
token-move = { $length ->
        [1] lift, a short way
        [2] lift, some way
       *[other] lift, a long way
    }
token-none = no token
writing-token = Token { $place }: { $token }
    .help = { $token }. Click to see what could have come behind it
writing-token-next = Comes next: { $token }

## What comes next.

writing-next = Next token
    .help = How likely each token is to come next, and why
writing-attention = Attention
    .help = Which earlier tokens the newest one looks at
writing-hand = Your hand
    .help = Show it your own digits, and measure what that brings
writing-next-blank = Nothing is being written yet. When something is, the likeliest next tokens stand here, each with the way to its probability
writing-next-done = The page is written. Click a token below it to see what could have come there
# $bits is how uncertain the draw is.
writing-next-told = What comes next, { $bits } bits uncertain. The darker bar is what the seed draws
writing-next-inspected = What could have come behind token { $place }
writing-bar = { $token }: { $share }
writing-bar-out = cut off
writing-untold = Which digit is it going to be?
    .help = { $told }. Nobody has said: each digit’s share follows from how likely it makes the strokes so far (Bayes’ rule)
writing-untold-told = Likeliest a { $digit }: { $share }

## The way to a probability. Formulas are short; what they give stands beside them.

arithmetic-logit = logit, from the network
arithmetic-mixed = ln of its mean share over the ten digits it may become
arithmetic-follow = Follow the logit
    .help = What the network computes it from, number by number, back to the table of tokens
arithmetic-follow-likeliest = Follow the logit for the likeliest digit
arithmetic-temperature = ÷ temperature { $temperature }
arithmetic-greedy = Greedy: the likeliest token is always taken; the shares below are those at temperature 1
arithmetic-power = e^({ $scaled } − { $highest }), the highest
arithmetic-softmax = ÷ { $sum }, the sum of all that may come
arithmetic-cut = ÷ { $left }, what the cuts leave
arithmetic-not-allowed = It may not come here: a direction is followed by a length, and a digit ends on the paper
arithmetic-not-likeliest = It is not the likeliest, so it is never taken
arithmetic-beyond-k = Cut off: it is not among the { $most } likeliest (top-k)
arithmetic-beyond-p = Cut off: likelier tokens already have { $share } together (top-p)
arithmetic-pick = Write this one
    .help = Write this token next, whatever the seed draws

## How the next token is drawn.

sampling-set-temperature = Temperature
    .help = Divides the logits: above 1 everything becomes more alike, below 1 the likeliest wins more often, at 0 always
sampling-set-top-p = Top-p
    .help = Only the likeliest tokens that together have this probability can be drawn
sampling-set-top-k = Top-k
    .help = Only as many of the likeliest tokens can be drawn
sampling-set-greedy = Greedy
    .help = Always take the likeliest token
sampling-set-seed = Seed
    .help = What the random numbers are made from: the same seed writes the same

## Attention.

attention-about = How much the newest token looks at each earlier one. The dots on the ink, and the shade behind the tokens below it, are as strong as its look
attention-nothing = Nothing is being written yet
attention-mean = Mean of all heads
    .help = What all heads of all blocks look at on average
attention-block = Block { $block }
attention-head = Block { $block }, head { $head }
attention-token = { $place }: { $token }
attention-follow = Follow how { $share } for token { $place } come about
attention-choose = Choose a head, and each of its shares can be followed
attention-order = A token can only look back: what comes later is hidden from it, in training too

## A number of the network that is followed. Formulas are short; what they give stands in them.

writing-follow-back = Back
    .help = The number before, or away from the arithmetic
follow-logit = Logit of “{ $token }”
follow-look = How much head { $head } of block { $block } looks at token { $place }
follow-number = { $layer }: number { $number } of token { $token }
follow-nothing = There is no such number on this page
follow-weighted-sum = A weighted sum of { $count } numbers of the token, the largest products first, and a bias
follow-normalisation = Normalisation: the mean of the token’s numbers is taken away, what is left is divided by the root of their variance, and a learned gain and shift follow
follow-attention = Attention: a number of each token that is looked at, weighted by how much; the largest products first
follow-look-how = Query times key over the root of their length; e to the power of that; the sum of these over all earlier tokens; the share
follow-sum = Residual connection: what went past the layers, and what they add to it
follow-gelu = GELU: the number times the share of a normal distribution that lies below it
follow-same = Left as it is: dropout acts in training alone
follow-position = Position embedding: the learned number of this place is added
follow-table = Token embedding: looked up in the learned table, a row for each token. Here every number ends
follow-on = { $formula }, follow further
    .help = Follow the first number of this line further back

## The person's own hand.

hand-about = Examples in the context, and no weight changed: what the network sees first may lean its writing towards that hand
hand-none-shown = Nothing is shown to it yet
hand-no-own = You have kept no digits yet: draw one in Draw and press its number, or draw one on the page here
hand-hide = Stop showing this { $digit }
hand-draw-one = Or draw one digit on a blank page, and say here what it is; up to four can be shown
hand-this = Show it the digit on the page, which is a
hand-this-is = Show the digit on the page as a { $digit }
hand-bits = Does it read your hand?
hand-bits-about = Bits a token: how surprised the network is by each next token of a hand, after 0 to 4 digits of the same hand. Pure guessing is 5.46
hand-bits-own = Your digits
hand-bits-others = Five writers nobody learned from
hand-bits-axis = Digits of the same hand before; lower is better
hand-bits-after = after { $digits }: { $bits } bits
hand-bits-told = Measured with { $model } on { $digits ->
        [one] one of your digits
       *[other] { $digits } of your digits
    } and those of five writers
hand-change = From { $before } to { $now }: your digits { $own_before } → { $own_now } bits a token, the five writers { $others_before } → { $others_now }
hand-not-learned = Your hand is foretold no better than before
hand-nothing-forgotten = It has learned your hand and forgotten nothing of the others
hand-forgotten = It has learned your hand and forgotten some of the others: with “Replay” in Train it goes on seeing them beside yours
hand-bits-helps = Examples help a little: on the five writers the fall is { $gain } at best
hand-bits-little = Examples hardly help: on the five writers the fall is { $gain } at best

## The sheet.

sheet-none = No sheet yet
sheet-told = { $right } of { $all } read as asked by { $reader }; written by { $model }, seed { $seed }
sheet-untold = { $all } digits that nobody asked for, read by { $reader } as { $digits }; written by { $model }, seed { $seed }
sheet-about = A row for each digit that was asked for, and at its end how many are read as asked. A cross beside a sample: it is read as the number below the cross
sheet-unread = { $all } digits by { $model }, not read yet
sheet-sample = Asked for { $asked }
sheet-sample-unread = A sample, not read yet

## The table of sums.

sums-none = No sums yet
sums-about = Below each answer stands what is read, with a tick if it is the sum and a cross if not. In blue frames: the ten sums held out, which no example has shown; only who can add gets them right
sums-told = { $learned } of { $all_learned } learned sums are right, and { $held_out } of { $all_held_out } held out; written by { $model }, read by { $reader }, seed { $seed }
sums-unread = All sums by { $model }, not read yet
sums-asked = { $left } + { $right }
sums-read = { $left } + { $right }, read as { $read }
sums-read-held-out = { $left } + { $right }, read as { $read }; held out of training
sums-not-learned = It has not learned the sums: fewer than half of those it was shown are right
sums-generalised = It generalises: what it was never shown comes out about as often as what it was
sums-memorised = It has memorised: what it was shown comes out, and hardly any of what it was not
sums-partly = It generalises in part: what it was never shown comes out more rarely than what it was

## Elsewhere.

help-write = A small language model writes digits with a pen: each step is a direction and a length, and it says how likely each next step is. Ask it for digits, begin one yourself and let it go on, watch what it looks at, show it your own hand, and let the network that reads grade what it writes.
request-save-writing = Save the writing
dialog-writing-file = writing
work-writing-sheet = Writing a sheet of digits
work-writing-sums = Answering all sums
work-measuring-hand = Measuring what examples bring
setup-prompts = Told before each digit
    .help = Whether a token that names the digit stands before it. Without, the network learns strokes alone, as language models are first trained on text without instructions; then it can be fine-tuned to be asked
prompts-classes = Which digit comes
    .help = A token that names the digit stands before each, so that it can be asked for
prompts-sums = Which digit comes, or a sum
    .help = On most pages two digits stand in front, and what is written is their sum; ten of the hundred sums are held out
prompts-nothing = Nothing
    .help = It learns strokes alone, from digits nobody has named

## Training networks that write.

setup-from-writer = The writing model
    .help = Fine-tune the model that writes: from what it has learned
setup-start-writer = Model that writes
    .help = The network that is trained further
setup-plan-train-writer = Train { $network }, { $weights }, on pen strokes for { $epochs }
setup-plan-tune-writer = Fine-tune { $model }, { $weights }, on pen strokes for { $epochs }
idle-from-writer = It goes on from what the writing model has learned; the model itself stays as it is
run-done-untold = Run { $run } is done: of 100 digits it writes unasked, { $accuracy } are read as some digit for sure
run-done-writing = Run { $run } is done: of 100 digits it writes, { $accuracy } are read as asked
setup-writers = It learns from 22 people who wrote digits with a pen, and from made-up ones. { $validation } more choose the best epoch, and { $test } are only reported on
setup-made-up-writers = Made-up writers
    .help = Share of the digits that made-up writers wrote, in shapes and habits the 22 people may lack
setup-pages = Pages an epoch
    .help = Learn from at most so many pages of 128 tokens in each epoch
setup-told-strokes = { $prompts }, { $share } made up
metric-read-as-asked = Read as asked
    .inside = share read as asked
    .help = Of 100 digits the network writes, how many the current model reads as what was asked for; of a network that learns sums, of the hundred sums of two digits
curve-samples = 100 samples
    .inside = the samples
metric-read-for-sure = Read for sure
    .inside = share read for sure
    .help = Of 100 digits the network writes, which nobody can ask for, how many the current model reads as some digit with at least 90 % confidence
view-curves-writing = Bits a token on the training and the validation pages, and how many of 100 samples can be read
metric-bits-per-token = Bits a token
    .inside = bits a token
    .help = How surprised the network is by each next token: the mean of −log₂ of the probability it gave to the one that came. It learns by the same number with ln in place of log₂, the loss; lower is better
curve-guessing = Guessing: log₂ { $tokens } = { $bits }
    .inside = guessing
preset-topic-writing = A language model of pen strokes
preset-write = A small GPT, from nothing
    .help = 32,428 weights learn to write digits within minutes; the loss falls from guessing among 44 tokens, and more and more of what it writes can be read
preset-write-untold = Pretrain on strokes alone
    .help = The same network is never told which digit comes: it learns how strokes go on, but cannot be asked for a digit
preset-write-instruct = Fine-tune it to be asked
    .help = The writing model learns what “write a 7” means: start from a pretrained one, and a few epochs will do
preset-write-adapters = The same by adapters alone
    .help = Low-rank adapters in place of all weights: far fewer numbers change
preset-write-sums = Teach it to add
    .help = Fine-tune the writing model on “3 + 4” with the answer written out. Ten sums are held out, so that it shows whether it generalises or has memorised
writer-now-current = From now on { $model } writes
train-watch-writing = Watch it write
    .help = Open Write, where the weights being trained write the page as they change
setup-section-strokes = Pen strokes
transport-pages = Pages/s
writing-ways-before = Before, by { $model }: { $right } of { $ways } are read as meant
writing-ways-before-untold = Before, by { $model }: read as { $digits }
writing-ways-before-unread = Before, by { $model }
writing-way-before = As { $model } would go on
writing-compare = Before and after
    .help = Show how { $model }, which wrote before, would go on, beside who writes now
handwriting-no-digits = no digit of the ink file has a label and ink to learn from
setup-writers-in-program = The writers in the program
setup-own-single = All of your digits are the same one: a network taught with them alone forgets the others
setup-replay = Replay
    .help = Share of the digits that the writers in the program wrote: so that a network does not forget them while it learns a new hand
setup-set-for-own-hand = Set to teach the writing model your hand
own-digits-teach-the-writer = Teach the writing model my hand
    .help = Fill in the settings that fine-tune the model that writes on your digits; starting is one more click
hand-teach-about = Or change the weights: fine-tune the writing model on your digits. Then compare before and after, and measure here what it has forgotten of the five writers
