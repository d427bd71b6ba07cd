### 一次训练的设置：设置面板，以及面板上的说明。

## 面板的顶部。

setup-heading = 设置
setup-lessons = 选用课程设置…
    .help = 填入能清楚展示某一点的设置；可以撤销
setup-undo = 撤销
# $fault 是分句，说明哪一项超出范围。
setup-refused = 无法开始训练。{ $fault }

## 针对全部设置的命令。

setup-defaults = 恢复默认设置
    .help = 把训练的各项设置恢复为默认值；可以撤销
setup-back = 恢复原来的设置
    .help = 撤销最近一次选用课程设置、打开设置文件或恢复默认设置
setup-explain = 显示各项设置的说明
    .help = 在每项设置下面显示它的作用，或仅在鼠标悬停时显示
# 在全部命令的列表中。$lesson 是现成设置的名称。
setup-lesson = 课程：{ $lesson }

## 设置因何被替换；此时还可以撤销。

setup-set-to-defaults = 各项设置均为默认值
setup-set-for-lesson = 已按“{ $lesson }”设置
setup-set-from-file = 设置取自 { $file }
setup-set-for-own-digits = 已按“用我的数字教模型”设置

## 下次训练要做什么。$weights、$images 和 $epochs 是下面的数量。

setup-plan-train = 训练：{ $network }（{ $weights }），{ $images }，{ $epochs }
setup-plan-train-folds = 训练：{ $network }（{ $weights }），{ $images }，{ $epochs }，{ $folds } 折交叉验证
setup-plan-tune = 微调：{ $model }（{ $weights }），{ $images }，{ $epochs }
setup-plan-tune-folds = 微调：{ $model }（{ $weights }），{ $images }，{ $epochs }，{ $folds } 折交叉验证
setup-count-weights = { $weights } 个参数
setup-count-images = { $images } 张图像
setup-count-epochs = { $epochs } 轮

## 面板的各个部分。

setup-section-data = 图像
    .help = 哪些图像用于训练，哪些留作验证和测试
setup-section-augmentation = 数据增强细节
    .help = 训练图像平移、旋转、缩放和形变的程度，附有示例
setup-section-learning = 优化器与学习率调度
    .help = 梯度怎样变成一步更新，以及训练过程中每一步有多大
setup-section-regularisation = 正则化
    .help = 防止网络死记训练图像（过拟合）的方法
setup-section-teachers = 教师模型
    .help = 除标签外，还让网络学习已训练好的模型对每张图像的判断
setup-section-early-stopping = 早停
    .help = 不再改善时提前结束训练
setup-section-trainable = 训练哪些权重
    .help = 哪些权重参与学习：全部、最后几层，或旁边附加的低秩适配矩阵
setup-section-pixels = 像素
    .help = 像素的灰度怎样变成网络读取的数
setup-section-run = 随机种子与线程
    .help = 随机性从何而来，以及使用多少个处理器核心

## 各项设置的控件。$setting 是设置的名称。

setup-as-number = { $setting }：数值
setup-switched-on = { $setting }：已启用
setup-off = 关
setup-reset = { $setting }：恢复默认值
    .help = 已更改；点击可恢复默认值
setup-range = { $low } 到 { $high }
setup-out-of-range = { $setting }：应在 { $range } 之间
# 带单位的数。
setup-in-pixels = { $number } 像素
setup-in-degrees = { $number }°
setup-in-epochs = { $number } 轮

## 从什么开始。

setup-from-model = 已训练的模型
    .help = 微调：在模型已学到的基础上继续训练
setup-from-fresh-weights = 全新权重
    .help = 从随机权重开始，从头学习
setup-start-model = 起始模型
    .help = 在这个模型的基础上继续训练；它也会成为当前模型，用来识别画布
setup-model-loading = 正在加载模型
setup-model-network = { $network }，{ $weights } 个参数；微调时网络和像素范围保持不变
setup-network = 网络
    .help = 要训练的网络：有多少层，各是哪一种
setup-network-weights = { $network }，{ $weights } 个参数
setup-first-weights = 初始权重：{ $init }

## 始终显示的设置。

setup-epochs = 轮数
    .help = 每张训练图像学习多少遍
setup-batch-size = 批次大小
    .help = 每更新一次权重所用的图像数
setup-learning-rate = 学习率
    .help = 每一步走多远：太小则学得慢，太大则始终不能收敛
setup-augmentation = 数据增强
    .help = 对每张训练图像作随机变化，增加训练样本的多样性
