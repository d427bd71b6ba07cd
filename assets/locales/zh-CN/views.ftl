### 网络学习时可以观察什么。

## 视图。

view-curves = 曲线
    .command = 显示“曲线”
    .help = 训练图像与验证图像上的损失和准确率
view-rates = 优化
    .command = 显示“优化”
    .help = 每一步的学习率、梯度的 L2 范数与速度
view-layers = 各层
    .command = 显示“各层”
    .help = 各层变化的快慢、权重与激活值，以及第一层的卷积核
view-digits = 各数字
    .command = 显示“各数字”
    .help = 网络把哪些数字误认为哪些数字，以及每个数字的精确率与召回率
view-watch = 观察
    .command = 显示“观察”
    .help = 用不断变化的权重识别画布上的墨迹和十二张难认的图像
view-runs = 训练记录
    .command = 显示“训练记录”
    .help = 保存下来的每次训练：比较、重命名、导出
# 上面一行说明训练出了什么问题。
# $fault 是问题所在的分句。
advice-fault = 学不到东西：{ $fault }
advice-diverged = 损失爆炸：第 { $step } 步达到 { $loss }
advice-try = 可以尝试
# 可以尝试的做法之一，各占一行。
advice-remedy = • { $remedy }
view-first-figures = 数据即将显示

# 训练曲线在什么条件下测得。$changes 列出只在训练时进行的处理。
curves-note = 训练曲线包含{ $changes }，验证曲线不包含
    .help = 训练：在网络仍在变化时，用实际学习的批次测得。验证：每轮结束后，用原样的图像测得。因此训练损失高于验证损失并不是错误

## 各层。

layers-empty = 训练进行且此视图打开时，会统计各层的数据
layers-updates-only = 更新比在整个训练过程中都会记录；权重、激活值和卷积核只在打开此视图时测量
layers-name = 层
    .help = 从图像到数字
layers-ratio = 更新比
    .help = 最近一步的 L2 范数与权重的 L2 范数之比
layers-weights = 权重
    .help = 权重取值的分布；中间为零
layers-activations = 激活值
    .help = 在 32 张验证图像上，输出取值的分布
layers-zeros = 零值
    .help = 等于零的输出所占的比例
layers-ratio-of = { $layer } 的更新比：{ $value }
layers-weights-of = { $layer } 的权重
layers-activations-of = { $layer } 的激活值
layers-zeros-of = { $layer } 的零值比例：{ $share }
layers-filters-all = 第一层寻找的特征（共 { $total } 个）：蓝色处有墨表示支持，橙色处有墨表示反对
layers-filters-some = 第一层寻找的特征（{ $total } 个中的前 { $seen } 个）：蓝色处有墨表示支持，橙色处有墨表示反对
layers-frozen = 冻结
layers-filters-told = 第一层的 { $filters } 个卷积核，每个 { $side } × { $side } 个权重

## 各数字。

digits-empty = 各数字的数据在第一轮结束后显示
digits-after-epoch = 第 { $epoch } 轮之后：全部 { $images } 张验证图像中，{ $share } 识别正确
digits-after-step = 第 { $step } 步之后：前 { $images } 张验证图像中，{ $share } 识别正确
digits-help = 精确率：识别为这个数字的图像中，确实是它的比例。召回率：这个数字的图像中，识别为它的比例。F1 值是二者的调和平均
digits-digit = 数字
digits-precision = 精确率
digits-recall = 召回率
digits-f1 = F1 值
digits-images = 图像数
digits-line = { $kind ->
    [digit] 数字 { $digit }
   *[class] 类别 { $digit }
 }：精确率 { $precision }，召回率 { $recall }，F1 值 { $f1 }

## 搜索学习率。

finder-cancel = 取消
finder-trying = 正在尝试越来越大的学习率
finder-help = 在权重的副本上尝试越来越大的学习率：损失下降最快处的学习率通常合适
finder-point =
    { $curve }
    学习率 { $rate }
    损失 { $loss }
finder-smoothed = 平滑后
finder-told = { $rates } 个学习率对应的损失
finder-steepest = 损失下降最快处
finder-tenth = 损失最低处学习率的十分之一
finder-cancelled = 损失尚未下降就已取消；再试一次可得到建议
finder-never-fell = 损失始终没有下降：模型可能已经学好，要从全新权重开始才能找到学习率
finder-use = 使用 { $rate }
    .help = { $suggestion }：用作下一次训练的学习率

