### Readings of predictions.

## Why a reading is a digit, unsure or no digit: a few words that stand behind a colon, and a sentence.

reason-clear = one digit stands out
    .help = One digit is far more probable than all others
reason-two-close = two digits are close
    .help = Two digits are about as probable, so either could be meant
reason-nothing-stands-out = no digit stands out
    .help = The probability is spread over several digits
reason-little-ink = too little ink
    .help = This is a dot or a short dash, and enlarging it does not make it a digit
reason-several-shapes = several shapes
    .help = There are several shapes beside each other, and one digit is read at a time
reason-unfamiliar = unlike anything seen
    .help = The digits kept back from training looked more like digits than this does
reason-no-ink = no ink found
    .help = There is nothing to read
