### 训练循环：设置、错误、建议。

## 优化器。

optimiser-sgd = 带动量的 SGD
    .help = 像小球滚下山坡那样降低损失，所有权重共用一个学习率：越陡的方向走得越快
optimiser-rmsprop = RMSprop
    .help = 每个权重的梯度除以它通常的大小，使平缓方向与陡峭方向上的更新量大致相当
optimiser-adam = Adam
    .help = 带动量的 RMSprop：每个权重的更新量取其梯度的滑动平均，再除以梯度通常的大小
optimiser-adamw = AdamW
    .help = 权重衰减不计入梯度的 Adam，使每个权重只按自身的大小衰减

## 学习率调度。

schedule-constant = 恒定
    .help = 学习率始终不变
schedule-step = 阶梯
    .help = 每隔若干轮把学习率乘以一个系数
schedule-exponential = 指数
    .help = 学习率每一步都降低一点，每轮乘以同一个系数
schedule-cosine = 余弦
    .help = 学习率沿半个余弦周期降到 0：先慢，再快，最后又慢
schedule-one-cycle = 单周期
    .help = 学习率从较低的值升起，训练进行到 30% 时达到最高，然后降到接近 0

## 哪些图像用于训练、验证和测试。

split-standard = 标准
    .help = 使用公认的测试集，并从其余图像中留出一部分用于验证
split-ratio = 按比例
    .help = 把所有图像打乱后按比例划分，与教科书的做法相同
split-k-fold = k 折
    .help = 把图像等分成若干份，每次训练留出不同的一份用于验证

## 图像来源。

collection-mnist = MNIST
    .help = 1990 年前后写下的 7 万个数字，机器学习中最常用的入门数据集
collection-folder = 图像文件夹
    .help = 其他 28 × 28 像素的图像，采用数据集常用的文件格式：IDX、CSV 或 npz
collection-ink = 墨迹文件
    .help = 手写的数字，文件中标明了每个数字是几
# 混合在一起的两个图像集的名称。
collections-mixed = { $first }、{ $second }

## 作为起点的模型，其输出如何处理。

output-layer-kept = 保留
    .help = 使用模型原有的输出：图像中的每个类别它都必须认识
output-layer-extended = 保留并添加
    .help = 原有输出不变，模型不认识的每个类别在其后各添加一个新的输出
output-layer-new = 全新
    .help = 为图像的每个类别各设一个新的输出；输出层之前的部分保持模型学到的样子

## 哪些权重可以改变。

trainable-all = 全部权重
    .help = 每个权重都参与训练
trainable-last-layer = 最后一层
    .help = 只训练输出层，其余各层冻结
trainable-last-block = 最后一块
    .help = 只训练输出层和它的前一层，其余各层冻结
trainable-low-rank = 低秩适配（LoRA）
    .help = 权重冻结，由旁边的低秩小矩阵学习所需的改变（LoRA）

## 早停所观察的指标。

early-stopping-validation-loss = 验证损失
    .help = 看未参与训练的图像上的损失是否继续下降；这是更精细的指标
early-stopping-validation-accuracy = 验证准确率
    .help = 看未参与训练的图像中是否有更多识别正确

## 像素的取值范围。

scaling-unit = 0 到 1
    .help = 纸为 0，最浓的墨为 1
scaling-signed = −1 到 1
    .help = 纸为 −1，中灰为 0，最浓的墨为 1，这样纸也是有效的输入
scaling-standardised = 标准化
    .help = 经平移和缩放，使训练像素的均值为 0、标准差为 1
scaling-shuffled-squares = 0 到 1，图块打乱
    .help = 纸为 0，最浓的墨为 1；16 个 7 × 7 像素的图块换成另一种顺序，每张图像都相同：没有相邻像素，网络还行吗？

## 课程用的现成设置。

preset-ninety-nine = 一分钟达到 99%
    .help = 一个小网络训练三轮后，100 个从未见过的数字能正确识别 99 个
preset-one-layer = 只有一层
    .help = softmax 回归，每个像素对每个数字各有一个权重：几秒内就能学会，但准确率止步于 92%
