### 各处通用的数字、列表与词语。

## 数字。$number 已经写成文字。

percent = { $number }%
percent-above = >{ $number }%
percent-below = <{ $number }%
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

# 位于输入框或滑块的数值之后。
percent-suffix = %
