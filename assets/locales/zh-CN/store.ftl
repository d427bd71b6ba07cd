### 磁盘上的文件及其可能的问题。错误信息是分句，后面跟冒号和文件路径。

# 文件的任何问题。$what 是下面的某个分句。
store-error = { $what }：{ $path }
# 程序的其他部分、系统或程序库对文件的说明，照原样给出。

## 任何文件的读写。$error 是系统给出的说明。

file-error-not-found = 没有这个文件
file-error-read-permission = 没有读取此文件的权限
file-error-is-folder = 这是文件夹，不是文件
file-error-not-a-file = 这是管道或设备，不是文件；请先把其中的内容存为文件
file-error-read = 无法读取文件（{ $error }）
# $limit 是“64 MB”之类的大小。
file-error-too-large = 文件超过 { $limit }，太大而无法打开
file-error-in-use = 另一个 Digit Lab 正在使用它
file-error-disk-full = 磁盘已满；请腾出空间后重新保存
file-error-read-only = 此处只能读取；请选择别的文件夹
file-error-write-permission = 没有在此处写入的权限；请选择别的文件夹
file-error-in-the-way = 应为文件夹的位置上有一个文件；请选择别的文件夹
file-error-name = 文件系统不接受这个名称；请换一个
file-error-too-large-for-disk = 文件太大，这个磁盘容纳不下；请选择别的文件夹
file-error-write = 无法写入文件（{ $error }）；请选择别的文件夹
file-error-no-name = 这不是文件名；请选择一个名称
file-error-target-is-folder = 这是文件夹；请选择其中的文件名
file-error-target-is-device = 这是设备，不是文件；请换一个名称
file-error-write-protected = 文件受写保护；请换一个名称
# 文件本身可读，但内容有问题，放在括号里。
file-error-newer-format = 其格式为 { $format }，来自更新版本的 Digit Lab
file-error-no-format = 其中没有注明格式

## 图像的文件夹和文件，以及墨迹文件。$format 说明文件是什么，见 data.ftl。

images-error-no-folder = 没有这个文件夹
# $file 是不带压缩后缀的文件名。
images-error-no-file = 文件夹中没有 { $file } 或 { $file }.gz
images-error-idx-name = 从这个 IDX 文件的名称看不出其中是什么；名称应如 { $example }
images-error-foreign = 图像可以从 IDX 文件的文件夹、CSV 文件或 npz 文件打开；此文件的类型是：{ $format }
images-error-zip = 这是 zip 压缩包；请先解压，再打开解压出的文件夹
images-error-nothing = 这里没有能够打开的图像（IDX、CSV 或 npz 文件）；{ $file } 的类型是：{ $format }
images-error-empty-folder = 文件夹中没有文件
images-error-several = 这里有多个图像集（{ $names }）；请打开其中一个
labels-error-not-text = 类别名称不是 UTF-8 文本；请把文件存为 UTF-8，每行一个名称
labels-error-one-class = 所有训练图像都是“{ $name }”，没有可区分的内容；请加入另一个类别的图像
labels-error-empty-class = 第 { $line } 行的名称“{ $name }”没有训练图像；请加入该类别的图像，或删去这一行并重新编号
images-error-test-only = 这里只有测试图像，没有训练图像
images-error-no-labels = 这里的图像没有标签
ink-file-error-not-text = 这不是墨迹文件：它不是每行一个数字的笔画的文本
ink-file-error-empty = 墨迹文件中没有数字
ink-file-error-labels = 墨迹文件中有些墨迹的标签不是 0–9，不能用于训练；请将其删去（{ $total } 条中有 { $left_out } 条）
# $digit 是数字在文件中的序号，从 1 算起。
ink-file-error-unlabelled = 文件中第 { $digit } 个数字没有注明是几；请加上 "label"，取值为 0 至 9
ink-file-error-blank = 文件中第 { $digit } 个数字没有墨迹；请将其删去
own-digits-error-not-text = “我的数字”文件不是文本，已原样保留；请将它移走

## 图片。

