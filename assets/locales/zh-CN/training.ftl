### 进行中的训练：控制、消息。

## 本次使用中的训练。$run 是训练的编号，$accuracy 是“99.57%”之类的比例。

work-training = 正在训练，第 { $epoch } 轮，共 { $epochs } 轮
work-training-fold = 正在训练，第 { $fold } 折（共 { $folds } 折），第 { $epoch } 轮（共 { $epochs } 轮）
work-run-paused = 训练 { $run } 已暂停
work-finding-rate = 正在搜索学习率
run-done = 训练 { $run } 已完成：验证准确率 { $accuracy }
run-stopped = 训练 { $run } 已停止：验证准确率 { $accuracy }
run-stopped-and-deleted = 训练 { $run } 已停止并删除；可以恢复
run-discarded = 训练 { $run } 已停止并删除
run-failed = 训练 { $run } 失败：{ $error }
rate-suggested = 搜索所得的建议学习率为 { $rate }
# 为 $model 微调所得的模型建议的名称。$accuracy 是以百分数表示的数值。
model-name-tuned = { $model }，微调 { $accuracy }
# 从全新权重训练时的建议名称。
model-name-fresh = { $network } { $accuracy }

## 交叉验证。$accuracy 是比例，或均值及其标准差。

cross-validation-spread = { $mean } ± { $deviation }
cross-validation-begun = 交叉验证：第 1 折，共 { $folds } 折
cross-validation-so-far = 交叉验证：第 { $fold } 折，共 { $folds } 折，目前准确率为 { $accuracy }
cross-validation-nothing = 交叉验证：尚未完成一折即已结束
cross-validation-done = 交叉验证：{ $folds } 折的平均验证准确率为 { $accuracy }
cross-validation-ended = 交叉验证：{ $folds } 折中完成了 { $done } 折，平均验证准确率为 { $accuracy }
