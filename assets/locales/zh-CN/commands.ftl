### 命令的名称与说明。

## 各页通用的命令。

command-thicker-pen = 调粗画笔
    .help = 画更粗的笔画，或一次擦掉更多
command-thinner-pen = 调细画笔
    .help = 画更细的笔画，或一次擦掉更少
command-undo = 撤销
    .help = 撤销最后一笔
command-redo = 重做
    .help = 恢复刚撤销的一笔
command-clear = 清空
    .help = 清空画布；撤销可以恢复墨迹
command-read-with-the-weights-being-trained = 用训练中的权重识别
    .help = 让画布使用正在训练的网络，而不是当前模型
command-back-to-mnist = 回到 MNIST
    .help = 用程序自带的图像训练和测试
command-stop-opening = 停止打开
    .help = 不再打开正在读取的图片或墨迹
command-open-the-images-again = 重新打开图像
    .help = 再次尝试打开设置中指定的图像
command-larger-text = 放大文字
    .help = 放大文字和控件
command-smaller-text = 缩小文字
    .help = 缩小文字和控件
command-normal-text-size = 标准字号
    .help = 文字和控件恢复为 100%
command-reduce-motion = 减少动态效果
    .help = 条形和面板直接到位，不显示移动过程
command-full-screen = 全屏
    .help = 占满屏幕，或恢复窗口
command-all-commands = 命令面板
    .help = 按名称查找并执行任何命令
command-help = 帮助：各页的用途与快捷键
    .help = 在一页上列出各页的用途与全部快捷键

## 评估与错例。

evaluation-read-the-test-images = 识别测试图像
    .help = 用当前模型识别所有测试图像，找出错例
evaluation-cancel-reading-the-test-images = 取消识别测试图像
    .help = 结束正在进行的评估
evaluation-show-all-errors = 显示全部错例
    .help = 重新显示所有数字的错例

## 打开与保存文件。

file-open-a-model-file = 打开模型文件…
    .help = 使用 .safetensors 文件中的模型，其 .json 文件须在旁边
file-save-the-model-as = 模型另存为…
    .help = 把当前模型写入 .safetensors 文件，并在旁边写一个 .json 文件
file-read-a-picture = 识别图片…
    .help = 识别 .png、.jpg 图片或 .jsonl 墨迹文件中的数字
file-open-training-settings = 打开训练设置…
    .help = 用文件中的设置训练；可以撤销
file-save-training-settings = 保存训练设置…
    .help = 把下一次训练的设置写入文件，供阅读或传给他人
file-open-a-folder-of-images = 打开图像文件夹…
    .help = 用文件夹里的 28 × 28 图像训练和测试，格式为 MNIST 常见的 IDX、CSV 或 npz 文件
file-train-on-my-own-digits = 用手写数字文件训练…
    .help = 用手写的数字训练和测试，取自每个数字都带标签的墨迹文件
file-mix-a-folder-of-images-in = 混入图像文件夹…
    .help = 按选定的比例，在训练图像中混入文件夹里 IDX、CSV 或 npz 文件的图像
file-mix-my-own-digits-in = 混入手写数字文件…
    .help = 按选定的比例，在训练图像中混入墨迹文件里手写的数字

## 我的数字。

own-digits-bring-the-digit-back = 恢复这个数字
    .help = 恢复最近从我的数字中移除的一个
own-digits-teach-the-model-my-digits = 用我的数字教模型
    .help = 填好设置，用我的数字连同 MNIST 一起微调当前模型

## 保存的训练记录。

runs-look-for-runs-again = 刷新训练记录
    .help = 重新读取训练记录文件夹
runs-open-the-run = 打开训练记录
    .help = 查看训练的结果和所用的设置
runs-overlay-the-run = 叠加曲线
    .help = 把这条记录的曲线叠加到上方的图表上
runs-overlay-none = 取消全部勾选
    .help = 从图表中移除所有叠加的曲线
runs-delete = 删除
    .help = 把训练记录放入回收站，保留一天；可以撤销
runs-bring-the-deleted-run-back = 恢复删除的记录
    .help = 撤销最近一次对训练记录的删除
runs-resume = 继续训练
    .help = 从最近的检查点继续，如同从未中断
runs-keep-best = 保留最佳
    .help = 就此结束训练，保留最佳权重
runs-use-these-settings = 使用这些设置
    .help = 下一次训练采用这条记录的设置
runs-use-this-model = 使用这个模型
    .help = 用这次训练的最佳权重识别
runs-save-as-a-model = 保存为模型
    .help = 把这次训练的最佳权重存入模型列表
runs-compare-before-and-after = 比较前后
    .help = 分别用之前的模型和训练后的模型识别测试图像
runs-compare-on-your-own-digits = 用手写数字文件比较…
    .help = 两个模型再识别一个墨迹文件：每行一个 JSON，含笔画及其所写的数字
runs-cancel = 取消
    .help = 停止识别测试图像

## 进行中的训练。

training-start-training = 开始训练
    .help = 按“训练”页的设置训练
training-pause-or-resume-training = 暂停或继续训练
    .help = 暂停训练，或让它继续
training-train-one-step = 训练一步
    .help = 只用一个批次学习，然后暂停；“观察”显示这个批次在此前后的识别结果
training-stop-and-delete = 停止并删除
    .help = 结束训练并删除；可以撤销
training-stop-training = 停止训练
    .help = 结束训练，保留最佳权重
training-use-the-trained-model = 使用训练结果
    .help = 把训练结果设为当前模型
training-save-the-trained-model = 保存训练结果
    .help = 把训练结果存入模型列表
training-delete-the-run = 删除所示的训练
    .help = 把这次训练及其结果放入回收站；可以撤销

## 学习率的搜索。

finder-find-a-learning-rate = 搜索学习率
    .help = 在权重的副本上逐步增大学习率，直到损失发散
finder-cancel-finding-a-rate = 取消搜索学习率
    .help = 结束对学习率的搜索

## 名称中带有其他内容的命令，以及主题。

command-go-to = 转到“{ $tab }”页
command-theme-system = 跟随系统主题
    .help = 明暗与桌面一致
command-theme-light = 浅色主题
    .help = 白纸黑字
command-theme-dark = 深色主题
    .help = 黑板白字
own-digits-keep = 保存为 { $digit }
    .help = 把画布上的字作为 { $digit } 存入我的数字，并清空画布以便再写
