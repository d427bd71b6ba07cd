### 打开的网络，位于手写区与结果之间。

## 命令。

inside-look = 看网络内部
    .help = 在手写区与结果之间显示整个网络：每一层，以及墨迹如何流过它
inside-close = 关闭网络
    .help = 只留下手写区和结果
inside-out = 退后一步
    .help = 从一个数退到它所在的特征图、所在的层，再到整个网络

## 视图。

inside-layers = 各层
    .command = 看网络内部：各层
    .help = 每一层的每张特征图，边写边变，边训练边变

## 一句话说明看到的是什么。

inside-no-model = 正在加载网络
# $fault is a clause.
inside-fault = 无法查看网络内部：{ $fault }
inside-blank = 在左边写一个数字，这里就会出现它的数值

## 网络中的位置。

# $network is an identifier, $weights a number.
inside-network = { $network }：{ $weights } 个参数
# $stage is a name such as conv1, $shape such as 32 × 26 × 26.
inside-stage = { $stage }：{ $shape }，{ $weights } 个参数
inside-image = 图像
inside-map = 特征图 { $map }
inside-unit = 第 { $unit } 个数
inside-number = { $title }：{ $number }
inside-range = { $title }：从 { $least } 到 { $most }
inside-scale = 颜色从 { $least } 到 { $most }
inside-at = 第 { $row } 行第 { $column } 列：{ $number }
inside-point = 指向一个像素，看它的数值

## 条形图旁边。$share is a probability, $logit a number.

inside-logit = 得分
inside-probability = 概率
# 关掉或打乱了网络的一部分之后，写在它识别出的数字旁边。
inside-answer-changed = 改动后的网络的判断
inside-bar = { $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }：{ $share }，得分 { $logit }
inside-linear = 普通条形
    .help = 条形与概率成正比
inside-logarithmic = 对数刻度
    .help = 每一格相差十倍，很小的概率也能分辨
inside-temperature = 温度 { $temperature }
    .help = 做 softmax 之前，得分先除以它：小于 1 时网络显得更有把握，大于 1 时更没把握
inside-temperature-name = 温度
inside-temperature-again = 恢复模型自带的温度

## 可以一步一步手算的运算。

operation-convolution = 卷积
    .help = 窗口在特征图上滑动：逐个相乘、求和、加偏置、ReLU
operation-max-pooling = 最大池化
    .help = 每个窗口中最大的数
operation-batch-norm = 批归一化
    .help = 用训练时量得的统计量平移并缩放一个通道
operation-dense = 全连接层
    .help = 所有输入的加权和，贡献最大的排在前面
operation-softmax = Softmax
    .help = 由得分求概率：取指数、求和、算出各自的份额
operation-cross-entropy = 交叉熵
    .help = 正确标签有多出人意料：其概率的负对数
operation-attention = 注意力
    .help = 一个图块对每个图块看多少，又从中取走什么
operation-layer-norm = 层归一化
    .help = 把一个词元平移并缩放到均值 0、方差 1

## 手算。

inside-by-hand = 手算
    .command = 看网络内部：手算
    .help = 把你所写数字的数值代入公式，一步一步算出一个运算
inside-operate = 手算：{ $operation }
inside-play = 播放或暂停
    .help = 自动走完这个运算的每一步
inside-forward = 下一步
    .help = 手算前进一步
inside-back = 上一步
    .help = 手算后退一步
inside-to-start = 第一步
    .help = 回到手算的开头
inside-to-end = 最后一步
    .help = 跳到手算的结尾
inside-layer = 层
inside-own = 你写的数字
inside-textbook = 教材例子
inside-step = 第 { $step } 步，共 { $steps } 步
inside-step-name = 步骤
# $what is one of the lines below, $formula a formula with its numbers, $total a clause or nothing.
inside-formula = { $what }：{ $formula } { $total }
inside-so-far = 到此为止：{ $total }
inside-result = 结果：{ $result }
inside-input = 输入 { $map }，共 { $maps }
inside-output = 输出 { $map }，共 { $maps }
inside-output-name = 输出，第 { $row } 行第 { $column } 列
    .help = 点一个像素来计算它。方向键移到相邻的像素，空格键播放
