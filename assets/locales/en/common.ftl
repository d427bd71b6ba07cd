### Numbers, lists and words that every part uses.

## Numbers. $number is written out already.

percent = { $number } %
percent-above = > { $number } %
percent-below = < { $number } %
milliseconds = { $number } ms
kilobytes = { $number } kB
megabytes = { $number } MB
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

# An error where it stands alone; $fault is its clause, which begins in lower case.
error-line = Error: { $fault }

# What a library or a panic says in its own words, which are English.
detail = "{ $detail }"

## What is wrong with JSON text; $detail is what the parser says.

json-ends-early = it ends too early, in line { $line }
json-not-json = line { $line } is no JSON from column { $column } on
json-misfit-at = line { $line } does not fit: "{ $detail }"
json-misfit = a value does not fit: "{ $detail }"

# Behind a number that a field or a slider shows.
percent-suffix = { " %" }