# 各种变化分别设置时，代替预设的数据增强强度。
setup-augmentation-by-itself = 在下面设置

## 图像。

setup-source = 来源
setup-pixel-order = 像素顺序
setup-polarity = 明暗
setup-mix-in = 混入
    .help = 在其他图像中混入另一个图像集的图像，比例可以选择
setup-mix-pixel-order = 混入像素顺序
setup-mix-polarity = 混入明暗
setup-mix-share = 混入比例
    .help = 每轮图像中混入图像所占的比例；数量不足时会重复出现
setup-split = 划分
setup-split-seed = 划分种子
    .help = 决定留出哪些图像；关闭时使用训练的随机种子，启用后各次训练留出的图像相同
setup-validation = 验证图像
    .help = 不参与训练的图像，用来看网络对从未见过的图像识别得如何
setup-validation-too-many = 图像不够；将留出 { $images } 张
setup-validate-on = 验证比例
    .help = 从全部图像中留出的比例，用来选出最佳轮次
setup-test-on = 测试比例
    .help = 从全部图像中留出的比例，用于最后的测试
setup-train-on = { $share } 用于训练；其余用于验证和测试
setup-folds = 折数
    .help = 等分的份数；每一份轮流留出一次，各训练一次
setup-folds-runs = 开始后依次训练 { $folds } 次，并给出均值和标准差
setup-classes = 类别比例
setup-per-digit = 每个数字
    .help = 每个数字只用这么多张图像训练，看看多少张就够
setup-limit = 图像数上限
    .help = 只用一部分图像训练：更快，也能看出图像数量有多重要
setup-label-noise = 标签噪声
    .help = 把这一比例的训练标签随机打乱。其中约十分之一碰巧仍然正确；其余的只能死记

# 可供选择的图像列表。
setup-offer-nothing = 无
    .help = 只用来源中的图像
setup-offer-mnist = MNIST，程序自带
# $kind 是一种图像；选择后会询问文件。
setup-offer-file = { $kind }…
setup-offer-own-digits = 我的数字（{ $digits } 个）
    .help = 在“绘制”页按各自的数字键保存下来的字

setup-images-there = { $train } 张图像用于训练和验证，{ $test } 张用于测试
setup-images-opening = 正在打开图像
setup-images-opening-share = 正在打开图像，{ $share }

## 对训练图像的随机变化。

setup-shift = 平移
    .help = 把数字移动至多这么多像素
setup-rotation = 旋转
    .help = 把数字向左或向右旋转至多这个角度
setup-scale = 缩放
    .help = 把数字放大或缩小至多这一比例
setup-shear = 倾斜
    .help = 使数字向左或向右倾斜（剪切变换），至多为其高度的这一比例
setup-crop = 裁剪
    .help = 每边裁去至多这一比例，并把其余部分放大
setup-elastic = 弹性形变
    .help = 使相邻像素一起作随机位移，位移的标准差为此值，笔画因而弯曲，像手不稳时写出的那样
setup-thickness = 粗细
    .help = 使笔画每侧变粗或变细至多这么多
setup-noise = 噪声
    .help = 给每个像素加上随机的灰度，标准差为此值
setup-pen = 画笔重描
    .help = 把这一比例的图像用粗细均匀的画笔重新描过
setup-synthetic = 合成数字
    .help = 把这一比例的图像换成用合成笔画写的同一个数字，带有 MNIST 中没有的书写习惯
setup-no-flips = 不作翻转：镜像的数字是另一个数字，或根本不是数字
setup-preview = 上面是原来的图像，下面是网络在两轮训练中看到的图像
# $digits 是各图像的标签，从左到右。
setup-preview-digits = 数据增强前后的训练图像：{ $digits }
setup-preview-others = 其他示例
    .help = 显示其他训练图像

## 优化器与学习率调度。

setup-optimiser = 优化器
setup-momentum = 动量
    .help = 上一步的速度保留到下一步的比例
setup-nesterov = Nesterov 动量
    .help = 向前看一步：在动量将要到达的位置取梯度，而不是在权重当前的位置
setup-decay = 衰减率
    .help = 对每个权重的梯度大小记忆多久（梯度平方的滑动平均的衰减率）
setup-beta1 = β₁
    .help = 对此前梯度的方向记忆多久（梯度的滑动平均的衰减率）
setup-beta2 = β₂
    .help = 对每个权重的梯度大小记忆多久（梯度平方的滑动平均的衰减率）
