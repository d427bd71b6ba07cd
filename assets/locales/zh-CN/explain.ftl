### 网络为什么这样回答：逐步反向传播、热力图及其检验、改动图片、损失曲面。

## 为什么无法解释。

explain-cancelled = 已被更新的请求取代
# $arch 是网络的标识符。
explain-no-attention = 网络 { $arch } 没有作用于图块的注意力
# $stage 是 conv1 之类的名称。
explain-no-stage = 没有名为 { $stage } 的层
explain-blank = 没有墨迹

## 生成热力图的方法。

heat-occlusion = 遮挡
    .help = 用小方块依次遮住图上的每一处：遮住后得分下降的地方，墨迹就重要
heat-gradient = 梯度
    .help = 某个像素的墨迹稍微加深，得分怎样变化
heat-smooth = 平滑梯度
    .help = 给图加上噪声复制多份，取梯度的平均
heat-integrated = 积分梯度
    .help = 从基线图到这张图一路上的梯度；总和等于两者得分之差
heat-rollout = 注意力展开
    .help = 把各层注意力相乘，看信息来自哪里

baseline-paper = 空白纸
baseline-grey = 半浓墨
baseline-ink = 全黑
baseline-blurred = 模糊后的原图

## 可以怎样改动墨迹。

pen-both = 可加可擦
pen-add = 只加墨
pen-erase = 只擦墨

## 下山的方法。

descent-plain = 梯度下降
descent-momentum = 动量法
descent-adam = Adam

## 热力图能否察觉某些层被重新随机初始化（分句）。

heat-occlusion-finding = 它直接询问网络，所以随网络而变
heat-gradient-finding = 它能通过这项检验，但噪声较大
heat-smooth-finding = 它能通过这项检验，而且比梯度更平滑
heat-integrated-finding = 它乘上了墨迹，所以无论什么网络，都能看出原图
heat-rollout-finding = 最后几层重新随机后它不通过：它从不询问这些层，也不管问的是哪个数字

## 画布与答案之间的视图。

inside-backpropagation = 反向传播
    .command = 看网络内部：反向传播
    .help = 这张图在每一层的梯度，沿一个权重往回追，并在权重的副本上一步步更新
inside-why = 为什么
    .command = 看网络内部：为什么
    .help = 哪些墨迹支持这个答案，这种说法可不可信
inside-change = 改动
    .command = 看网络内部：改动
    .help = 让答案翻转的最小改动，以及沿梯度的改动与同样大小的噪声
inside-landscape = 损失曲面
    .command = 看网络内部：损失曲面
    .help = 权重周围的损失，以及几种下山的方法

## 各视图共用。$fault 是分句。

explain-fault = 无法解释：{ $fault }
explain-working = 请稍候
explain-digit = { $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }
explain-as-read = 识别出的数字

## 反向传播。

practice-wanted = 目标：{ $digit }
practice-wanted-none = 目标
stepping-plain = 普通梯度下降
stepping-momentum = 动量法
stepping-rmsprop = RMSprop
stepping-adam = Adam
practice-rate = 学习率
    .help = 学习率 η：每一步走多远
explain-step = 走一步
    .help = 用这张图把权重的副本更新一步；模型本身不变
explain-undo-step = 退回一步
    .help = 回到上一步之前的权重
explain-start-over = 重新开始
    .help = 恢复模型自己的权重
explain-practised-name = { $model }，用一个数字更新 { $steps } 步
explain-use-practised = 使用这些权重
    .help = 用更新过的权重来识别；不保存模型就不会保存
# $loss 和 $probability 是数。
practice-loss = 损失 { $loss } = −ln p({ $digit }) = −ln { $probability }
# $share 是百分数。
practice-reads = 识别为 { $digit }，{ $share }
practice-after = 识别为 { $digit }，{ $share }。这一步使 { $wanted } 的概率从 { $before } 变为 { $after }
practice-after-less = 识别为 { $digit }，{ $share }。这一步使 { $wanted } 的概率变化不到 { $least }
# $temperature 是数。
practice-temperature = 这里与训练时一样取温度 1；答案的条形图取温度 { $temperature }
practice-old = （仍是之前的结果，正在计算新的）
# $losses 是一列数。
practice-losses = 损失：{ $losses }
# $stage 是 conv1 之类的名称，$shape 形如 32 × 26 × 26，$delta 是数。
practice-stage = { $stage } 处的梯度：{ $shape }，最大 { $delta }
practice-largest = ≤ { $delta }
# $tensor 是 conv1.weight 之类的名称。
practice-weight = 一个权重：{ $tensor }，{ $place }
practice-strongest = 梯度最大的
practice-stronger = 梯度更大的权重
practice-weaker = 梯度更小的权重
practice-rank = 按梯度排第 { $rank }，共 { $all } 个
practice-place-filter = 第 { $filter } 个卷积核，第 { $channel } 通道，第 { $row } 行第 { $column } 列
practice-place-unit = 第 { $unit } 个输出，第 { $input } 个输入
practice-place-number = 第 { $number } 个数
practice-sum = ∂L/∂w = Σ δ·a = { $terms } = { $gradient }
# $rest 是没有写出的项数，$others 是它们的和。
practice-sum-rest = ∂L/∂w = Σ δ·a = { $terms } + 其余 { $rest } 项 { $others } = { $gradient }
# $ways 是数。
practice-chain = 最大的一项，用链式法则从损失往回：{ $ways } 条路径中最强的一条
practice-end = { $digit } 的 p − y
practice-input = a
practice-chain-told = 链式法则：{ $factors } = { $product }
practice-update = w ← w − η g = { $weight } − { $rate } × { $gradient } = { $after }
practice-update-momentum = v ← 0.9 v + g = { $first }，w ← w − η v = { $weight } − { $rate } × { $taken } = { $after }（g = { $gradient }）
practice-update-rmsprop = v ← 0.99 v + 0.01 g² = { $second }，w ← w − η g / √v = { $weight } − { $change } = { $after }
practice-update-adam = m ← 0.9 m + 0.1 g = { $first }，v ← 0.999 v + 0.001 g² = { $second }，w ← w − η m / √v = { $weight } − { $change } = { $after }（在第 t 步，m 先除以 1 − 0.9^t，v 先除以 1 − 0.999^t）

