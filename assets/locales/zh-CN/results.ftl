### 训练页的控制条、训练的结果，以及显示结果的控件。

## 首次训练之前。

idle-start = 开始训练
idle-model-loading = 正在加载模型
idle-images-fault = 无法打开设置中指定的图像
idle-images-opening = 正在打开图像
idle-from-current = 在模型已经学到的基础上继续训练；模型本身保持不变
idle-from-fresh = 从随机权重开始，从头学习
# $view 说明当前打开的视图。
idle-promise = { $view }：训练时在此显示；其间可以暂停、停止，也可以继续书写

## 控制条：按钮，以及带标题的数值。

transport-before = 点击“开始”，按本页的设置开始新的训练
transport-start = 开始
transport-pause = 暂停
transport-resume = 继续
transport-step = 单步
transport-stop = 停止
transport-abandon = 停止并删除
transport-time-left = 剩余时间
# 暂停或正在停止时，代替上一条。
transport-state = 状态
transport-paused = 已暂停
transport-stopping = 正在停止
transport-speed = 张/秒
transport-epoch = 轮次
transport-epoch-of = { $epoch }/{ $epochs }
transport-figure = { $caption }：{ $value }
transport-progress = 训练已完成 { $share }
transport-live = 画布用正在训练的权重识别
transport-live-short = 画布实时识别

## 训练的结果。

result-best-epoch = 最佳轮次
result-test = 测试
result-validation = 验证
result-failed = 训练 { $number } 失败：{ $fault }
result-diverged = 训练 { $number } 发散
result-use = 使用这个模型
result-use-best = 使用最佳权重
# 较低的学习率。
result-slower = 改用学习率 { $rate }
    .help = 以这个学习率重新开始
result-save-as = 保存…
    .help = 为这个模型命名，保存到磁盘
result-delete = 删除
result-used = 正在使用
result-details = 详情
    .help = 这次训练的全部信息：结果有变化的图像、设置、导出
# 正在分别用之前的模型和新模型识别测试图像。
result-comparing = 正在与之前的模型比较
# 一组图像，以及训练之前的模型。
result-set = { $set } · 之前的模型：{ $model }
# 之前与现在识别正确的图像所占的比例。
result-change = { $before } → { $after }
result-turned = 改对 { $fixed } 张，改错 { $broken } 张
result-told = { $shares }；{ $counts }
result-saving = 正在保存
result-saved = 已保存
result-name = 名称
result-save = 保存
    .help = 写入模型文件夹
result-cancel = 取消
    .help = 暂不保存

## 本次打开程序以来的训练。

sitting-failed = 失败
sitting-validation = 验证 { $accuracy }
sitting-paused = 已暂停
sitting-stopping = 正在停止
sitting-progress = 已完成 { $share }
sitting-not-saved = 未保存
sitting-saving = 正在保存
sitting-saved = 已保存
sitting-told-note = { $run }，{ $note }

## 混淆矩阵。

matrix-title = 混淆矩阵
matrix-predicted = 识别为
matrix-truth = 真实数字
matrix-row = 真实数字 { $digit }：{ $wrong } 个错误
matrix-column = 识别为 { $digit }：{ $wrong } 个错误
matrix-cell = 真实数字 { $truth }，识别为 { $predicted }：{ $images } 张图像

## 可靠性图。

reliability-told = { $images } 张图像的可靠性图，校准误差在校准前为 { $before }，校准后为 { $after }
reliability-empty = 没有可统计的图像
reliability-confidence = 网络给出的置信度
reliability-accuracy = 实际准确率
# $from 与 $to 是百分数，$after 与 $before 说明区间内的情况。
reliability-bin = 置信度 { $from }–{ $to }%：{ $after }；校准前：{ $before }
reliability-bin-empty = 没有图像
reliability-bin-images = { $images } 张图像，平均置信度 { $confidence }，准确率 { $accuracy }
reliability-before = 校准前
reliability-after = 校准后
reliability-mean-confidence = 区间的平均置信度
reliability-help = 期望校准误差：条形顶端与圆圈的平均距离，各区间按图像所占的比例加权。100 个置信度为 90% 的答案中，应有 90 个正确。空心条形表示图像不足 { $few } 张，可能出于偶然

## 按钮。位于同一命令的两个快捷键之间。

button-or = 或
