### 各处通用的数字、列表与词语。

## 数字。$number 已经写成文字。

percent = { $number }%
percent-above = >{ $number }%
percent-below = <{ $number }%
milliseconds = { $number } ms
kilobytes = { $number } kB
megabytes = { $number } MB
file-size-bytes = { $bytes } 字节

## 时间长度。

duration-seconds = { $seconds } 秒
duration-minutes = { $minutes } 分 { $seconds } 秒
duration-hours = { $hours } 小时 { $minutes } 分

## 列表：“甲、乙”；“甲、乙、丙”。

list-comma = 、
list-pair = { $rest }、{ $last }
list-end = { $rest }、{ $last }

# 与语言无关的文字，原样显示。
verbatim = { $text }

# 单独成行的错误；$fault 是说明错误的分句。
error-line = 出错：{ $fault }

# 程序库或程序自身故障的原文，均为英文。
detail = 原文为“{ $detail }”

## JSON 文本的问题；$detail 是解析器给出的原文。

json-ends-early = 内容在第 { $line } 行过早结束
json-not-json = 第 { $line } 行自第 { $column } 列起不是 JSON
json-misfit-at = 第 { $line } 行的内容不合要求，原文为“{ $detail }”
json-misfit = 有一个值不合要求，原文为“{ $detail }”

# 位于输入框或滑块的数值之后。
percent-suffix = %