## 为什么。

why-digit = 为什么是 { $digit }？
why-none = 为什么？
why-not-digit = 而不是 { $digit }？
why-not-none = 而不是……？
why-against-none = 不与别的数字比较
why-trained = 训练后的网络
# $method 是生成热力图的方法，写在图的上方。
why-title = { $method }：支持 { $digit } 的墨迹
why-title-difference = { $method }：支持 { $digit } 而不是 { $other } 的墨迹
# $title 是上面两句之一。
why-old = { $title }（仍是之前的图，正在计算新的）
# $method 是生成热力图的方法，$score 是数。
why-map = { $method }：支持 { $digit } 的墨迹，得分 { $score }；最重要的在第 { $row } 行第 { $column } 列
why-map-difference = { $method }：支持 { $digit } 而不是 { $other } 的墨迹，得分相差 { $score }；最重要的在第 { $row } 行第 { $column } 列
why-randomised = { $layers } 层重新随机：秩相关 { $alike }
why-randomised-flat = { $layers } 层重新随机：热力图对所有墨迹都一样
why-colours = 蓝色支持 { $digit }，橙色反对，最多影响得分 { $reach }
why-colours-difference = 蓝色支持 { $digit }，橙色支持 { $other }，最多影响两者得分之差 { $reach }
why-colours-rollout = 越蓝，注意力来自那里的越多，与是哪个数字无关
why-adds-up = 所有像素加起来是 { $sum }：得分 { $score } 减去基线的 { $baseline } 等于 { $difference }
why-adds-up-about = 所有像素加起来是 { $sum }，大约等于差值：得分 { $score } 减去基线的 { $baseline } 等于 { $difference }
why-score = 得分 { $score }，用时 { $time }
why-baseline = 基线
why-rollout-difference = 注意力展开并不知道问的是哪个数字
why-curves = 真的是这些墨迹在起作用吗？
why-deletion = 删除
why-insertion = 插入
why-dashed = 虚线：随机顺序
# 各参数是 0 到 1 的数。
why-areas = 删除曲线下面积 { $deletion }（随机顺序 { $random_deletion }，越小越好），插入曲线下面积 { $insertion }（随机顺序 { $random_insertion }，越大越好）
why-no-better = 两条曲线都不比随机顺序好：热力图标出的并不是答案所依赖的墨迹
why-no-better-deletion = 按热力图的顺序删除，并不比随机顺序好
why-no-better-insertion = 按热力图的顺序插入，并不比随机顺序好
why-axis-ink = 墨迹的比例
# $digit 和 $other 是数字。
why-axis-probability = { $digit } 的概率
why-axis-probability-two = { $digit } 对 { $other }
why-random = 它真的问了网络吗？
why-randomise = 随机化这一层：{ $layer }
    .help = 把 { $layer } 和它上面的各层重新随机初始化，再画一次热力图：不变的图什么也没解释
why-randomised-all = 每一层都已随机化
why-as-trained = 恢复训练结果
    .help = 所有层都和原来一样
why-bar = { $layer } 随机化：秩相关 { $alike }
why-verdict-none = 从最上面一层开始随机化，看热力图有没有察觉
why-verdict-flat = 热力图对所有墨迹都一样，无法再比较
why-verdict-same = 秩相关 { $alike }：热力图几乎没有察觉，到这一层为止，它说的是图而不是网络
why-verdict-turned = 秩相关 { $alike }：次序正好颠倒过来，到这一层为止，热力图说的还是图而不是网络
why-verdict-between = 秩相关 { $alike }：热力图有一部分只来自图本身
why-verdict-other = 秩相关 { $alike }：热力图变了，它确实取决于网络学到的东西
why-known = { $method }，一般来说：{ $finding }

## 改动。

change-by-ink = 最小的墨迹改动
change-by-slope = 每个像素都动一小步：沿梯度方向，或随机
change-to = 变成 { $digit }
change-to-any = 变成任意数字
change-any = 任意别的数字
explain-find-flip = 寻找
    .help = 逐个填上或擦掉像素，直到识别结果改变，再把不需要的都放回去
