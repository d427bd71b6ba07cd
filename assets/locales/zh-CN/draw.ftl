### “绘制”页中画布以外的部分：答案、步骤、比较。

## 网络对最可能的数字有多大把握。

sureness-very-sure = 非常有把握
sureness-sure = 有把握
sureness-fairly-sure = 比较有把握
sureness-not-sure = 把握不大
sureness-guessing = 只是猜测

## 简短的结论，用于窗口标题。$sure 是概率，$reason 是 analysis.ftl 中的原因之一。

verdict-digit = { $digit }（{ $sure }）
verdict-two-close = { $digit }（{ $sure }）或 { $other }
verdict-unsure = { $digit }（{ $sure }），不确定
verdict-not-a-digit = 不是数字：{ $reason }

## 答案：一个标题，以及一两行细节。

answer-loading = 请稍候
    .detail = 正在加载网络
answer-nothing = 没有可识别的内容
    .detail = 写一个数字，或把数字图片拖放到这里
    .detail-no-drops = 写一个数字，或粘贴一张数字图片
answer-digit-detail = { $digit } 的概率为 { $sure }
answer-second = 其次是 { $digit }：{ $sure }
answer-two-close = { $digit } 还是 { $other }？不确定
answer-two-close-detail = 两个数字难分高下：{ $sure } 与 { $other_sure }
answer-unsure = { $digit }？不确定
answer-unsure-detail = 没有突出的数字：{ $digit } 的概率为 { $sure }
answer-not-a-digit = 不是数字
answer-if-one = 如果一定是数字，最像 { $digit }，概率 { $sure }
# 读屏软件读出的内容；$detail 是一行，或如隔一条消息所示的两行。
answer-spoken = { $headline }。{ $detail }
answer-spoken-digit = 识别为 { $digit }。{ $headline }。{ $detail }
answer-spoken-lines = { $first }。{ $second }

## 答案下方。

answer-uncalibrated = 未校准：网络直接给出的概率
    .help = 这些概率从未与实际的准确率比较过，因此“99%”可能偏高。训练结束时会进行测量
answer-no-live-weights = 在“训练”页开始训练后，画布就可以用不断变化的权重识别
answer-options = 识别选项

## 十个概率。$share 是概率。

bar-digit = { $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }：{ $share }
bar-digit-nothing = { $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }：没有可识别的内容

## 28 × 28 像素的图像。

seen = 网络看到的图像
    .help = 把墨迹截取出来，缩小到 20 × 20 像素以内，在 28 × 28 像素中居中，与 MNIST 的数字一致
    .picture = 网络看到的图像：28 × 28 像素
    .nothing = 网络看到的图像：暂无
# 处理方式与上面不同时的说明。
seen-digit-of-drawing = 多个数字中的一个：把笔画重画成 MNIST 的粗细，再缩小并居中
seen-of-picture = 截取图片中的墨迹，把比 MNIST 细的笔画加粗，再缩小并居中
seen-digit-of-picture = 从图片中截取多个数字中的一个，把比 MNIST 细的笔画加粗，再缩小并居中
seen-partly = 未经已关闭的步骤处理的墨迹
seen-time = 识别用时 { $time }

## 设定答案何时有效的面板。$share、$refuse 与 $unsure 是比例。

threshold = 阈值
    .help = 设定答案何时算不确定，何时根本不算数字
threshold-refuse = 拒识阈值
    .name = 拒识阈值（百分比）
threshold-refuse-none = 任何内容都算数字，连涂鸦也算
threshold-refuse-unmeasured = 一个点或多个形状不算数字；这个模型没有在其他内容上测量过
threshold-refuse-measured = 如果比测量所用数字中最不像数字的 { $share } 还不像，就不算数字；真正的数字也约有这么多被拒识
threshold-unsure = 不确定阈值
    .name = 不确定阈值（百分比）
    .help = 概率低于此值的答案算不确定；若另有一个数字与之接近，会一并列出
threshold-own = 恢复模型自带的阈值
    .help = 拒识阈值 { $refuse }，不确定阈值 { $unsure }，取自模型说明

## 墨迹规范化的步骤。$stage 是 ink.ftl 中的一个阶段；$names 是其中的一个或多个步骤。

strip = 从墨迹到网络
strip-empty = 动笔书写，各步骤的图像就会出现在这里
strip-several = 多个数字逐个识别；这里显示的是把全部墨迹当作一个数字时的步骤
strip-try = 关闭某个步骤，看看网络识别成什么
strip-hide = 隐藏步骤
    .help = 隐藏步骤；已关闭的步骤保持关闭
