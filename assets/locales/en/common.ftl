### Numbers, lists and words that every part uses.

## Numbers. $number is written out already.

percent = { $number } %
percent-above = > { $number } %
percent-below = < { $number } %
file-size-bytes =
    { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }

## Spans of time.

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min

## Lists. "a and b"; "a, b and c".

list-comma = { ", " }
list-pair = { $rest } and { $last }
list-end = { $rest } and { $last }

# Text of no language, shown as it is.
verbatim = { $text }

# Behind a number that a field or a slider shows.
percent-suffix = { " %" }
