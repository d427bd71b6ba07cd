### 文件对话框，以及打开或拖入的文件。

## 文件对话框的标题。

request-open-model = 打开模型
request-save-model = 模型另存为
request-open-data = 打开图像文件夹
request-open-ink = 打开自己的数字
request-mix-data = 混入图像文件夹
request-mix-ink = 混入自己的数字
request-open-picture = 打开图片
request-save-drawing = 保存图
request-export-run = 导出训练记录
request-compare-ink = 用自己的数字比较
request-open-settings = 打开训练设置
request-save-settings = 训练设置另存为

## 执行的按钮。

verb-open = 打开
verb-save = 保存
verb-export = 导出

## 没有对话框时要输入的内容。

path-open-model = .safetensors 文件的路径，旁边须有它的 .json 文件
path-save-model = 要写入的 .safetensors 文件的路径；.json 文件写在旁边
path-open-data = 含有 MNIST 四个 IDX 文件（原始或 .gz）的文件夹的路径
path-open-ink = 每个数字都有标签的 .jsonl 墨迹文件的路径
path-open-settings = 训练设置 .json 文件的路径
path-save-settings = 要写入的 .json 文件的路径
path-open-picture = .png 或 .jpg 图片、或 .jsonl 墨迹文件的路径
path-save-png = 要写入的 .png 图片的路径
path-save-svg = 要写入的 .svg 图的路径
path-save-ink = 要写入的 .jsonl 墨迹文件的路径
path-export-run = 要写入的文件的路径
