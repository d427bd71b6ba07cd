### 窗口框架：侧栏、顶栏、命令面板、通知。

## 窗口本身。

# $read 是画布上识别出的内容。
window-title = { $read } – Digit Lab
# $command 是要在终端中输入的命令。
no-display = 没有可用的显示器，无法打开窗口；`{ $command }` 不用窗口也能识别图片
# $wayland 是一个环境变量及其值，$x11 是另一个环境变量的名称。
no-display-server = 没有可用的显示器，无法打开窗口：{ $wayland } 没有响应，也没有设置 { $x11 }；`{ $command }` 不用窗口也能识别图片
# $reason 是窗口系统给出的原因。
# $scale 是一个环境变量及其值。
window-bad-scale = 无法打开窗口：{ $scale } 不是有效的缩放比例；请改为 1.5 这样的数字，或删除此变量
window-refused = 无法打开窗口（{ $reason }）；`{ $command }` 不用窗口也能识别图片
# $reason 是查找 OpenGL 的程序库给出的原因。
window-no-opengl = 无法打开窗口：此显示器不提供绘图所需的 OpenGL 2.1，远程桌面和颜色数较少的显示器可能如此（{ $reason }）；`{ $command }` 不用窗口也能识别图片

## 各页。

tab-draw = 绘制
    .help = 写一个数字，看网络怎样识别它
tab-train = 训练
    .help = 继续训练当前网络，或从随机权重训练一个新网络
tab-errors = 错例
    .help = 查看网络识别错误的测试图像
tab-write = 书写
    .help = 让一个小语言模型一笔一笔写数字，看下一步会是什么

## 顶栏里的模型与图像。

current-model = 当前模型：{ $model }
    .help = 正在用来识别的网络，以及它在测试集上的准确率；点击可选择其他模型
model-loading = 正在加载模型
# $accuracy 是测试集上的准确率。
model-and-accuracy = { $model }  ·  测试准确率 { $accuracy }
model-and-accuracy-short = { $model } · { $accuracy }
# 画布用训练中的权重识别时。$accuracy 为验证图像的准确率。
live-model = 训练 { $run }（进行中）
live-model-and-accuracy = 训练 { $run }（进行中）  ·  验证准确率 { $accuracy }
live-model-and-accuracy-short = 训练 { $run } · { $accuracy }
# $model 为上面三条之一，$current 为当前模型的名称。
live-reader = 画布所用的权重：{ $model }
    .help = 正在训练的权重，以及上一轮之后的验证准确率；当前模型是 { $current }。点击可选择其他模型
images-in-use = 用于训练和测试的图像
models-in-the-program = 程序自带
models-saved = 已保存
models-none-saved = 还没有；训练并保存的模型会出现在这里

## 后台任务。

work-none = 后台任务：无
# $work 是正在做的事，例如“正在加载模型”。
work = 后台任务：{ $work }
    .help = 正在后台进行的任务
work-and-more = { $work }，另有 { $more } 项
work-nothing = 没有后台任务

## 通知。

messages = 通知
messages-not-read = 通知：{ $messages } 条未读
messages-nothing = 还没有通知；完成的事和出错的事都会显示在这里
message-put-away = 收起这条通知
    .help = 收起这条通知；在铃铛里仍可查看
ago-now = 刚刚
ago-minutes = { $minutes } 分钟前
ago-hours = { $hours } 小时前

## 外观与语言。

look = 主题与文字大小
look-language = 语言
look-theme = 主题
look-text-size = 文字大小
look-motion = 动态效果
theme-system = 跟随系统
theme-light = 浅色
theme-dark = 深色
language-of-system = 跟随系统
# $own_name 是这种语言对自己的称呼。
use-language = 语言：{ $own_name }
    .help = 窗口的语言，立即生效
use-language-of-system = 语言：跟随系统

## 命令面板。

palette = 命令面板
palette-hint = 输入想做的事，也可以用拼音
palette-field = 查找命令
palette-nothing = 没有名称相近的命令

## 帮助页。

help-page = 帮助
help-close = 关闭帮助
help-draw = 用鼠标、手指或笔写一个数字，边写边看网络怎样识别：旁边是各数字的概率和网络看到的图像。按 S 可逐步查看图像怎样得来，按 I 可看网络内部。也可以打开数字图片，或把自己写的字存入“我的数字”，供训练使用。
help-train = 用 MNIST 或自己的图像训练网络：在左侧选择设置，按“开始训练”，观察损失与准确率的变化。训练过程中也可以更改设置。训练结束后，可以在画布上试用结果，与其他训练比较，并保存为模型。
help-errors = 查看当前模型识别错误的测试图像。混淆矩阵显示模型把哪些数字误认为哪些数字；点击单元格可查看对应的图像，点击图像可放大查看，并显示网络给出的各数字的概率。
help-everywhere = 各页通用的快捷键
# $tab 是页的名称。
help-keys-in = “{ $tab }”页的快捷键
help-moving = 按 Tab 和 Shift+Tab 在控件之间移动，按空格键或回车键执行，用方向键在矩阵中移动，按 Esc 关闭打开的内容。

## 文件。

drop-sign = 把模型、图片、墨迹文件或图像文件夹拖到这里打开
path-no-dialog = 此桌面没有文件对话框，请输入路径
path-dialog-silent = 桌面的文件对话框没有响应，请输入路径
path-other-name = 此名称已被占用，请输入其他名称
path-field = 路径
path-cancel = 取消
path-taken = 已有同名文件
path-taken-by-folder = 已有同名文件夹
path-is-folder = 文件不能与文件夹同名：{ $path }
path-replacing = 替换后无法恢复：{ $path }
path-other = 换一个名称
path-replace = 替换