strip-left-out =
    { $steps ->
        [1] 识别时省略了步骤“{ $names }”
       *[other] 识别时省略了 { $steps } 个步骤：{ $names }
    }
# 最后一个阶段的图像旁的说明。$scaling 为 model.ftl 中 pixels-… 的说明之一。
strip-input = 网络的输入：28 × 28 = 784 个数。{ $scaling }
strip-again = 重新启用
strip-no-margin = 28 × 28，无边距
strip-picture = { $stage }：{ $width } × { $height } 像素
strip-picture-nothing = { $stage }：暂无图像

## 多个模型并排比较。$reading 是一个数字，或“不是数字”；$size 与 $time 是下面的消息之一，或已经写成文字。

comparison = 比较…
    .help = 让其他模型识别同一墨迹，并排显示
comparison-add = 同时用它识别
comparison-full = 除当前模型外最多两个；移除一个才能再添加
comparison-current = { $model }（当前模型）
comparison-training = 训练中的权重
comparison-loading = 正在加载
comparison-no-run = 当前没有训练
comparison-remove = 移除“{ $model }”
comparison-not-a-digit = 不是数字
comparison-unsure = 不确定
comparison-agree =
    { $models ->
        [1] 一个模型识别为：{ $reading }
        [2] 两个模型一致：{ $reading }
       *[other] { $models } 个模型一致：{ $reading }
    }
comparison-disagree = 结果不一：{ $readings }
comparison-differs = 不同
comparison-reading = { $model }：{ $reading }，{ $sureness }
comparison-no-reading = { $model }：{ $reason }
comparison-bar = { $model }，{ $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }：{ $share }
comparison-bar-nothing = { $model }，{ $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }：没有可识别的内容
comparison-weights = { $weights } 个参数
comparison-weights-short = { $thousands }k 个参数
comparison-no-file = 未存为文件
comparison-no-time = 尚未计时
comparison-foot = { $model }：{ $weights }，{ $size }，{ $time }
comparison-foot-more = { $weights }；权重文件：{ $size }；本机识别一次用时：{ $time }（最近若干次的中位数）
comparison-foot-more-uncalibrated = { $weights }；权重文件：{ $size }；本机识别一次用时：{ $time }（最近若干次的中位数）。概率未经校准

## 多位数。$place 从 1 开始。

number-read = 识别为 { $number }
number-digit = 第 { $place } 个{ $kind ->
    [digit] 数字
   *[class] 符号
 }（共 { $digits } 个）：{ $digit }，{ $sure }
number-digit-refused = 第 { $place } 个{ $kind ->
    [digit] 数字
   *[class] 符号
 }（共 { $digits } 个）：{ $digit }，{ $sure }，不像数字
number-show = 显示第 { $place } 个{ $kind ->
    [digit] 数字
   *[class] 符号
 }：{ $digit }
number-refused = 不像数字；这里给出与它最像的数字
number-copy = 复制
    .help = 把识别出的数字复制为文本
number-sureness =
    { $digits ->
        [1] { $digits } 个数字，{ $least }
       *[other] { $digits } 个数字，把握最小的为 { $least }
    }
# $sureness 是上一条消息。
number-sureness-refused = { $sureness }；其中 { $refused } 个不像数字

## 我的数字：写好，并附上标签。$missing 列出 0 到 9 中的数字。

keep-as = 画布上的字是……（也可按数字键）
keep-symbol-name = 其他符号的名称
keep-symbol-hint = 其他符号
keep-symbol-long = 名称最多 { $most } 个字符
keep-symbol-digit = “{ $digit }”是数字：请使用上面的按钮
keep-none = 像平时那样写数字，再标明是几。数字保存在本机，可以用来教模型
keep-count = 我的数字：{ $digits } 个
keep-count-missing = 我的数字：{ $digits } 个；还没有 { $missing }
keep-more = 还有更早的 { $digits } 个
keep-digit = 我的 { $label }，第 { $number } 个；点击移除
    .help = 移除；可以撤销

## 识别错误的图像的小图。$image 是图像在测试集中的编号。

thumbnail = 第 { $image } 号图像：{ $label } 识别为 { $predicted }，{ $sure }
    .caption = { $label } → { $predicted }，{ $sure }