picture-error-encode = 无法生成图片（{ $error }）；请选择较小的尺寸
picture-error-read = 无法读取图片（{ $error }）
picture-error-format = 这既不是 PNG 图片也不是 JPEG 图片；请存成其中一种
picture-error-unsupported = 无法读取这种图片（{ $error }）；请存成普通的 PNG
# $why：下面的某个分句，或程序库给出的原文。
picture-error-damaged = 图片已损坏（{ $why }）；请换一份
picture-error-too-large = 图片太大（{ $why }）；请存成较小的图片
picture-error-ends-early = 文件不完整，提前结束
picture-error-pixels = 像素数与尺寸不符
picture-error-megapixels = 它有 { $width } × { $height } 个像素，而最多只能读取 1 亿个
picture-error-memory = 解码所需的内存过多

## 模型。

model-file-error-damaged-inside = 程序内置的模型已损坏（{ $fault }）；请重新安装 Digit Lab
model-file-error-not-inside = 程序中没有这个内置模型
model-file-error-none = 没有这个模型
# $inside：内置模型的名称，以逗号分隔。后面跟文件夹的路径。
model-file-error-unknown = 没有名为“{ $wanted }”的模型：请给出 { $inside }、已保存模型的名称，或 .safetensors 文件的路径；已保存的模型位于
model-file-error-json = 模型权重的文件名不能以 .json 结尾，那是旁边的模型说明所用的
model-file-error-other-file = 该文件不是权重，保持不变；请换一个名称
# $fault 说明它有什么问题。
model-file-error-other-card = 权重旁的文件不是模型说明，保持不变（{ $fault }）；请换一个名称
model-file-error-folder = 无法读取存放模型的文件夹（{ $error }）
model-file-error-no-card = 模型权重旁边缺少模型说明 { $file }，而且这些权重不属于 Digit Lab 所知的任何网络
model-file-error-unclear = 模型权重旁边缺少模型说明 { $file }，而这样的权重可属于多种网络（{ $networks }）；请新建文本文件 { $file } 写明是哪一种，例如 { $example }
model-undescribed = 缺少 { $file }；由权重看，这是{ $network }。像素取值按 0 到 1 处理，其把握程度从未测量过
model-file-error-no-weights = 模型说明旁边缺少模型权重 { $file }
model-file-error-card-share = 模型说明有误：其中的准确率小于 0 或大于 100%
model-file-error-card-not-text = 无法读取模型说明：它不是文本

## 程序的设置文件与训练设置文件。$fault 是某个分句，或 JSON 文本的问题。

settings-file-error-unreadable = 无法读取设置文件（{ $fault }）；文件已原样保留，将它移走即可从头开始
settings-file-error-no-fields = 设置必须是带名称的字段
training-settings-error = 无法使用这些训练设置：{ $fault }
training-settings-error-other-file = 该文件中不是训练设置（{ $fault }），已原样保留；请换一个名称
training-settings-error-not-json = 不是由名称和取值组成的 JSON（{ $fault }）
training-settings-error-newer-format = 其格式为 { $format }，来自更新版本的 Digit Lab；请更新 Digit Lab
training-settings-error-no-format = 其中没有注明格式
training-settings-error-start = 设置项“{ $setting }”必须是模型的名称或路径，或为 null 表示全新权重
training-settings-error-no-group = { $setting } 中的“{ $group }”不是设置分组
# $detail 是 JSON 解析器给出的原文。
training-settings-error-misfit = 设置项“{ $setting }”的取值不合适：{ $detail }
training-settings-error-unknown = 没有名为“{ $setting }”的设置项

## 训练记录。

