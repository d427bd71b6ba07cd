### 图：曲线、坐标轴、图例，以及指针旁的说明。

## 度量。属性 inside 是句中的名称。

metric-loss = 损失
    .help = 交叉熵：正确答案所得概率的 −ln 的均值，单位为奈特；越低越好
    .inside = 损失
metric-accuracy = 准确率
    .help = 网络识别正确的图像所占的比例；越高越好
    .inside = 准确率
metric-learning-rate = 学习率
    .help = 优化器由梯度得出更新的方向，再乘以学习率得到这一步的更新量；更新大体沿着梯度的反方向
    .inside = 学习率
metric-gradient-norm = 梯度范数
    .help = 全部权重的梯度的 L2 范数，表示损失有多陡。用 SGD 时，尖峰意味着很大的一步；Adam、AdamW 和 RMSprop 会抵消其中大部分
    .inside = 梯度范数
metric-speed = 每秒图像数
    .help = 每秒训练多少张图像
    .inside = 每秒图像数
metric-update-ratio = 更新比
    .help = 一步的 L2 范数与该层权重的 L2 范数之比；通常在 0.001 左右
    .inside = 更新比
# 均值与重复训练的标准差。
metric-spread = { $mean } ± { $deviation }

## 一次训练的曲线。属性 inside 是句中的名称。

curve-training = 训练
    .inside = 训练
curve-training-raw = 训练（未平滑）
    .inside = 训练（未平滑）
curve-validation = 验证
    .inside = 验证
# 互为重复的训练合成一条曲线。$numbers 形如“1–3”。
curve-mean = { $numbers } { $runs } 次的均值：{ $name }
curve-run = { $number } { $name }
# 勾选的训练在训练图像上的曲线。
curve-laid-over-training = { $curve }，训练

## 横轴。

axis-epoch = 轮次
    .help = 把全部训练图像学习一遍为一轮
axis-step = 步
    .help = 学习一个批次的图像为一步
axis-time = 时间
    .help = 训练的秒数，不计暂停
# 横轴的起点。
axis-epoch-zero = 第 0 轮
axis-step-zero = 第 0 步
axis-seconds = { $seconds } 秒
axis-menu = 坐标轴
    .help = 横轴为轮次、步数或时间，纵轴为线性或对数
axis-whole = 训练全程
    .help = 重新显示整个训练过程；按住 Ctrl 滚动滚轮可缩放，拖动可平移
scale-linear = 线性
    .help = 差相等，距离就相等
scale-log = 对数
    .help = 比相等，距离就相等：1 到 0.1 与 0.1 到 0.01 一样远；准确率按错误的比例绘制

## 训练中的某一时刻，显示在指针旁。

plot-moment = 第 { $epoch } 轮，第 { $step } 步，{ $time }
plot-epoch = 第 { $epoch } 轮
plot-step = 第 { $step } 步
plot-point = { $curve }：{ $value }

## 为看不见图的人所作的说明。$values 列出各条曲线及其最新的值。

plot-told = { $metric }：{ $values }
plot-told-value = { $curve } { $value }
plot-told-nothing = { $metric }：尚无数据
# $told 是前面的说明，$mark 是下面的一个标记。
plot-told-mark = { $told }；{ $mark }

## 训练过程中的标记。

mark-best = 最佳轮次：第 { $epoch } 轮
mark-best-value = 最佳轮次：第 { $epoch } 轮，{ $value }
mark-stopped = 手动停止
mark-ended-early = 早停
mark-diverged = 损失发散
mark-rate = { $suggestion }，{ $rate }

## 标记的种类，显示在图例中。

mark-kind-best = 最佳轮次
    .help = 验证图像识别正确最多的一轮，保留的是它的权重
mark-kind-change = 设置更改
    .help = 训练过程中更改了一项设置
mark-kind-stop = 提前结束
    .help = 训练在最后一轮之前结束
mark-kind-suggestion = 建议值
    .help = 学习率搜索建议的学习率

## 图例：每条曲线一个开关。$plot 是图的内容。

legend-switch = { $plot }：显示“{ $curve }”
legend-hide = 隐藏这条曲线
legend-show = 显示这条曲线

## 在多次训练之间比较什么。

measure-validation-accuracy = 验证准确率
    .help = 每轮之后，验证图像中识别正确的比例
measure-validation-loss = 验证损失
    .help = 每轮之后，验证图像上的交叉熵
measure-training-accuracy = 训练准确率
    .help = 训练批次的图像（已作数据增强等处理）中识别正确的比例，经过平滑
measure-training-loss = 训练损失
    .help = 训练批次上的损失，包含训练时的各种处理，经过平滑
repeats-mean = 重复训练的均值
    .help = 只有随机种子或折不同的训练合成一条均值曲线，色带为上下各一个标准差
repeats-each = 逐次显示
    .help = 每次训练各有一条曲线

## 小图。

# $what 是所统计的内容，如“conv1 的权重”。
histogram-told = { $what }，从 −{ $reach } 到 { $reach }
