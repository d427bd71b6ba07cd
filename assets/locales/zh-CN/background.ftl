### 在后台线程中进行的工作及其可能的问题。

# $cause 说明出了什么问题，如 train.ftl 中的 program-fault。
task-error-panicked = 程序出现故障：{ $cause }；请重试
# $error 是系统给出的说明。
task-error-no-thread = 无法启动线程；请关闭一些程序后重试（{ $error }）
task-error-no-result = 任务结束但没有结果；请重试
reader-error-no-thread = 无法启动识别所用的线程；请关闭一些程序后重试（{ $error }）
reader-error-panicked = 识别时出现故障：{ $cause }；请换一个模型
