### 图像与数据集。

## 训练时各个数字出现的频率。

classes-natural = 自然分布
    .help = 每轮中每张图像出现一次，不论各个数字有多少张
classes-balanced = 类别均衡
    .help = 各个数字出现的次数相同：数量较少的数字，其图像会重复出现

## 预设的数据增强强度。

augmentation-strength-none = 无
    .help = 保持图像原样
augmentation-strength-light = 弱
    .help = 最多平移 2 像素、旋转 10 度，缩放和倾斜最多 10%
augmentation-strength-strong = 强
    .help = 最多平移 3 像素、旋转 15 度，缩放和倾斜最多 20%

## 超出范围的数据增强强度。$name 是其后列出的名称之一；数字已经写成文字。

augmentation-out-of-range = 训练图像的{ $name }上限应在 { $least } 到 { $most } 之间，不能是 { $value }
augmented-shift = 平移
augmented-rotation = 旋转
augmented-scale = 缩放
augmented-shear = 倾斜
augmented-elastic = 弹性形变
augmented-crop = 裁剪
augmented-thickness = 粗细变化
augmented-noise = 噪声
augmented-pen = 用画笔重描的比例

## 不能构成数据集的字节。数字已经写成文字。

dataset-wrong-size = { $pixels } 字节的像素数据不等于 { $labels } 张每张 784 字节的图像
# $lacking and $names are names of classes with commas between them.
dataset-not-among = 有些图像的类别是 { $lacking }，不在 { $names } 之中

## 类别的名称。$line 从 1 数起。

labels-too-few = 共 { $found } 个名称：标签集至少要有 { $least } 个；请每行写一个
labels-too-many = 共 { $found } 个名称：标签集最多可有 { $most } 个；请去掉不需要的类别
labels-empty = 第 { $line } 行没有名称；请补上名称或删去这一行
labels-too-long = 第 { $line } 行以“{ $start }”开头，超过了 { $most } 个字符；请换一个较短的名称
labels-duplicate = 第 { $line } 行的名称“{ $name }”与第 { $first } 行相同；请给每个类别各取一个名称

## 文件存放图像的方式，与 MNIST 不同时才需说明。

pixel-order-rows = 按行
    .help = 图像的像素逐行排列，与 MNIST 相同
pixel-order-columns = 按列
    .help = 图像的像素逐列排列，如 EMNIST；若按行读取，数字会横躺着
polarity-light-on-dark = 深底浅字
    .help = 数值大的是墨迹，0 是纸，与 MNIST 相同
polarity-dark-on-light = 浅底深字
    .help = 0 是墨迹，255 是纸，如扫描的图像

## 文件是什么，用在句子中。

format-empty = 空文件
format-idx-images = 存放图像的 IDX 文件
format-idx-labels = 存放标签的 IDX 文件
format-idx-other = 存放其他内容的 IDX 文件
format-gzip = gzip 文件
format-zip = zip 压缩包
format-xz = xz 压缩包
format-7z = 7z 压缩包
format-rar = RAR 压缩包
format-tar = tar 归档
format-web-page = 网页
format-lfs = Git LFS 的指针，而不是文件本身
format-json = JSON 文件
format-csv = CSV 文件
format-text = 文本文件
format-npy = 单个 NumPy 数组
format-parquet = Parquet 文件
format-hdf5 = HDF5 文件
format-matlab = MATLAB 文件
format-picture = 图片
format-pdf = PDF 文档
format-unknown = 未知类型的文件

## IDX 格式的文件。$kind 是最前面两个名称之一，$format 是上面的名称之一；$found 和 $expected 是已经写成文字的字节数。

idx-images = 图像
idx-labels = 标签
idx-foreign = 这不是存放{ $kind }的 IDX 文件，文件类型是：{ $format }
idx-truncated = 文件不完整：应有 { $expected } 字节，实际只有 { $found } 字节
idx-oversized = 文件过长：超出了文件头声明的 { $expected } 字节
idx-wrong-size = 图像为 { $columns } × { $rows } 像素，而这里只能读取 { $side } × { $side } 像素的图像
idx-empty = 文件中没有{ $kind }
idx-too-many = 文件声明的{ $kind }数量为 { $count }，超出了能够打开的上限
idx-count-mismatch = 文件中有 { $labels } 个标签，图像却有 { $images } 张
idx-bad-label = 第 { $index } 号图像（从 0 数起）的标签 { $label } 不是 0 到 9 的数字；在图像旁放一个 labels.txt 文件，每行写一个名称，即可说明其他标签的含义
idx-nameless-label = 第 { $index } 号图像（从 0 数起）的标签 { $label } 大于有名称的最后一个标签 { $most }；labels.txt 必须写出每个类别的名称，每行一个
# $fault 是下面两条之一，或系统给出的说明。
idx-damaged-gzip = gzip 文件已损坏（{ $fault }）
packed-ends-early = 文件提前结束
packed-garbled = 压缩的内容已损坏

## 图像表格（CSV）。$line 和 $column 从 1 数起。

csv-empty = 表格中没有图像
csv-no-labels = 表格中没有标签列
csv-columns = 表格第 { $line } 行有 { $found } 列；{ $side } × { $side } 像素的图像需要一个标签和 { $pixels } 个数
csv-not-a-pixel = 表格第 { $line } 行第 { $column } 列不是 0 到 255 的整数
csv-bad-label = 表格第 { $line } 行的标签“{ $label }”不是 0 到 9 的数字；在表格旁放一个 labels.txt 文件，每行写一个名称，即可说明其他标签的含义
csv-nameless-label = 表格第 { $line } 行的标签“{ $label }”不是 0 到 { $most } 的整数，而 { $most } 是有名称的最后一个标签；labels.txt 必须写出每个类别的名称，每行一个
csv-long-line = 表格第 { $line } 行太长，不是一张图像
csv-too-many = 表格中的图像超出了能够打开的上限
# $error 是上面关于压缩文件的两条之一，或系统给出的说明。
csv-unreadable = 无法读取表格（{ $error }）

## NumPy 归档（npz）。$array 是其中数组的名称。

npz-damaged = 这不是 npz 文件，或已损坏（{ $fault }）
npz-not-zip = 不是 zip 压缩包的结构
npz-array-damaged = 无法读取其中的数组 { $array }
npz-missing = npz 文件中没有数组 { $wanted }；其中有：{ $found }
npz-packed = 数组 { $array } 的压缩方式无法读取
npz-numbers = 数组 { $array } 的数值类型是 { $kind }；图像须为字节（uint8），标签须为整数
npz-shape = 数组 { $array } 的形状是 { $shape }；能读取的是 { $side } × { $side } 像素的图像，每张一个标签
npz-too-large = 数组 { $array } 太大，无法打开

## 程序内置的图像。$fault 是其后的某一条，或解码器给出的原文。

mnist-damaged = 程序内置的数据已损坏（{ $fault }）；请重新安装 Digit Lab
mnist-wrong-start = 开头不正确
mnist-left-over = 末尾有多余的数据
mnist-too-large = 解压后会有 { $bytes } 字节
mnist-incomplete = 应有 { $expected } 字节，实际只有 { $found } 字节
mnist-wrong-checksum = 校验和不正确
mnist-too-short = 数据太短
mnist-missing-pixels = 缺少像素数据
