### Readings of predictions.

## Why a reading is a digit, unsure or no digit: a few words that stand behind a colon, a
## sentence, and the same few words as a line of their own.

reason-clear = one digit stands out
    .help = One digit is far more probable than all others
    .headline = One digit stands out
reason-two-close = two digits are close
    .help = Two digits are about as probable, so either could be meant
    .headline = Two digits are close
reason-nothing-stands-out = no digit stands out
    .help = The probability is spread over several digits
    .headline = No digit stands out
reason-little-ink = too little ink
    .help = This is a dot or a short dash, and enlarging it does not make it a digit
    .headline = Too little ink
reason-several-shapes = several shapes
    .help = There are several shapes beside each other, and one digit is read at a time
    .headline = Several shapes
reason-unfamiliar = unlike anything seen
    .help = Nearly all digits held out of training looked more like digits than this does
    .headline = Unlike anything seen
reason-no-ink = no ink found
    .help = There is nothing to read
    .headline = No ink found
