### 网络、权重与模型文件。

## 网络。

arch-softmax = softmax 回归
    .help = 每个像素对每个数字各有一个权重，每个数字另有一个偏置：线性分类器，数字之间的决策边界是超平面
arch-mlp = 多层感知机
    .help = 两个隐藏的全连接层，把所有像素混合在一起，不考虑哪些像素相邻
arch-lenet5 = LeNet-5
    .help = 1998 年的经典网络：小卷积核在图像上滑动，共两层，再接三个全连接层
arch-conv1 = 一层卷积
    .help = 一个有 32 个卷积核的卷积层，后接一个全连接层，大部分权重都在后者中
arch-conv3 = 三层卷积
    .help = 三个卷积层，感受野逐层扩大；小而准确
arch-conv2-dropout = 两层卷积加随机失活
    .help = 两个卷积层和一个宽的全连接层，用随机失活防止过拟合
arch-tiny = 微型网络
    .help = 六个很窄的卷积层：参数比 softmax 回归还少，准确率却高得多
arch-conv5 = 五层卷积
    .help = 五个卷积层，层间有批归一化：训练快，是程序自带网络中最准确的
arch-conv6 = 六层卷积
    .help = 三组卷积层，每组两层，每层之后都有批归一化；最后对每张特征图取均值（全局平均池化）
arch-dense = 稠密连接网络
    .help = 三个稠密块，共十二个卷积层：每层以块内此前所有层的特征图为输入，并新增十二张特征图
arch-plain20 = 20 层普通网络
    .help = 十九个卷积层依次相连，没有残差连接：层数虽多，却因此更难训练
arch-resnet20 = 20 层残差网络
    .help = 九个残差块，每块两个卷积层，其结果与块的输入相加，信号和梯度可以经由残差连接绕过卷积层
arch-plain56 = 56 层普通网络
    .help = 五十五层卷积依次相连：深到没有残差连接就难以训练
arch-resnet56 = 56 层残差网络
    .help = 二十七个残差块，每块两层卷积，并有一条残差连接绕过：深度接近 20 层网络的三倍，依然能够训练
arch-vit7 = 视觉 Transformer，16 个图块
    .help = 图像切成 16 个 7 × 7 像素的图块；经过四个 Transformer 块，每块中每个图块通过自注意力观察所有图块，并按注意力权重汇总信息
arch-vit7-unordered = 没有位置编码的视觉 Transformer
    .help = 与上面相同，但没有位置编码：只知道有哪些图块，不知道它们在哪里，打乱的图像和原图在它看来没有区别
arch-vit4 = 视觉 Transformer，49 个图块
    .help = 同上，但切成 49 个 4 × 4 像素的图块：更细，训练也更慢
arch-gpt-tiny = 笔画 GPT（窄）
    .help = 一个小型语言模型，它的词元是画笔的每一步：两个 Transformer 块，每块中每一步都关注之前的各步，由此预测下一步
arch-gpt = 笔画 GPT
    .help = 同上，但有四个更宽的 Transformer 块：更贴近一个人的笔迹，训练时间也更长

## 初始权重的生成方法。

init-kaiming-uniform = Kaiming 初始化（He 初始化）
    .help = 区间内均匀分布的随机数，神经元的输入越多，区间越窄，使信号经过各 ReLU 层时既不消失也不爆炸
init-uniform = 区间内均匀分布
    .help = 较小的随机数，神经元的输入越多，随机数越接近 0
init-zeros = 全 0
    .help = 每个权重的初值都是 0
init-ones = 全 1
    .help = 每个权重的初值都是 1

## 像素的缩放方式。

pixels-unit = 0 到 1
    .help = 纸为 0，最浓的墨为 1
pixels-signed = −1 到 1
    .help = 纸为 −1，中灰为 0，最浓的墨为 1
pixels-standardised = 标准化
    .help = 经平移和缩放，使训练所用像素的均值为 0、标准差为 1
pixels-shuffled-squares = 0 到 1，图块打乱
    .help = 纸为 0，最浓的墨为 1；16 个 7 × 7 像素的图块换成另一种顺序，每张图像都相同

## 模型不能使用的原因。$fault 是其后的某一条，或程序库给出的原文。

model-not-safetensors = 不是 safetensors 文件：{ $fault }
model-wrong-weights = 权重与网络 { $arch } 不符：{ $fault }
model-bad-card = 无法读取模型说明：{ $fault }
model-reads-no-pictures = 网络 { $arch } 用于续写笔画，不能识别图像；请换一个模型
model-continues-no-tokens = 网络 { $arch } 用于识别图像，不能续写笔画；请换一个模型，例如 gpt_tiny
model-not-run = 网络无法运行：{ $fault }

## safetensors 文件的问题。

safetensors-length = 文件长度与文件头所说的不符
safetensors-header = 无法读取文件头
safetensors-shape = 文件头中的形状不合要求
safetensors-place = { $tensor } 在文件中的位置有误

## 权重的错误。$tensor 是 conv1.weight 这样的名称；形状是 [16, 1, 3, 3] 这样的列表。

weights-missing = 缺少 { $tensor }
weights-wrong-shape = { $tensor } 的形状是 { $found }，而应为 { $expected }
weights-not-finite = { $tensor } 中有无穷大或非数
weights-wrong-count = 其中有 { $found } 个张量，而应有 { $expected } 个
weights-wrong-type = { $tensor } 的类型是 { $found }，而不是 32 位浮点数

## 模型说明的错误。

card-newer-format = 其格式为 { $found }，比本版本支持的格式 { $known } 更新；请更新 Digit Lab
card-other-classes = 其中写有 { $names } 个类别，但权重有 { $outputs } 个输出
model-other-labels = { $fault }；模型没有相应的输出：请用新的输出层训练它，或保留原有输出并添加新的输出
card-bad-temperature = 其校准温度为 { $temperature }，但必须大于 0
card-not-a-number = 其校准数据中有非数值的内容

## 不能放在该位置的节点。$node 是 conv1 这样的名称，$inputs 是 1 × 28 × 28 这样的形状。

table-misplaced = { $node } 不能放在该位置：{ $fault }
table-cycle = 它间接地依赖自己的输出，构成了环
table-unread = 没有节点使用它的输出
table-named-twice = 已有同名的节点
table-unknown-source = 它的输入 { $source } 不存在
layer-misplaced = 它不能接受 { $inputs } 的输入，因为{ $fault }
layer-kernel-too-large = 特征图小于卷积核
layer-window-too-large = 特征图小于池化窗口
layer-needs-vector = 它需要向量，应先把特征图展平
layer-needs-maps = 它需要特征图
layer-needs-one = 它只能有一个输入
layer-needs-several = 它需要多个输入
layer-shapes-differ = 各输入的形状不匹配
layer-needs-tokens = 它需要词元序列
layer-needs-one-map = 它只接受单张特征图
layer-patches-left-over = 特征图不能恰好切成这样的小块
layer-heads = 宽度 { $width }（含查询、键和值）不能平均分给 { $heads } 个头

# 只见过一半数字的自带模型。
model-zero-to-four = 只学过 0 到 4
