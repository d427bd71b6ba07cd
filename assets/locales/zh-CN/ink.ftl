### 笔画、图片与墨迹规范化。

## 笔画的平滑程度。

smoothing-off = 关闭
    .help = 各点之间用直线相连，与指针经过的位置完全一致
smoothing-light = 弱
    .help = 用曲线穿过各点，消除鼠标移动的锯齿
smoothing-medium = 中
    .help = 消除手的轻微抖动
smoothing-strong = 强
    .help = 只保留大的形状；适合手抖时使用，但拐角会变圆

## 墨迹规范化中可以省略的步骤。

normaliser-step-cut-out = 截取墨迹
    .help = 只取墨迹所在的方框。省略这一步，整块画布都会缩小，写得小的数字会变得极小
normaliser-step-proportions = 保持比例
    .help = 宽和高按同一比例缩小。省略这一步，方框会拉成正方形，数字 1 会变得和高度一样宽
normaliser-step-average = 区域平均
    .help = 每个像素取所覆盖墨迹的平均值。省略这一步，每个像素只取墨迹上的一个点，边缘会出现锯齿
normaliser-step-brighten = 补足浓度
    .help = 按同一比例加浓全部墨迹，使最浓的像素达到最大值。省略这一步，细笔的墨迹就停留在平均之后的淡灰
normaliser-step-centre = 居中
    .help = 把重心移到正中，与 MNIST 一致。省略这一步，居中的是墨迹的方框
normaliser-step-margin = 留出边距
    .help = 在数字周围留白：宽和高的 28 个像素中各有 20 个用于墨迹。省略这一步，数字会占满整幅图像
normaliser-step-polarity = 墨 255，纸 0
    .help = 不论屏幕上是什么颜色，都以 0 为纸、255 为墨，与 MNIST 一致。省略这一步，网络得到的是明暗相反的图像

## 从墨迹到网络，每个阶段的图像。

normaliser-stage-strokes = 笔画
    .help = 画布上的墨迹，以及将要截取的正方形
normaliser-stage-box = 边界框
    .help = 墨迹周围的正方形，不论写在哪里、写得多大
normaliser-stage-shrunk = 20 × 20
    .help = 同一内容缩到 20 × 20 像素以内，MNIST 的每个数字都是这样
normaliser-stage-mass = 重心
    .help = 十字是墨迹的重心，它会移到圆环处，也就是图像的正中
normaliser-stage-placed = 28 × 28
    .help = 数字在 28 × 28 像素图像中的最终位置
normaliser-stage-input = 网络输入
    .help = 784 个灰度值，0 表示纸，255 表示墨；进入第一层之前还要缩放

## 墨迹文件。$fault 是其后的某一条。

ink-left-out = 有 { $drawings } 条墨迹的标签不是 0–9，已略去
ink-fault-in-line = 第 { $line } 行：{ $fault }
# $form 是一行内容的示例；$detail 是 JSON 解析器给出的原文。
ink-not-json = 自第 { $column } 列起，这不是形如 { $form } 的 JSON
ink-misfit = 这不是形如 { $form } 的 JSON（{ $detail }）
ink-too-many-points = 一个数字有 { $points } 个点，而最多只能读取 { $most } 个
ink-coordinate-too-large = 坐标过大，无法绘制