explain-cancel-flip = 停止寻找
    .help = 结束搜索
explain-flip-to-canvas = 放到画布上
    .help = 用改动后的图代替画布上的图来识别
explain-attack-to-canvas = 把攻击后的图放到画布上
    .help = 用攻击后的图代替画布上的图来识别
change-drawing = 网络看到的图像
change-not-begun = 改动几个像素就会识别成别的？
change-not-found = 八十个像素还不够
# $share 是百分数。
change-reading = { $digit }，{ $share }
change-found = { $pixels } 个像素让 { $before } 变成 { $after }：加 { $added } 个，擦 { $erased } 个
change-before-after = 原来识别为 { $before }，现在识别为 { $after }
change-minimal = 任意放回其中一个，答案就变回去
change-of = 以识别为 { $digit } 的这张图为起点
change-old = 仍是之前的图，正在计算新的
change-epsilon = 改动的大小
    .help = 每个像素移动多少，相对于全黑
change-attacked = 沿梯度方向
change-noisy = 同样大小的噪声
# $epsilon 是数，$attacked 和 $noisy 是百分数。
change-curves = ε 为 { $epsilon } 时 { $digit } 的概率：沿梯度方向 { $attacked }，加噪声 { $noisy }
change-flips-attacked = 沿梯度方向，ε 从 { $attacked } 起识别结果改变；加同样大小的噪声，大多数情况下始终不变
change-flips-both = 沿梯度方向，ε 从 { $attacked } 起识别结果改变；加噪声，大多数情况下要到 { $noisy }
change-flips-together = 沿梯度方向和加噪声（大多数情况下）都从 ε = { $both } 起改变识别结果：这个网络对这样大小的噪声同样脆弱
change-flips-noise-first = 加噪声，大多数情况下 ε 从 { $noisy } 起识别结果改变，沿梯度方向反而要到 { $attacked }：这个网络对噪声比对梯度方向更脆弱
change-flips-noise = 沿梯度方向改动一半的墨迹也不够；加噪声，大多数情况下 ε 从 { $noisy } 起识别结果改变
# $epsilon 是数。
change-as-weak = ε 为 { $epsilon } 时，噪声使 { $digit } 的概率下降得和沿梯度方向一样多：这个网络对这样大小的噪声同样脆弱
change-noise-mean = 噪声，{ $draws } 次的平均
change-axis-epsilon = 改动的大小 ε
change-flips-none = 改动一半的墨迹也不够，无论沿梯度方向还是加噪声
changed-flip = 改成了 { $digit }
changed-attack = 沿梯度方向改动

## 损失曲面。

landscape-network = 这个网络
    .help = 它的权重周围的损失，沿两个随机方向
landscape-two-weights = 两个权重
    .help = 过三个点的直线，每一步都看得见
explain-measure = 测量
    .help = 由粗到细，测量当前权重周围的损失
explain-cancel-measuring = 停止测量
    .help = 结束测量；已测的保留
explain-other-directions = 换个方向
    .help = 沿另外两个随机方向测量
landscape-empty = 尚未测量
landscape-told = 损失曲面从 { $least } 到 { $most }，已测 { $done }，其中有 { $steps } 步反向传播
landscape-here = 这里的损失：{ $loss }
landscape-range = 图中从 { $least } 到 { $most }
landscape-old = 这是另一组权重的周围，不是现在用来识别的
# $times 是数。
landscape-enlarged = 走过的每一步，放大 { $times } 倍
landscape-words = { $images } 张训练图像上的平均损失。横轴和纵轴是两个随机方向，已按卷积核归一化到与网络权重相同的范数；图的边缘对应一倍范数。线上各点损失相等。
landscape-steps =
    { $steps ->
        [0] 反向传播的每一步会在这里连成路径
       *[other] 图中画出了 { $steps } 步反向传播
    }
two-weights-told = { $steps } 步之后：{ $losses }
two-weights-steps = 步
# $points 是若干数对。
two-weights-words = 直线 y = w x + b，过点 { $points }：向右是 w，向上是 b，十字是最佳直线
two-weights-rate = η = { $rate }
two-weights-step = 梯度下降的第 { $step } 步
two-weights-slope = ∂e/∂w = (2/3) Σ (w x + b − y) x = { $slope }
two-weights-w = w ← w − η ∂e/∂w = { $from } − { $rate } × { $slope } = { $to }
two-weights-slope-b = ∂e/∂b = (2/3) Σ (w x + b − y) = { $slope }
two-weights-b = b ← b − η ∂e/∂b = { $from } − { $rate } × { $slope } = { $to }
two-weights-end = w = { $slope }，b = { $height }，误差 { $loss }

## 后台工作。

work-finding-flip = 正在寻找最小的改动
work-measuring-landscape = 正在测量损失曲面

## 让特征图最强的输入。

favourite-find = 爬升
    .help = 从淡淡的噪声开始，改变每个像素，使这张特征图变强
favourite-told = 从 { $before } 升到 { $after }