## 观察的图像。

watch-live = 用正在训练的权重识别，每秒数次
watch-result = 用所示训练的最佳权重识别
watch-current = 用当前模型识别；训练开始后改用训练中的权重
watch-loading = 正在加载模型
watch-drawing = 画布上的墨迹
watch-drawing-read = 识别为 { $digit }，{ $confidence }
watch-drawing-none = 在“绘制”页写一个数字，在这里看网络怎样学会识别它
watch-image-read = 测试图像 { $digit }：识别为 { $read }，{ $confidence }
watch-image-unread = 测试图像 { $digit }：尚未识别
watch-guess = { $digit }，{ $confidence }
watch-truth = 实为 { $digit }

## 保存下来的每次训练。

kept-runs-looking = 正在查找训练记录
kept-runs-empty = 每次训练都会保存在这里
kept-runs-pick = 点击一次训练查看结果；勾选多次训练可比较差异
kept-runs-search = 搜索
kept-runs-search-told = 搜索训练记录
kept-runs-total = { $runs } 次训练，{ $size }
kept-runs-no-match = 没有符合条件的训练记录
kept-runs-unreadable = { $run }：{ $fault }
kept-runs-broken = { $runs } 条训练记录无法读取
    .help = 查看出错原因，并删除已无用的记录
kept-runs-overlay = 叠加“{ $run }”
kept-runs-note = { $state }，{ $time }
kept-runs-told = { $run }，{ $state }
kept-runs-told-result = { $run }，{ $state }，{ $result }
kept-runs-interrupted = { $run } 在 { $epochs } 轮中的第 { $done } 轮之后中断
kept-runs-deleted = “{ $run }”已删除
kept-runs-undo = 撤销

## 位于最下方的训练记录列表。

run-list-heading = 训练记录
# 叠加到图表上的训练次数。
run-list-laid-over = 已叠加 { $runs } 次训练
    .help = 显示哪些曲线，以及怎样显示重复的训练
# 与同名训练不同的一项设置。
run-list-difference = { $setting } { $value }

## 打开的训练记录。

open-run-settings = 设置
open-run-rename = 重命名
open-run-close = 关闭训练记录
open-run-name = 训练记录的名称
open-run-save-name = 保存名称
open-run-cancel = 取消重命名
open-run-export = 导出
# 关于训练的各项信息，以 open-run-comma 隔开。
open-run-started-from = 起始模型：{ $model }
open-run-epochs = 完成 { $done }/{ $epochs } 轮
open-run-best-epoch = 最佳为第 { $epoch } 轮
open-run-validation = 验证 { $share }
open-run-test = 测试 { $share }
open-run-comma = ，
open-run-failed = 训练失败：{ $fault }

## 叠加勾选的训练。

overlay-not-measured = 尚未测量
overlay-validation = 验证 { $spread }
overlay-test = 测试 { $spread }
overlay-both = { $validation }，{ $test }
overlay-seeds = { $name } 的 { $runs } 个随机种子：{ $spreads }（均值 ± 一个标准差）
overlay-folds = { $name } 的 { $runs } 折：{ $spreads }（均值 ± 一个标准差）
overlay-tick-another = 再勾选一次训练，即可比较差异
overlay-same = 这些训练的设置相同
overlay-differs = 差异
overlay-setting = 设置
overlay-row-validation = 最佳验证准确率
overlay-row-test = 测试准确率
overlay-row-best-epoch = 最佳轮次
overlay-row-time = 时间

## 训练改变了什么。

turned-heading = 前后对比
# $model 是之前的模型。
turned-before = 之前的模型：{ $model }
turned-shares = { $set }：{ $images } 张图像，之前 { $before }，现在 { $after }
turned-fixed = 改对 { $images } 张图像：之前错误，现在正确
turned-broken = 改错 { $images } 张图像：之前正确，现在错误
turned-more = 另有 { $images } 张
turned-image = 第 { $image } 号图像：实为 { $digit }，之前识别为 { $before }，现在识别为 { $after }
turned-truth = 实为 { $digit }

## 单独的一步。

stepped-told =
    第 { $step } 步，一个批次共 { $examples } 张：损失 { $before } → { $after }，识别正确 { $right_before } → { $right_after }
stepped-layers = 各层权重的改动占原来的比例：{ $layers }
stepped-label = 应为 { $label }
stepped-example = 应为 { $label }，现在识别为 { $read }；{ $label } 的概率 { $before } → { $after }
