### 图像与数据集。

## 训练时各个数字出现的频率。

classes-natural = 自然分布
    .help = 每轮中每张图像只出现一次，不论各个数字有多少张
classes-balanced = 类别均衡
    .help = 各个数字出现的次数相同：数量较少的数字，其图像会重复出现

## 预设的数据增强强度。

augmentation-strength-none = 无
    .help = 保持图像原样
augmentation-strength-light = 轻度
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
dataset-bad-label = 第 { $index } 张图像的标签 { $label } 不是 0 到 9 的数字

## IDX 格式的文件。$kind 是最前面两个名称之一；$found 和 $expected 是 0x00000803 这样的四个字节，
## 或已经写成文字的字节数。

idx-images = 图像
idx-labels = 标签
idx-wrong-magic = 这不是存放{ $kind }的 IDX 文件：开头是 { $found }，而应为 { $expected }
idx-truncated = 文件不完整：应有 { $expected } 字节，实际只有 { $found } 字节
idx-oversized = 文件过长：超出了文件头声明的 { $expected } 字节
idx-wrong-size = 图像为 { $columns }×{ $rows } 像素，而这里只能读取 { $side }×{ $side } 像素的图像
idx-empty = 文件中没有{ $kind }
idx-too-many = 文件声明的{ $kind }数量为 { $count }，超出了能够打开的上限
idx-count-mismatch = 文件中有 { $labels } 个标签，图像却有 { $images } 张
idx-bad-label = 第 { $index } 张图像（从 0 数起）的标签 { $label } 不是 0 到 9 的数字
# $fault 是解码器的说明，或下面这一条。
idx-damaged-gzip = gzip 文件已损坏（{ $fault }）
idx-gzip-too-short = 文件提前结束

## 程序内置的图像。$fault 是其后的某一条，或解码器的说明。

mnist-damaged = 程序内置的数据已损坏（{ $fault }）；请重新安装 Digit Lab
mnist-wrong-start = 开头不正确
mnist-left-over = 末尾有多余的数据
mnist-too-large = 解压后会有 { $bytes } 字节
mnist-incomplete = 应有 { $expected } 字节，实际只有 { $found } 字节
mnist-wrong-checksum = 校验和不正确
mnist-too-short = 数据太短
mnist-missing-pixels = 缺少像素数据
