### Pen strokes as a language.

## Tokens of pen strokes. Errors are clauses that can stand behind a colon.

token-unknown = token { $at } is { $token }, which means nothing
token-misplaced = token { $at }, { $token }, may not stand there
token-unfinished = the tokens end in the middle of a digit
token-missing = there is no token for it
token-no-ink = there is no ink to turn into tokens
token-too-long = the line is too long: a digit has at most { $most } steps

## Digits of writers to learn from.

corpus-empty = there are no digits to learn from
corpus-damaged = the file of digits is damaged: { $fault }
corpus-wrong-start = it does not begin as such a file does
corpus-too-short = it ends too early
corpus-left-over = there is more in it than there should be
corpus-other-tokens = the file of digits was made with other directions or lengths
corpus-too-large = the digits are too many, or a writer's name is too long
corpus-short-context = a digit may not fit into the context: it needs at least { $least } tokens

## Drawing the next token.

sampling-temperature = the temperature has to be a number from 0 upward
sampling-top-k = at least one token has to be kept
sampling-top-p = the share of tokens to keep has to be above 0 and at most 1
sampling-logits = the model tells { $found } tokens apart, and the vocabulary has { $expected }
sampling-diverged = the model's numbers are no numbers: it is damaged or has diverged
sampling-ended = nothing can follow: the page has ended
sampling-prompt = the beginning cannot be continued: { $fault }
