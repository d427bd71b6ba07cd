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
json-misfit-at = 第 { $line } 行的内容不合要求：{ $detail }
json-misfit = 有一个值不合要求：{ $detail }
# 不合要求之处；$field 为 json-field 或 json-no-field。
json-field = “{ $path }”
json-no-field = 内容
json-wrong-kind = { $field }应为{ $expected }，而不是 { $found }
json-wrong-length = { $field }应为{ $expected }，实际有 { $count } 个值
json-missing = { $field }缺少“{ $name }”
json-twice = { $field }中“{ $name }”出现了两次
json-unknown = { $field }不支持“{ $name }”，只支持 { $known }
json-other = { $field }的类型不对
# 一个值应有或实有的类型。
json-kind-count = 非负整数
json-kind-whole = 整数
json-kind-number = 数值
json-kind-truth = true 或 false
json-kind-text = 带引号的文本
json-kind-null = null
json-kind-choice = 表示某个选项的词
json-kind-object = 由 {"{"} {"}"} 括起的名称与取值
json-kind-list = 由 [ ] 括起的列表
json-kind-list-of = 含 { $count } 个值的列表
json-kind-other = 其他内容

# 位于输入框或滑块的数值之后。
percent-suffix = %