preset-rate-too-high = 学习率过高
    .help = 步子太大，每一步都越过最低点：损失跳来跳去，降不下来
preset-rate-too-low = 学习率过低
    .help = 步子太小，损失几乎不动；设置没有错，只是太费时间
preset-overfit = 故意过拟合
    .help = 每个数字只有 20 张图像，反复训练：训练准确率达到 100%，验证准确率却跟不上
preset-augmented = 少量图像，学得更多
    .help = 图像与过拟合课程相同，但加以平移、旋转和缩放：训练与验证的差距缩小了一些
preset-shuffled-labels = 死记打乱的标签
    .help = 标签随机分配：大网络能把它们背下来，识别新图像却与随机猜测无异（Zhang 等人）
preset-few-shot = 少样本微调
    .help = 只见过 0 到 4 的模型，准确率只有一半；每个数字再学 10 张图像，就达到约九成
preset-teacher = 向教师模型学习
    .help = 所有标签都打乱，但有一个大网络说出它在每张图像中看到什么：微型网络仅凭这些就能学会识别（知识蒸馏）
preset-convolutions-all = 卷积网络，全部图像
    .help = 五层卷积，全部 55,000 张图像，训练三轮；与权重数相同的 Transformer 叠加比较
preset-transformer-all = Transformer，全部图像
    .help = 与五层卷积权重数相同的 Transformer，全部 55,000 张图像，训练三轮：什么是相邻，它得自己学会
preset-convolutions-tenth = 卷积网络，十分之一的图像
    .help = 五层卷积，5,500 张图像
preset-transformer-tenth = Transformer，十分之一的图像
    .help = Transformer，5,500 张图像：与卷积网络的差距拉大
preset-convolutions-hundredth = 卷积网络，百分之一的图像
    .help = 五层卷积，550 张图像：仍能正确识别九成
preset-transformer-hundredth = Transformer，百分之一的图像
    .help = Transformer，550 张图像：全部背下来，新图像的错误却是卷积网络的两倍
preset-shuffled-convolutions = 卷积网络，图块打乱
    .help = 每张图像都按同一种顺序打乱：卷积核依赖相邻像素，错误增加到两倍以上
preset-shuffled-transformer = Transformer，图块打乱
    .help = 每张图像都按同一种顺序打乱：有位置编码的 Transformer 识别得与原图一样好
preset-unordered = 没有位置编码的 Transformer
    .help = 不知道图块位置的 Transformer：只看到一袋图块，仍能正确识别九成
preset-shuffled-unordered = 没有位置编码的 Transformer，图块打乱
    .help = 没有位置编码的 Transformer 识别打乱的图块：曲线与不打乱时相同，因为它本来就不知道顺序
preset-plain = 56 层，没有残差连接
    .help = 五十六层依次相连：训练两轮之后，十个数字只有三个识别正确；训练时可以看看各层的梯度
preset-residual = 56 层，有残差连接
    .help = 同样的五十六层，每两层有一条残差连接：训练两轮之后正确识别九成以上

## 各类课程的主题。

preset-topic-training = 训练
preset-topic-images = 图像与标签
preset-topic-attention = 卷积还是注意力：权重数相同
preset-topic-positions = 没有相邻像素，网络还行吗？
preset-topic-depth = 深层网络

## 训练过程中更改的设置。$value 是新的值。

change-learning-rate = 学习率 { $value }
change-batch-size = 批次大小 { $value }
change-weight-decay = 权重衰减 { $value }
change-l1 = L1 正则化 { $value }
change-label-smoothing = 标签平滑 { $value }
change-dropout = 随机失活 { $value }
change-dropout-of-network = 网络自身的失活率
change-clip-norm = 梯度裁剪 { $value }
change-clip-norm-off = 关闭梯度裁剪

## 训练结束的原因。$time 是训练所用的时间。