inside-output-map = 第几张输出图
# 各参数从 1 数起。
inside-source = 第 { $input } 个输入
inside-source-pixel = 第 { $row } 行第 { $column } 列
inside-source-map = 第 { $map } 张图第 { $row } 行第 { $column } 列
inside-window = 窗口
inside-kernel = 权重
inside-stride = { $kernel } × { $kernel } 的窗口每次移动 { $stride } 格（步幅）
inside-stride-padding = { $kernel } × { $kernel } 的窗口每次移动 { $stride } 格（步幅），输入四周补 { $padding } 圈零（填充）
inside-further = 往右
inside-nearer = 往左
inside-products = 乘积
inside-token = 图块 { $token }
inside-token-short = 图块
inside-looks-at = 图块 { $token } 看得最多的是图块 { $most }
inside-head-token = 注意力头 { $head }：图块 { $token } 在看哪里
inside-logit-z = 得分 z
inside-exponential = 指数
inside-share-of = 概率
inside-pick-label = 哪个数字才是正确的？
# $label is a digit, $share its probability.
inside-label = 正确的是 { $label }：概率 { $share }

## 每一行算什么。

act-window = 通道 { $channel }：窗口乘以权重并求和
act-product = 输入乘以权重
# $source 说明是哪个输入，例如“第 3 张图第 2 行第 5 列”。
act-product-of = 输入乘以权重，{ $source }
act-value = 注意力权重乘以值
act-rest = 其余 { $count } 个乘积
act-bias = 加上偏置
act-relu = ReLU：小于 0 的变成 0
act-largest = 到此为止最大的数
act-mean = 所有数的均值
act-variance = 方差：与均值之差的平方的均值
act-centre = 减去均值
act-scale = 除以标准差
act-gain = 乘以学到的增益
act-shift = 加上学到的平移
act-exponential = 得分除以温度，再取指数
act-sum = 指数之和
act-share = 在总和中所占的比例
act-pick = 正确数字的概率
act-logarithm = 取负对数：损失
act-score = 查询乘以键，除以长度的平方根

## 关掉网络的一部分，以及来自别处的图像。

inside-error = 用这张图像看网络内部
    .help = 在网络中看这张图像是怎样被读错的
inside-error-name = 测试图像 { $place }
inside-all-on = 全部恢复
    .help = 恢复训练好的网络：没有关掉任何部分，图块和位置都在原处
inside-positions = 去掉位置
    .help = 去掉告诉网络图块在哪里的那些数
inside-shuffle = 打乱图块
    .help = 以另一种顺序把图块交给网络
inside-work-out = 手算这个数
    .help = 一步一步地展示这个数是怎样算出来的
inside-switch-off = 关掉
    .help = 把它的数全部设为 0，看答案怎样变化
inside-switch-on = 打开
inside-head = 注意力头 { $head }
inside-heads = 点一个图块，看它在看哪里：线越粗，看得越多

## 过滤器在找什么。

inside-filters = 卷积核
    .command = 看网络内部：卷积核
    .help = 把一层的权重画成图，并找出最能激发每个卷积核的测试图像
inside-no-filters = 这一层的权重画不成图：请选另一层
inside-filter = 卷积核 { $filter }
inside-filters-all = { $filters } 个卷积核，画成权重的图
inside-filters-means = { $filters } 个卷积核，每个都是它 { $channels } 张图的平均
inside-filters-one = 卷积核 { $filter }：对 { $channels } 张特征图各自的权重
inside-exciting = 最能激发卷积核 { $filter } 的图像
inside-exciting-find = 寻找激发图像
    .help = 读 2,000 张测试图像，留下每个卷积核响应最强的那些
inside-exciting-work = 正在寻找激发图像
inside-exciting-none = 按“寻找激发图像”：会读 2,000 张测试图像，最能激发这个卷积核的会出现在这里
# $value is a number.
inside-exciting-image = 测试图像 { $image }：{ $value }

## 用于练习纸的图片。

inside-save = 保存图片
    .help = 把中间显示的内容写入文件，用于练习纸
inside-save-png = 图片（PNG）
    .help = 像素图，分辨率是窗口的两倍
inside-save-svg = 矢量图（SVG）
    .help = 可以再修改的图形和文字
inside-picture-file = 网络
inside-picture-too-large = 图片太大，存不成 PNG：请把窗口缩小

inside-run-over = 没有正在进行的训练：这里是当前模型的权重
inside-several = 画布上有好几个数字：这里是选中的那个；点别的数字可以换
act-exponential-score = 对得分取指数