setup-schedule = 学习率调度
setup-every = 间隔轮数
    .help = 两次改变学习率之间的轮数
setup-factor = 系数
    .help = 学习率每次乘以这个数，大于 0 且不大于 1
setup-warm-up = 预热
    .help = 最初若干轮内学习率从 0 逐渐升高，避免开头几步造成破坏
setup-clip-norm = 梯度裁剪
    .help = 全部权重的梯度的 L2 范数超过此值时，按比例缩小梯度。用 SGD 时，更新量随之减小；Adam、AdamW 和 RMSprop 会除以梯度通常的大小，更新量几乎不变
setup-rate-over-run = 整个训练过程的学习率：从 { $first } 升到 { $highest }，最后为 { $last }

## 正则化与早停。

# 前一条用于把权重衰减加入梯度的优化器，后一条用于 AdamW。
setup-weight-decay = 权重衰减
    .help = 把每个权重拉向 0，力度与权重的大小成正比，并计入梯度（L2 正则化）
    .decoupled = 把每个权重拉向 0，力度与权重的大小成正比，但不计入梯度（解耦的权重衰减，不同于 L2 正则化）
setup-l1 = L1 正则化
    .help = 每一步之后，使每个权重向 0 移动“学习率 × 此值”，无用的权重最终为 0（L1 正则化，用软阈值实现）
setup-dropout = 随机失活
    .help = 每一步随机把这一比例的神经元输出置 0；关闭时采用网络自身的失活率
setup-label-smoothing = 标签平滑
    .help = 把每个标签的这一部分平均分给十个数字，使网络不至于过度自信；训练损失因而始终大于 0
setup-weight-average = 权重平均
    .help = 维护权重的指数滑动平均（EMA），用它验证，也保存它
setup-outliers = 非数字图像
    .help = 每个批次中不含数字的图像所占的比例，让网络学会给出“不确定”
setup-early-stopping = 早停
    .help = 连续若干轮次没有改善时结束训练；保留最佳轮次
setup-measure = 监测指标
setup-patience = 耐心值
    .help = 连续多少轮没有改善就结束训练
setup-least-change = 最小改善量
    .help = 能算作改善的最小变化

## 教师模型：除标签外还向它们学习（知识蒸馏）。

setup-teachers = 教师模型
    .help = 除标签外，还学习这些模型对图像的判断（知识蒸馏）
setup-teachers-why = 标签只说是 4；好的模型会说是 4，也有点像 9，几乎不像 1。这样能学到更多
setup-teachers-share = 教师比重
    .help = 教师模型所占的比重：0 表示只看标签，1 表示只看教师模型
setup-temperature = 温度
    .help = 比较之前先软化概率（软目标）：温度越高，概率小的数字越受重视
setup-teachers-none = 无，只看标签
setup-teachers-two = { $first }、{ $second }
setup-teachers-mean = { $models } 个模型的均值
setup-teachers-asked = 正在让教师模型判断一些图像
setup-teachers-example = 一张教师模型感到困难的训练图像：边框标出标签，填充表示它们的答案
setup-teachers-image = 数字 { $digit } 的训练图像
# $first、$second 和 $third 是可能性最大的数字，各按下面一条书写。
setup-teachers-say = 标签为 { $label }；教师模型认为：{ $first }，{ $second }，{ $third }
setup-teachers-probability = { $digit } 的概率为 { $probability }
setup-teachers-other = 另一张图像
    .help = 显示另一张教师模型不确定的图像

## 哪些权重参与学习，以及像素怎样缩放。

setup-trainable = 要训练的权重
setup-output-layer = 输出
    .help = 当图像中有模型不认识的类别时，作为起点的模型的输出如何处理
# $lacking, $added and $outputs are names of classes with commas between them.
setup-outputs-lacking = 图像中有模型不认识的类别：{ $lacking }。请保留原有输出并添加新的输出，或使用新的输出层。
setup-outputs-none-new = 图像中的类别模型都认识：不添加任何输出。
setup-outputs-added = 添加：{ $added }。所有权重都以较低的学习率学习，旧图像与新图像一起训练，以免忘记数字。
setup-outputs-new = 新的输出：{ $outputs }。输出之前的部分已经学过，只作适应；只训练最后一层更快，所需图像更少，训练所有权重效果更好。
setup-trainable-weights = { $all } 个参数中有 { $trained } 个参与学习
setup-rank = 秩
    .help = 适配矩阵的秩：越大，能改变的就越多，参数也越多