stop-completed = 完成，用时 { $time }
stop-stopped = 已停止，保留最佳权重，用时 { $time }
stop-early-validation-loss = 验证损失连续 { $epochs } 轮没有改善，早停，用时 { $time }
stop-early-validation-accuracy = 验证准确率连续 { $epochs } 轮没有改善，早停，用时 { $time }
stop-diverged = 损失发散，保留了此前的最佳权重，用时 { $time }

## 训练失败的原因。$setting 是下面的设置之一，$range 是下面的范围之一。

train-error-bad-setting = { $setting }：不能取 { $value }，应{ $range }
train-error-diverged = 损失在第 { $step } 步达到 { $loss }：网络不再学习
# $remedies 是可以尝试的做法：下面列出的一至三种。
train-error-diverged-try = 损失在第 { $step } 步达到 { $loss }：网络不再学习；可以尝试{ $remedies }
train-error-bad-checkpoint = 检查点无法使用：{ $fault }
train-error-discarded = 训练已终止，结果已删除
# All three are names of classes with commas between them.
train-error-other-labels = 图像的类别中有 { $lacking }，而模型没有相应的输出：它只认识 { $model }；请选择新的输出层，或保留原有输出并添加新的输出，或打开别的图像（这些图像的类别是 { $data }）
train-error-labels = 图像与类别不符：{ $fault }
# 网络的问题，是一个分句。
train-error-broken = 训练出现故障：{ $fault }；设置已保留，请重试
train-no-thread = 无法启动线程（{ $fault }）
# $detail 是程序对自身故障的说明，写给开发者。
program-fault = 程序自身出错，原文为“{ $detail }”
unknown-fault = 未知故障

## 损失发散或训练停留在随机猜测水平时可以尝试的做法，接在“可以尝试”之后。

remedy-usual-rate = 降低学习率（这里通常为 { $rate }）
remedy-lower-rate = 降低学习率（例如 { $rate }）
remedy-higher-rate = 提高学习率（这里通常为 { $rate }）
# $share 是按设置打乱的标签所占的比例，例如“100%”。
remedy-unshuffled-labels = 不打乱标签（按当前设置打乱了 { $share }）
remedy-check-labels = 检查标签与图像是否对应
remedy-other-images = 换用各不相同的图像：现在所有训练图像都是同一张图
remedy-less-momentum = 减小动量（这里通常为 { $momentum }）
remedy-less-weight-decay = 减小权重衰减
remedy-less-l1 = 减小 L1 正则化系数（至多为 { $penalty }）
remedy-warm-up = 预热一轮
remedy-clip = 裁剪梯度（范数不超过 { $norm }）
remedy-clip-shorter = 裁剪梯度（范数降到 { $norm }）
remedy-larger-batch = 增大批次
remedy-unit-pixels = 像素取 0 到 1
remedies-two = { $first }或{ $second }
remedies-three = { $first }、{ $second }或{ $third }

## 停留在随机猜测水平的训练。$validation 和 $training 是图像的比例，例如“9.8%”，$loss 是验证损失。

stuck-nothing-learned = 训练 { $step } 步之后，验证准确率只有 { $validation }，与随机猜测无异，损失停留在 { $loss }
stuck-by-heart = 训练 { $step } 步之后，网络背下了 { $training } 的训练图像，但验证准确率只有 { $validation }，与随机猜测无异
# $fault 是上面两句之一，$remedies 是可以尝试的做法。
stuck-try = { $fault }；可以尝试{ $remedies }

## 设置的名称，用作“……为 0，应在 1 到 10 之间”的主语。