run-error-list = 无法列出训练记录（{ $error }）
run-error-unknown = 没有这条训练记录；`digit-lab runs` 会列出全部记录
# $runs：训练记录的编号，以逗号隔开。
run-error-not-whole = 没有这条训练记录；请完整给出其中一个：{ $runs }
run-error-several-named = 有几条训练记录都叫这个名称；请给出其中一个的编号：{ $runs }
run-error-several-begin = 有几条训练记录以此开头；请完整给出其中一个：{ $runs }
run-error-none = 没有这条训练记录
run-error-not-a-name = 这不是训练记录的名称
run-error-unreadable = 无法读取训练记录的说明（{ $fault }）；文件已原样保留
run-error-curves = 无法读取训练曲线（{ $fault }）；文件已原样保留
run-error-start-not-text = 起始模型说明不是文本
run-error-no-name = 训练记录需要名称
run-error-training = 这次训练正在进行；请先停止
run-error-name-taken = 已有同名的训练记录
run-error-not-in-trash = 回收站中已没有这条训练记录
run-error-weights-unwritten = 无法写入其权重：{ $fault }
run-error-picture = 无法绘制图片
curve-error-no-size = 其中没有注明训练的规模
# $column 是文件中某一列的名称，$table 是一组列的名称。
curve-error-type = 列 { $column } 的类型不符
curve-error-length = 列 { $column } 的长度为 { $length }，应为 { $expected }
curve-error-no-table = 其中没有 { $table }

## 未命名的训练记录的名称。

run-name-tuned = { $model }（微调）
run-name-fold = { $name }，第 { $fold } 折（共 { $folds } 折）
# $purpose 是课程等，$trained 是网络或模型。
run-name-purpose = { $purpose } · { $trained }
run-label = { $name } #{ $number }
purpose-own-digits = 我的数字

## 训练进行到什么程度。

run-state-running = 训练中
    .help = 正在训练
run-state-finished = 已完成
    .help = 所有轮次都已训练完毕
run-state-stopped = 已停止
    .help = 由用户提前结束，保留了最佳权重
run-state-stopped-early = 早停
    .help = 不再改善，自动结束
run-state-failed = 失败
    .help = 因故障而结束
run-state-interrupted = 已中断
    .help = 训练尚未结束程序就退出了；可以从最近的检查点继续

## 训练记录的导出形式。

run-form-report = 报告（HTML）
    .help = 一页报告，含设置、曲线与结果，可在浏览器中查看或打印
run-form-png = 曲线图（PNG）
    .help = 损失与准确率的图片，适合放进幻灯片
run-form-svg = 曲线图（SVG）
    .help = 损失与准确率的矢量图，放大到任何尺寸都清晰
run-form-csv = 曲线数据（CSV）
    .help = 记录下来的全部数值，制成表格，供电子表格软件使用
run-form-json = 曲线数据（JSON）
    .help = 记录下来的全部数值与设置，供程序使用
run-form-tensorboard = 曲线数据（TensorBoard）
    .help = 事件文件；放进一个文件夹，在那里启动 TensorBoard
run-form-safetensors = 权重（safetensors）
    .help = 最佳权重，名称与排列方式同 PyTorch
run-form-onnx = 网络（ONNX）
    .help = 网络及其最佳权重，可用于任何运行 ONNX 的程序

## 训练报告的各项内容。

report-state = 状态
report-fault = 故障
report-validation = 验证准确率
report-test = 测试准确率
report-epochs = 轮数
report-best-epoch = 最佳轮次
report-time = 训练时间
# $seconds 是带一位小数的数。
report-seconds = { $seconds } 秒
report-speed = 速度
report-images-a-second = 每秒 { $images } 张图像
report-trained-weights = 训练的参数数
report-images-trained = 训练图像数
report-images-held-out = 验证图像数
# 名称下面的一句话。$network 是网络，$data 是图像，$model 是起始模型，$time 是开始时间。
report-about = 网络：{ $network }；开始于 { $time }
report-about-data = 网络：{ $network }，训练数据为 { $data }；开始于 { $time }
report-about-start = 网络：{ $network }，起始模型为 { $model }；开始于 { $time }
report-about-data-start = 网络：{ $network }，训练数据为 { $data }，起始模型为 { $model }；开始于 { $time }
# 不是本地时间的时刻。
time-utc = { $time }（UTC）

## 表格中的设置项，名称取自 settings.ftl，另有只在表格中出现的名称。

# 分组中的设置项：“数据增强 · 平移”。
setting-in-group = { $group } · { $setting }
setting-value-true = 是
setting-value-false = 否
# 多个名称：“甲、乙”。
setting-value-comma = 、
setting-fold = 留出的折
setting-dropout-of-network = 网络自身的失活率
# 用哪一套运算来计算网络。
setting-kernels = 算子
setting-kernels-fast = 程序自带
setting-kernels-candle = candle
