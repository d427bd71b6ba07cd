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