train-setting-epochs = 轮数
train-setting-batch-size = 批次大小
train-setting-threads = 线程数
train-setting-limit = 训练图像数
train-setting-learning-rate = 学习率
train-setting-warm-up = 预热的轮数
train-setting-weight-decay = 权重衰减
train-setting-l1 = L1 正则化系数
train-setting-dropout = 随机失活率
train-setting-label-smoothing = 标签平滑
train-setting-weight-average = 权重平均的衰减率
train-setting-clip-norm = 梯度范数上限
train-setting-synthetic = 合成数字的比例
train-setting-outliers = 非数字图像的比例
train-setting-momentum = 动量
train-setting-decay = 优化器的衰减率
train-setting-beta1 = 优化器的 β₁
train-setting-beta2 = 优化器的 β₂
train-setting-schedule-every = 两次改变学习率之间的轮数
train-setting-schedule-factor = 学习率调度的系数
train-setting-patience = 早停的耐心值
train-setting-least-change = 早停的最小改善量
train-setting-rank = 适配矩阵的秩
train-setting-teachers = 教师模型数
train-setting-teachers-at-hand = 现有的教师模型数
train-setting-teacher-share = 教师模型的比重
train-setting-temperature = 教师模型的温度
train-setting-network = 网络
train-setting-mixed-share = 混入图像的比例
train-setting-mixed-collection = 混入的图像集
train-setting-validation-images = 验证图像数
train-setting-train-share = 训练图像的比例
train-setting-validation-share = 验证图像的比例
train-setting-test-share = 测试图像的比例
train-setting-sum-of-shares = 各比例之和
train-setting-folds = 折数
train-setting-fold = 用于验证的折
train-setting-per-digit = 每个数字的图像数
train-setting-label-noise = 标签噪声
train-setting-images-to-learn = 可供学习的图像数
train-setting-images-to-share = 可供划分的图像数
train-setting-lowest-rate = 要尝试的最低学习率
train-setting-highest-rate = 要尝试的最高学习率
train-setting-augmentation = 对训练图像的变换
train-setting-source = 图像来源
train-setting-split = 留出图像的方式
train-setting-rates = 要尝试的学习率个数

## 范围，用作“……为 0，应……”的结尾。

range-from-to = 在 { $low } 到 { $high } 之间
range-at-least = 不小于 { $low }
range-above-at-most = 大于 { $low } 且不大于 { $high }
range-above-below = 大于 { $low } 且小于 { $high }
range-at-least-below = 不小于 { $low } 且小于 { $high }
range-between = 大于 { $low } 且小于 { $high }
range-exactly = 为 { $number }
range-other-collection = 与第一个图像集不同
range-two-images = 不少于 2：一张用于训练，一张用于验证
range-image-in-every-part = 足够让每个部分都有图像
range-teachers-named = 为 { $teachers }，与设置中列出的一样多
range-network-reads-pictures = 选用识别图像的网络
range-network-continues-tokens = 选用续写笔画的网络，例如 gpt_tiny
range-about-pictures = 保持默认值：它只与图像有关
range-network-of-model = 为 { $network }，与起始模型一致

## 检查点的问题，接在“检查点无法使用：”之后。

checkpoint-other-settings = 它属于设置不同的另一次训练
checkpoint-other-images = 它属于使用其他图像的另一次训练
checkpoint-too-many-epochs = 它的轮数超过了所属的训练
checkpoint-bad-time = 其中的训练时间有误
checkpoint-not-encoded = 无法编码，{ $detail }
checkpoint-beyond-epoch = 它的位置超出了一轮的长度
checkpoint-damaged = 文件已损坏，或不是本程序的检查点
# 两个数都是文件格式的编号。
checkpoint-newer-format = 它的格式为 { $format }，而本程序最高只能读取格式 { $newest }；它由更新的版本写成
checkpoint-damaged-description = 它的说明已损坏（{ $fault }）
checkpoint-misfit-state = 其中 { $tensor } 的优化器状态与权重不符
checkpoint-not-floats = { $tensor } 不是 32 位浮点数
checkpoint-missing-column = 训练曲线中缺少 { $column }
checkpoint-bad-column = 训练曲线中的 { $column } 有误

## 单个张量的问题。

tensor-without-gradient = { $tensor } 没有梯度
tensor-missing-or-misshapen = { $tensor } 缺失，或形状不同

## 只在训练时进行、因而计入训练损失和训练准确率的处理；列表中的各项。

training-only-augmentation = 增强后的图像
training-only-no-digit = 非数字图像
training-only-dropout = 随机失活
training-only-label-smoothing = 标签平滑
training-only-label-noise = 标签噪声
training-only-teachers = 教师模型
