### 在后台线程中进行的工作及其可能的问题。

# $cause 是程序对自身故障的说明，照原样给出。
task-error-panicked = 程序出现故障：{ $cause }；请重试
# $error 是系统给出的说明。
task-error-no-thread = 无法启动线程；请关闭一些程序后重试（{ $error }）
task-error-no-result = 任务结束但没有结果；请重试
reader-error-no-thread = 无法启动识别所用的线程；请关闭一些程序后重试（{ $error }）
reader-error-panicked = 识别时出现故障：{ $cause }；请换一个模型
# 网络无法识别或文件无法写入的原因，由程序的其他部分给出。
