### 对预测结果的解读。

## 判断为数字、不确定或不是数字的原因：几个字，接在冒号之后；一句说明；以及单独成行的几个字。

reason-clear = 有一个数字突出
    .help = 有一个数字的概率远高于其他数字
    .headline = 有一个数字突出
reason-two-close = 两个数字难分高下
    .help = 两个数字的概率相近，哪一个都有可能
    .headline = 两个数字难分高下
reason-nothing-stands-out = 没有突出的数字
    .help = 概率分散在几个数字上
    .headline = 没有突出的数字
reason-little-ink = 墨迹太少
    .help = 这只是一个点或一条短线，放大了也不是数字
    .headline = 墨迹太少
reason-several-shapes = 有多个形状
    .help = 并排有多个形状，而一次只识别一个数字
    .headline = 有多个形状
reason-unfamiliar = 与学过的都不像
    .help = 未参与训练的数字几乎都比它更像数字
    .headline = 与学过的都不像
reason-no-ink = 没有墨迹
    .help = 没有可识别的内容
    .headline = 没有墨迹
