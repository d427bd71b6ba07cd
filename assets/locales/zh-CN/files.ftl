### 文件对话框，以及打开或拖入的文件。

## 文件对话框的标题。

request-open-model = 打开模型
request-save-model = 模型另存为
request-open-data = 打开图像文件夹
request-open-ink = 打开手写数字文件
request-mix-data = 混入图像文件夹
request-mix-ink = 混入手写数字文件
request-open-picture = 打开图片
request-save-drawing = 保存墨迹
request-export-run = 导出训练记录
request-compare-ink = 用手写数字文件比较
request-open-settings = 打开训练设置
request-save-settings = 训练设置另存为

## 执行的按钮。

verb-open = 打开
verb-save = 保存
verb-export = 导出

## 没有对话框时要输入的内容。

path-open-model = .safetensors 文件的路径，旁边须有它的 .json 文件
path-save-model = 要写入的 .safetensors 文件的路径；.json 文件写在旁边
path-open-data = 存放 IDX 文件的文件夹的路径，或者 CSV、npz 文件的路径
path-open-ink = 每个数字都有标签的 .jsonl 墨迹文件的路径
path-open-settings = 训练设置 .json 文件的路径
path-save-settings = 要写入的 .json 文件的路径
path-open-picture = .png、.jpg 图片或 .jsonl 墨迹文件的路径
path-save-png = 要写入的 .png 图片的路径
path-save-svg = 要写入的 .svg 图形的路径
path-save-ink = 要写入的 .jsonl 墨迹文件的路径
path-export-run = 要写入的文件的路径

## 模型、图像、我的数字

# 后台工作的标题。
work-opening-images = 正在打开图像
work-loading-model = 正在加载模型
work-listing-models = 正在查找模型
work-saving-model = 正在保存模型
work-saving-drawing = 正在保存墨迹
work-saving-settings = 正在保存设置
work-opening-file = 正在打开文件

model-still-loading = 模型正在加载；请稍后再试
model-now-current = “{ $model }”已成为当前模型
model-saved = 模型已保存到 { $path }
settings-start-not-saved = 设置中的起始模型“{ $model }”尚未保存；请先保存它，或改用全新权重
training-settings-saved = 训练设置已保存到 { $path }
training-settings-no-start = 无法使用 { $path } 中的设置：{ $fault }
drawing-saved = 墨迹已保存到 { $path }
# $train 与 $test 是图像数。
images-opened = 已打开 { $train } 张训练图像和 { $test } 张测试图像
# 图像的存放方式似乎与读取方式不同；$images 是图像集的名称。引号中的文字见 settings.ftl 与 data.ftl。
images-look-transposed = { $images } 的图像看来行列互换了，EMNIST 就是如此；请在“训练”页的“图像”中把“像素顺序”设为“按列”
images-look-inverted = { $images } 的图像看来明暗相反，是浅底深字；请在“训练”页的“图像”中把“明暗”设为“浅底深字”
images-look-both = { $images } 的图像看来行列互换且明暗相反；请在“训练”页的“图像”中把“像素顺序”设为“按列”，把“明暗”设为“浅底深字”
# 已改过设置，而现在看来不对。
images-look-otherwise = { $images } 的图像按现在的方式读取，看来行列互换或明暗相反；请在“训练”页的“图像”中把“像素顺序”和“明暗”改回原来的设置
images-not-opened = 无法打开图像：{ $fault }
teacher-not-loaded = 无法使用教师模型：{ $fault }

# 我的数字。
own-digit-kept = 已存为 { $digit }；我的数字现有 { $digits } 个
own-digit-removed = 已从我的数字中移除一个 { $digit }；可以恢复
own-digits-unreadable = “我的数字”文件中有 { $lines } 行无法读取，已原样保留
own-digits-not-written = 无法写入“我的数字”文件：{ $fault }

# 拖放到窗口或粘贴的文件。$remark 说明略去了哪些墨迹。
ink-opened = 已将 { $file } 中的第一个数字放到画布上
ink-pasted = 已将剪贴板中的第一个数字放到画布上
picture-pasted = 粘贴的图片
clipboard-no-ink-file = 剪贴板上的文字不是墨迹；请复制画布上的墨迹、墨迹文件中的一行或图片（{ $error }）
clipboard-no-ink = 剪贴板上没有墨迹
clipboard-no-ink-remark = 剪贴板上没有墨迹（{ $remark }）
dropped-ink-no-text = 这不是文本文件
dropped-ink-none = 文件中没有墨迹
dropped-ink-none-remark = 文件中没有墨迹（{ $remark }）
dropped-file-unknown = Digit Lab 可以打开模型（.safetensors）、图片（.png、.jpg）、墨迹（.jsonl），以及供训练的图像（IDX 文件的文件夹、.csv 和 .npz）；此文件不在其列：{ $path }

# 系统文件对话框中的文件类别，以及为设置文件建议的名称。
dialog-models = 模型
dialog-ink = 墨迹
dialog-settings = 训练设置
dialog-settings-file = 训练设置
dialog-pictures = 图片和墨迹
dialog-drawings = 墨迹
