### “错例”页与评估。

## 得到第一个结果之前。$images 是测试图像的数量。

errors-empty-title = 这里显示网络识别错误的图像
errors-empty-loading = 模型和图像还在加载
errors-empty-first = 需要先识别 { $images } 张测试图像
errors-empty-cancelled = 已取消识别 { $images } 张测试图像
# $time 是一段时间。
errors-empty-slow = 需要先识别 { $images } 张测试图像，大约要 { $time }
errors-empty-failed = 没有成功：{ $fault }
errors-reading = 正在识别 { $images } 张测试图像
errors-read = 识别 { $images } 张测试图像
errors-read-again = 重新识别
errors-progress = 已识别 { $share } 的图像
errors-cancel = 取消
evaluation-activity = 正在识别测试图像

## 概要。

errors-right = 准确率 { $share }
errors-wrong = { $images } 张中有 { $wrong } 张错误
errors-of-what = { $model }，{ $data } 测试集
errors-outdated = 已过时：模型或图像有变化
errors-up-to-date = 已是最新
errors-matrix-help = 点击单元格或边上的数字，只看相应的错例；带框的单元格是识别正确的图像
errors-pictures = 图像
    .help = 识别错误的图像
sheet-confusion = 混淆矩阵
    .help = 网络把哪些数字误认为哪些数字
sheet-reliability = 可靠性
    .help = 网络的实际准确率是否与它给出的置信度相符

## 图像。$digit 是 0 到 9 的数字。

errors-count = { $errors } 个错例
errors-filter-true = 真实数字 { $digit }
errors-filter-read = 识别为 { $digit }
errors-filter-away = 去掉这个筛选条件
errors-filter-clear = 清除
errors-surest-first = 置信度从高到低
    .help = 置信度最高的错例排在最前；点击可反转顺序
errors-unsure-first = 置信度从低到高
    .help = 置信度最低的错例排在最前；点击可反转顺序
errors-all-right = 所有图像都识别正确
errors-none-such = 没有这一类错例
errors-show-all = 显示全部错例

## 放大的一张图像。$place 是它在测试集中的序号。

errors-pick = 选择一张图像，放大查看网络给出的全部概率
errors-image-name = 第 { $place } 号测试图像，实为 { $digit }
errors-image-place = 测试集第 { $place } 号图像（从 0 起）
errors-it-is = 实为 { $digit }
errors-read-as = 识别为 { $digit }，置信度 { $confidence }
errors-previous = 上一个错例
    .help = 上一个错例（左箭头键）
errors-next = 下一个错例
    .help = 下一个错例（右箭头键）
errors-place = { $place } / { $errors }
