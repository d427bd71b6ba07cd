### 作为语言的笔画。

## 笔画的词元。错误信息是可以放在冒号之后的短句。

token-unknown = 第 { $at } 个词元是 { $token }，词表中没有它
token-misplaced = 第 { $at } 个词元 { $token } 不能出现在这里
token-unfinished = 词元序列在一个数字的中途结束
token-missing = 词表中没有对应的词元
token-no-ink = 没有可以转换成词元的墨迹
token-too-long = 笔画太长：一个数字最多 { $most } 步

## 用来学习的各位书写者的数字。

corpus-empty = 没有可供学习的数字
corpus-damaged = 数字文件已损坏：{ $fault }
corpus-wrong-start = 文件开头不符合格式
corpus-too-short = 文件过早结束
corpus-left-over = 文件末尾有多余的内容
corpus-other-tokens = 数字文件使用了另一套方向或长度
corpus-too-large = 数字太多，或者书写者的名字太长
corpus-short-context = 上下文可能容不下一个数字：至少需要 { $least } 个词元

## 抽取下一个词元。

sampling-temperature = 温度必须是不小于 0 的数
sampling-top-k = 至少要保留一个词元
sampling-top-p = 保留词元的概率之和必须大于 0 且不超过 1
sampling-logits = 模型区分 { $found } 个词元，而词表有 { $expected } 个
sampling-diverged = 模型给出的不是有效数字：模型已损坏或已发散
sampling-ended = 后面不能再有内容：这一页已经结束
sampling-prompt = 无法接着这个开头写：{ $fault }
