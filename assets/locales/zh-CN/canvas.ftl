### 画布及其工具与菜单。

## 画布。

canvas-name = 画布
# 没有墨迹时，读屏软件读出的内容。
canvas-blank = 空白
canvas-invitation = 写一个 0 到 9 的数字
# $name 是图片的文件名。
canvas-picture = { $name } · 动笔即可继续

## 工具。

tool-pen = 画笔
    .help = 书写；按住鼠标右键可擦除
tool-eraser = 橡皮
    .help = 擦去触及的整条笔画
tool-area-eraser = 区域橡皮
    .help = 擦去圆圈内的墨迹，如同使用真正的橡皮
tool-transform = 变换
    .help = 用控制点或数值移动、缩放、旋转墨迹

## 工具栏。

tools-by-numbers = 按数值
    .help = 按数值缩放、旋转墨迹，调整笔画粗细
tools-options = 选项
    .help = 平滑、压感、网格与供描摹的数字
tools-export = 导出
    .help = 保存或复制墨迹，或粘贴图片与墨迹
tools-own-digits = 我的数字
    .help = 把画布上的字存为我的数字，并用其中的全部数字教模型
tools-more = 更多工具
    .help = 这里放不下的其他工具

## 画笔和橡皮的宽度。$share 是占画布的比例，$thinner 与 $thicker 是按键。

pen-width = 画笔宽度（占画布的百分比）
    .preview = 画笔宽度预览
    .now = 画笔宽度，现为画布的 { $share }
eraser-width = 橡皮宽度（占画布的百分比）
    .preview = 橡皮宽度预览
    .now = 橡皮宽度，现为画布的 { $share }
width-keys = { $thinner } 与 { $thicker }，或在画布上转动滚轮

## 按数值变换墨迹的输入框；prefix 位于框内数值之前。

transform-size = 大小（百分比）
    .prefix = { "大小 " }
    .help = 大小（百分比）；可拖动，也可点击后输入。方向键移动墨迹
transform-turn = 旋转角度
    .prefix = { "旋转 " }
    .help = 旋转角度；可拖动，也可点击后输入。方向键移动墨迹
transform-thickness = 笔画粗细（百分比）
    .prefix = { "粗细 " }
    .help = 笔画粗细（百分比）；可拖动，也可点击后输入。方向键移动墨迹

## 用按键对全部墨迹做的小改动。

drawing-left = 左移
    .help = 把墨迹向左移动
drawing-right = 右移
    .help = 把墨迹向右移动
drawing-up = 上移
    .help = 把墨迹向上移动
drawing-down = 下移
    .help = 把墨迹向下移动
drawing-larger = 放大墨迹
    .help = 把画布上的墨迹放大
drawing-smaller = 缩小墨迹
    .help = 把画布上的墨迹缩小
drawing-turn-left = 向左旋转
    .help = 把墨迹逆时针旋转
drawing-turn-right = 向右旋转
    .help = 把墨迹顺时针旋转
drawing-thicken = 调粗笔画
    .help = 把已写的笔画调粗
drawing-thin = 调细笔画
    .help = 把已写的笔画调细

## 画布的命令。

canvas-replay = 回放
    .help = 重看书写过程，以及识别结果如何随之变化
canvas-play-pause = 播放或暂停回放
    .help = 让回放继续，或停在当前时刻
canvas-grid = 网格
    .help = 在墨迹后面显示网格线；网格线不参与识别
canvas-steps = 步骤
    .help = 显示墨迹如何变成网络看到的图像，每个步骤都有开关
canvas-all-steps = 启用全部步骤
    .help = 按训练图像的处理方式处理墨迹
canvas-trace = 描摹 { $digit }
    .help = 淡淡地显示这个数字，供描摹；它不参与识别
canvas-pressure = 压感改变粗细
    .help = 用力越大，墨迹越粗；需要支持压感的笔或屏幕
canvas-copy-picture = 复制为图片
    .help = 把墨迹的图片放到剪贴板；Ctrl+C 效果相同
    .done = 已把墨迹复制为图片
canvas-copy-ink = 复制为墨迹
    .help = 把笔画放到剪贴板，格式为墨迹文件中的一行
    .done = 已把笔画复制为墨迹
canvas-paste = 粘贴
    .help = 识别剪贴板中的图片或墨迹，取代画布上的内容；Ctrl+V 效果相同
canvas-go-to =
    .help = 跳到书写过程中的任意时刻
canvas-speed =
    .help = 放慢或加快，以书写速度的倍数计

## 选项菜单。

options-smoothing = 新笔画的平滑程度
options-guides = 辅助显示，不参与识别
options-trace = 供描摹的淡色数字
options-no-trace = 无

## 导出菜单：文件格式，以及图片的样式。

save-drawing-png = 保存为 PNG 图片…
    .help = 像素图，适用于文档和幻灯片；边长与背景在此选择
save-drawing-svg = 保存为 SVG 图形…
    .help = 平滑的矢量曲线，放大到任意尺寸仍然清晰
save-drawing-ink = 保存为墨迹文件…
    .help = 笔画及其粗细、压力与速度，存为 .jsonl 文件，Digit Lab 可再次打开
save-drawing-network = 保存网络看到的图像…
    .help = 网络识别的 28 × 28 像素，黑底白字，存为 PNG 图片
save-drawing-size = PNG 图片的边长（像素）
save-drawing-paper = PNG 与 SVG 的背景
paper-white = 白纸
paper-transparent = 透明

## 回放栏。

replay-pause = 暂停回放
replay-play = 播放回放
replay-moment = 回放时刻（秒）
replay-time = { $now } / { $all } 秒
replay-speed = 回放速度：{ $times }
replay-close = 关闭回放
    .help = 回到工具栏和完整的墨迹

## 画布上应有几个数字。

expected-auto = 自动
    .help = 识别一个数字；若发现多个数字，则识别为多位数
expected-one = 单个数字
    .help = 把画布上的全部内容当作一个数字识别
expected-number = 多位数
    .help = 找出画布上的每个数字（哪怕只有一个），并分别加框
