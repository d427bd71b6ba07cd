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
json-misfit-at = line { $line } does not fit: { $detail }
json-misfit = a value does not fit: { $detail }
# What does not fit; $field is json-field or json-no-field.
json-field = "{ $path }"
json-no-field = it
json-wrong-kind = { $field } should be { $expected }, not { $found }
json-wrong-length = { $field } should be { $expected }, but has { $count }
json-missing = { $field } lacks "{ $name }"
json-twice = { $field } has "{ $name }" twice
json-unknown = { $field } does not know "{ $name }", only { $known }
json-other = { $field } is of another kind than it should be
# What a value should be or is.
json-kind-count = a whole number from 0 on
json-kind-whole = a whole number
json-kind-number = a number
json-kind-truth = true or false
json-kind-text = text in quotation marks
json-kind-null = null
json-kind-choice = a word for one of several choices
json-kind-object = names and values in {"{"} {"}"}
json-kind-list = a list in [ ]
json-kind-list-of = a list of { $count } values
json-kind-other = something else

# Behind a number that a field or a slider shows.
percent-suffix = { " %" }
