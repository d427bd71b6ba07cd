### 不是神经网络的方法。

method-least-squares = 线性回归
    .help = 每个数字的每个像素有一个权重，让十个加权和尽量接近标签写成的 1 和 0：一步解出，不用迭代
method-neighbours = k 近邻
    .help = 它什么也不学，只保存所有训练图片：在最相似的几张里，哪个标签最多就选哪个
method-linear-svm = 线性支持向量机
    .help = 为每个数字找一个平面，以尽可能大的间隔把它与其余数字分开
method-kernel-svm = 核支持向量机
    .help = 边界可以弯曲：它保存每两个数字边界上的训练图片，并看新图片离其中每一张有多近
method-tree = 决策树
    .help = 一个接一个地询问单个像素，直到只剩下一个数字
method-forest = 随机森林
    .help = 由许多树投票决定：每棵树用不同的图片长成，每个问题只能在少数几个像素中挑选

## 可能出现的问题。

method-too-few =
    { $found ->
        [0] 没有可供学习的图片
       *[other] 可供学习的图片只有 { $found } 张；至少需要 { $least } 张
    }
method-one-class = 所有图片的标签都是 { $class }；至少要有两种不同的标签，方法才能学会区分
method-stopped = 还没完成就被停止了
method-damaged = 这个方法的文件无法使用：{ $fault }
method-file-other = 文件开头不是训练好的方法的格式
method-file-short = 文件结尾缺失
method-file-packed = 学到的内容无法解压，文件已损坏或不完整
method-file-large = 学到的内容太大，无法打开
method-file-newer = 它由更新版本的程序生成
method-file-tensor = “{ $tensor }”与该方法所需的不符
method-file-ending = 训练好的方法要保存为以“.{ $ending }”结尾的文件

## 在窗口中训练。

setup-from-method = 非神经网络
    .help = 不用神经网络的方法：回归、近邻、支持向量机或树
setup-method = 方法
    .help = 它怎样学会区分数字
setup-start-is-a-method = 当前模型不是神经网络，不能继续训练；请在模型列表中选择一个网络，或从全新权重开始
method-k = 近邻数 k
    .help = 由最相似的几张训练图片投票；数量越多，结果越平滑，也越模糊
method-cost = 惩罚系数 C
    .help = 样本落在边界错误一侧的代价；代价高则迁就每个样本，代价低则间隔更宽
method-gamma = γ
    .help = 两张图片的相近程度随距离下降得多快；值越大，边界越会绕着单张图片弯曲
method-images = 图片数
    .help = 最多用多少张训练图片来学习；用时随图片数的平方增长
method-depth = 深度
    .help = 最多连续提多少个问题；太少则树很粗略，太多则会死记训练图片
method-trees = 树的数量
    .help = 由多少棵树投票；越多越慢，也略微更准
method-learns-from = 它从{ $data }的 { $images } 张图片中学习；其中一部分留出用于校准
method-plan = 训练：{ $method }
method-learning = 正在训练：{ $method }
method-train = 训练非神经网络的方法
    .help = 训练在“训练”页中选定的方法，并用它识别
method-stop = 停止训练该方法
    .help = 已学到的内容不会保留
method-training-stopped = 已停止训练该方法
method-training-failed = 无法训练该方法：{ $fault }
method-none-trained = 在这里训练好的方法会立即识别你画的数字，并可与神经网络比较
method-trained-now = 启动以来训练的方法
method-took = 训练用时
method-use = 用它识别
    .help = 让它成为当前模型
method-save = 保存
    .help = 写入模型文件夹，以后可以再次打开
method-saved-as = 已保存为 { $file }
method-look = 看看内部
    .help = 展示它如何识别画布上的内容
method-told-plain = { $images }
method-told-k = k = { $k }，{ $images }
method-told-cost = C = { $cost }，{ $images }
method-told-kernel = C = { $cost }，γ = { $gamma }，最多 { $images }
method-told-tree = { $depth }，{ $images }
method-told-forest = { $trees } 棵树，{ $depth }，{ $images }
method-told-depth = 最多 { $depth } 个问题
method-told-any-depth = 问题数不限
work-fitting-method = 正在训练方法
models-methods = 非神经网络
comparison-method = 非神经网络

## 看看内部。

inside-method-blank = 画一个数字，看看它是怎样被识别的
inside-method-neighbours = 最相似的 { $shown } 张训练图片；带框的 { $k } 张投票
inside-method-distance = 距离 { $distance }
inside-method-supports = 数字 { $class } 的支持向量中，把结果拉离 { $rival } 最有力的几张
inside-method-pull = 拉力 { $pull }
inside-method-nearness = 相近程度 { $nearness }
inside-method-votes = { $trees } 棵树的投票
inside-method-vote = { $class }：{ $trees } 棵树
inside-method-first-tree = 第一棵树问了 { $questions } 个问题
inside-method-way = 对于这幅画，树问了 { $questions } 个问题
inside-method-question = { $number }. 第 { $row } 行第 { $column } 列的像素的墨量大于 { $threshold } 吗？
inside-method-answer = { $answer }：{ $ink }
inside-method-yes = 是
inside-method-no = 否
inside-method-leaf = 所以它是 { $digit }
inside-method-left = 还剩 { $images } 张训练图片：{ $shares }
inside-method-share = { $class }（{ $share }）
inside-method-weights = 每个数字的每个像素的权重：把画与每张图逐像素相乘再求和，和最大的数字获胜
inside-method-sum = 和 { $sum }
inside-method-colours = 有墨的地方，一种颜色支持这个数字，另一种反对它