setup-pixels = 取值范围
setup-pixels-of-model = 由模型自带：{ $range }。{ $help }
setup-pixels-measured = 训练开始时在训练图像上计算均值和标准差

## 随机种子与线程。

setup-seed = 随机种子
    .help = 训练中一切随机性都由这个数决定：种子相同，训练结果就相同
setup-threads = 线程数
    .help = 用于计算的处理器核心数；用得少些，可为其他程序多留一些
# 代替线程数；也可以键入。
setup-threads-all = 全部
setup-threads-same = 线程数只影响时间：用一个核心和用全部核心，学到的完全相同

## 训练进行中。

setup-this-run = 本次训练
    .help = 训练时可以更改的设置；其余设置列在下面
setup-next-run = 下次训练
    .help = 在本次训练进行时准备下一次
setup-live = 从下一步起生效；每次更改都会标在曲线上
setup-live-rest = 训练中不可更改
setup-live-network = { $network }，{ $epochs }
# 在所设内容之前。$title 是某一部分的名称，或“网络”。
setup-live-title = { $title }：

## 用一行说明某一部分的设置：各项之间用逗号隔开。.first 用于一行的开头。

setup-told-comma = ，
setup-told-none = 无
setup-told-off = 关闭
setup-told-pixels-of-model = { $range }，与模型一致
setup-told-low-rank = { $trainable }，秩为 { $rank }
setup-told-early-stopping = { $measure }，耐心值 { $epochs }
setup-told-run = 种子 { $seed }，{ $threads }
setup-told-threads-all = 全部线程
setup-told-threads = { $threads } 个线程

# 图像。$first 和 $second 是图像集的名称。
setup-told-mixed = { $first } 混入 { $share } 的 { $second }
setup-told-held-out = 留出 { $images } 张
setup-told-ratio = { $train }/{ $validation }/{ $test }%
setup-told-folds = { $folds } 折
setup-told-split-seed = 划分种子 { $seed }
setup-told-balanced = 类别均衡
setup-told-per-digit = 每个数字 { $images } 张
setup-told-limit = 至多 { $images } 张
setup-told-label-noise = 标签噪声 { $share }

# 数据增强。
setup-told-shift = 平移 { $value } 像素
    .first = 平移 { $value } 像素
setup-told-rotation = 旋转 { $value }°
    .first = 旋转 { $value }°
setup-told-scale = 缩放 { $value }
    .first = 缩放 { $value }
setup-told-shear = 倾斜 { $value }
    .first = 倾斜 { $value }
setup-told-elastic = 弹性形变 { $value } 像素
    .first = 弹性形变 { $value } 像素
setup-told-crop = 裁剪 { $value }
    .first = 裁剪 { $value }
setup-told-thickness = 粗细 { $value } 像素
    .first = 粗细 { $value } 像素
setup-told-noise = 噪声 { $value }
    .first = 噪声 { $value }
setup-told-pen = 画笔重描 { $value }
    .first = 画笔重描 { $value }
setup-told-synthetic = 合成数字 { $value }
    .first = 合成数字 { $value }

# 优化器与学习率调度。
setup-told-sgd = SGD，动量 { $momentum }
setup-told-sgd-nesterov = SGD，动量 { $momentum }，Nesterov
setup-told-rmsprop = RMSprop { $decay }，动量 { $momentum }
setup-told-adam = Adam { $beta1 }，{ $beta2 }
setup-told-adamw = AdamW { $beta1 }，{ $beta2 }
setup-told-constant = 恒定
setup-told-cosine = 余弦
setup-told-one-cycle = 单周期
setup-told-step = 每 { $epochs }乘以 { $factor }
setup-told-exponential = 每轮乘以 { $factor }
setup-told-warm-up = 预热 { $epochs } 轮
setup-told-clip-norm = 梯度裁剪 { $norm }

# 正则化。
setup-told-weight-decay = 权重衰减 { $value }
    .first = 权重衰减 { $value }
setup-told-l1 = L1 正则化 { $value }
    .first = L1 正则化 { $value }
setup-told-label-smoothing = 标签平滑 { $value }
    .first = 标签平滑 { $value }
setup-told-outliers = 非数字图像 { $value }
    .first = 非数字图像 { $value }
setup-told-dropout = 随机失活 { $value }
    .first = 随机失活 { $value }
setup-told-weight-average = 权重平均 { $value }
    .first = 权重平均 { $value }
