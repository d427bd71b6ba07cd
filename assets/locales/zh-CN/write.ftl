### 书写页：网络一个词元一个词元地写数字。

## 要写的内容。错误信息是可以放在冒号之后的短句。

prompt-no-digit = 其中没有数字；请输入数字，例如“写一个 7”或“2026”
prompt-strange = “{ $what }”既不是数字，也不是数字前后的用语；请输入“写一个 7”或“2026”这样的内容
prompt-sum = 加法要有两个数字，例如“3 + 4 =”
prompt-too-long = 要写 { $found } 个数字，而一页最多写 { $most } 个

## 命令。

writing-write = 书写
    .help = 一个词元一个词元地写出要写的内容
writing-play-pause = 继续或暂停书写
    .help = 自动往下写，或者停住
writing-step = 写下一个词元
    .help = 采样一个词元，然后停下
writing-step-back = 退回一个词元
    .help = 去掉最后一个词元
writing-finish = 一次写完这个数字
    .help = 一直采样词元，直到数字结束
writing-new-seed = 换一个种子
    .help = 用另一组随机数采样；同一个种子总是写出同样的内容
writing-undo = 撤销页面上的改动
    .help = 回到页面之前的样子
writing-redo = 重做页面上的改动
    .help = 回到撤销之前的样子
writing-clear = 清空页面
    .help = 换一张白纸；给网络看的示例保留，撤销可以找回页面
writing-take-drawing = 用画布上的墨迹开头
    .help = 把绘制页的笔画放到页面上，让网络接着写
writing-send = 把页面送到画布
    .help = 把写出的内容放到绘制页的画布上，由识别网络来读
writing-new-sheet = 写一张样本
    .help = 写一百个数字，每个数字十个，并由当前模型识别
writing-new-sums = 问遍所有加法
    .help = 让它回答 0 + 0 到 9 + 9，并由当前模型识别答案
writing-save = 保存书写结果
    .help = 把写出的内容保存为 SVG 或 PNG
writing-export-svg = 把书写内容存为 SVG
    .help = 以曲线保存当前打开的页面、样本或加法表
writing-export-png = 把书写内容存为 PNG
    .help = 以图片保存当前打开的页面、样本或加法表
writing-show-own = 给它看我的数字
    .help = 把保存过的数字中最多四个放在页面之前作为示例；不改变任何权重
writing-measure-hand = 测量示例的作用
    .help = 预测你保存的数字，以及谁也没有学过的五位书写者的数字，前面放上越来越多同一人的笔迹

## 页面上方。

writing-prompt = 要写什么
    .hint = 写一个 7
    .help = 一个或几个数字；前后的用语不影响结果
writing-model-loading = 正在加载书写模型…
writing-model-live = 正在训练的模型，边学边写
writing-model = 书写模型：{ $model }
    .help = 负责书写的网络；点击可换一个
writing-fault = 没有成功：{ $fault }
writing-not-drawn = 这些墨迹没有采用：{ $fault }
writing-no-classes = 这个网络训练时没有被告知接下来是哪个数字：它想写什么就写什么，指定数字对它没有意义
writing-no-sums = 这个网络没有学过加法：两个数字连在一起对它没有意义。请用“教它做加法”这一课来训练它
writing-sum = { $left } + { $right } 由两个相邻的词元提出。要把它们相加，是它从例子里学来的，这道加法就在其中
writing-sum-held-out = { $left } + { $right } 由两个相邻的词元提出。这道加法是留出的：没有任何例子给出过它的答案
writing-own-none = 没有可以展示的已保存数字；请在绘制页保存几个，或者在这里画一个
writing-own-unusable = 保存的数字都无法使用：{ $path }

writing-page = 页面
    .help = 在页面上书写，逐个查看词元
writing-sheet = 样本
    .help = 一百个样本，并显示各自的识别结果
writing-sums = 加法
    .help = 两个数字的所有加法，其中十分之一不参加训练：它是学会了加法，还是背下了答案？
pace-slow = 慢
    .help = 慢到能看清每个词元
pace-hand = 手写速度
    .help = 和手写一样快
pace-fast = 快
    .help = 快到眼睛刚好跟得上

## 页面。

writing-paper = 页面
writing-paper-blank = 空白
writing-paper-empty = 输入要写的内容，或者用笔写出一个数字的开头：网络会接着写
writing-shown = 先给它看
writing-ways-none = 写数字的过程中，这里列出它可能的十种写法，以及各自的识别结果
writing-ways = 十种续写
writing-ways-read = 十种续写：{ $reader }认对 { $right } 个（共 { $ways } 个）
# $digits 是各数字及其被识别出的次数。
writing-ways-untold = 十种续写，{ $reader }识别为 { $digits }
writing-read-count = { $digit }（{ $count } 次）
writing-way = 一种续写
    .help = { $told }。点击即采用
writing-way-read = 要写 { $asked }，识别为 { $read }
writing-way-untold = 识别为 { $read }

## 词元。

token-class = 数字 { $digit }
token-start = 页面开始
token-end = 页面结束
token-next-digit = 下一个数字
token-next-writer = 下一位书写者
token-direction = 朝向 { $degrees }°
token-draw = { $length ->
        [1] 画一小段
        [2] 画一段
       *[other] 画一长段
    }
token-move = { $length ->
        [1] 抬笔移一小段
        [2] 抬笔移一段
       *[other] 抬笔移一长段
    }
token-none = 没有这个词元
writing-token = 第 { $place } 个词元：{ $token }
    .help = { $token }。点击可查看它之后本来可能是什么
writing-token-next = 接下来：{ $token }

## 接下来是什么。

writing-next = 下一个词元
    .help = 各词元接下来出现的概率，以及原因
writing-attention = 注意力
    .help = 最新的词元关注前面哪些词元
writing-hand = 你的笔迹
    .help = 给它看你自己的数字，并测量有多大作用
writing-next-blank = 还没有开始写。开始之后，这里显示最可能的下一个词元，以及概率的由来
writing-next-done = 这一页写完了。点击下面的词元，可以查看那里本来可能是什么
# $bits 表示采样的不确定程度。
writing-next-told = 下一个词元，不确定程度 { $bits } 比特。颜色较深的是种子抽中的
writing-next-inspected = 第 { $place } 个词元之后本来可能是什么
writing-bar = { $token }：{ $share }
writing-bar-out = 已截去
writing-untold = 这会是哪个数字？
    .help = { $told }。没有人指明：各数字的份额由它们使目前的笔画有多可能而得出（贝叶斯公式）
writing-untold-told = 最可能是 { $digit }：{ $share }

## 概率的由来。算式要短，结果写在旁边。

arithmetic-logit = 网络给出的未归一化得分
arithmetic-mixed = 它在十种可能的数字上的平均概率的 ln
arithmetic-follow = 追溯这个得分
    .help = 网络由哪些数算出它，一步步追溯到词元表
arithmetic-follow-likeliest = 按最可能的数字追溯得分
arithmetic-temperature = ÷ 温度 { $temperature }
arithmetic-greedy = 贪心：总是取最可能的词元；下面是温度为 1 时的概率
arithmetic-power = e^({ $scaled } − 最高分 { $highest })
arithmetic-softmax = ÷ 所有可选词元之和 { $sum }
arithmetic-cut = ÷ 截取后剩下的 { $left }
arithmetic-not-allowed = 这里不能出现：方向之后是长度，而数字要在纸上结束
arithmetic-not-likeliest = 它不是最可能的，所以不会被取到
arithmetic-beyond-k = 已截去：不在最可能的 { $most } 个之中（前 k 个）
arithmetic-beyond-p = 已截去：更可能的词元合起来已有 { $share }（核采样）
arithmetic-pick = 就写这个
    .help = 不管种子抽中什么，接下来写这个词元

## 怎样采样下一个词元。

sampling-set-temperature = 温度
    .help = 得分除以温度：大于 1 时各词元更接近，小于 1 时最可能的更常胜出，等于 0 时总是它
sampling-set-top-p = 核采样概率 p
    .help = 只从概率之和达到此值的最可能词元中采样
sampling-set-top-k = 只取前 k 个
    .help = 只从最可能的这么多个词元中采样
sampling-set-greedy = 贪心
    .help = 总是取最可能的词元
sampling-set-seed = 种子
    .help = 随机数由它产生：同一个种子写出同样的内容

## 注意力。

attention-about = 最新的词元对前面每个词元的关注程度。墨迹上的圆点和下方词元的底色越深，关注越多
attention-nothing = 还没有开始写
attention-mean = 所有注意力头的平均
    .help = 所有层所有注意力头平均关注什么
attention-block = 第 { $block } 层
attention-head = 第 { $block } 层第 { $head } 个注意力头
attention-token = { $place }：{ $token }
attention-follow = 追溯对词元 { $place } 的 { $share } 从何而来
attention-choose = 选一个注意力头，就可以追溯它的每个权重
attention-order = 词元只能向前看：后面的内容对它不可见，训练时也是如此

## 追溯网络中的一个数。算式要短，结果就写在算式里。

writing-follow-back = 返回
    .help = 回到上一个数，或离开算式
follow-logit = “{ $token }”的得分
follow-look = 第 { $block } 块第 { $head } 个头对词元 { $place } 的注意力
follow-number = { $layer }：词元 { $token } 的第 { $number } 个数
follow-nothing = 这一页上没有这个数
follow-weighted-sum = 该词元的 { $count } 个数的加权和（乘积大的在前），再加偏置
follow-normalisation = 归一化：减去该词元各数的均值，除以方差的平方根，再乘学到的增益、加学到的偏移
follow-attention = 注意力：所看的每个词元的一个数，按注意力加权；乘积大的在前
follow-look-how = 查询乘键，除以长度的平方根；取 e 的幂；对之前所有词元求和；得到所占的份额
follow-sum = 残差连接：绕过各层的数，加上各层的结果
follow-gelu = GELU：这个数乘以正态分布中低于它的比例
follow-same = 保持不变：随机失活只在训练时起作用
follow-position = 位置嵌入：加上这个位置学到的数
follow-table = 词元嵌入：从学到的表中查出，每个词元一行。所有的数都到此为止
follow-on = { $formula }，继续追溯
    .help = 继续追溯这一行开头的数

## 自己的笔迹。

hand-about = 上下文中的示例，不改变任何权重：网络先看到的内容可能使它写得像那个人的笔迹
hand-none-shown = 还没有给它看任何数字
hand-no-own = 你还没有保存数字：请在绘制页画一个并按下对应的数字键，或者直接在这里画一个
hand-hide = 不再展示这个 { $digit }
hand-draw-one = 也可以在白纸上画一个数字，再在这里说明它是几；最多展示四个
hand-this = 给它看页面上的数字，这是
hand-this-is = 把页面上的数字作为 { $digit } 展示
hand-bits = 它读得出你的笔迹吗？
hand-bits-about = 每个词元的比特数：在 0 到 4 个同一笔迹的数字之后，网络对下一个词元有多意外。纯粹猜测是 5.46
hand-bits-own = 你的数字
hand-bits-others = 谁也没有学过的五位书写者
hand-bits-axis = 前面有几个同一笔迹的数字；越低越好
hand-bits-after = { $digits } 个之后：{ $bits } 比特
hand-bits-told = 由{ $model }在你的 { $digits } 个数字和五位书写者的数字上测得
hand-change = 从{ $before }到{ $now }：你的数字每词元 { $own_before } → { $own_now } 比特，五位书写者 { $others_before } → { $others_now } 比特
hand-not-learned = 对你的笔迹的预测没有变好
hand-nothing-forgotten = 它学会了你的笔迹，也没有忘记其他人的
hand-forgotten = 它学会了你的笔迹，却忘记了一部分其他人的：在训练页设置“重放”，它就会在学你的同时继续看到他们的
hand-bits-helps = 示例略有帮助：在五位书写者上最多降低 { $gain }
hand-bits-little = 示例几乎没有帮助：在五位书写者上最多降低 { $gain }

## 样本。

sheet-none = 还没有样本
sheet-told = { $all } 个中有 { $right } 个被{ $reader }认作要写的数字；由{ $model }书写，种子 { $seed }
sheet-untold = 没有指定数字的 { $all } 个样本，{ $reader }识别为 { $digits }；由{ $model }书写，种子 { $seed }
sheet-about = 每行要写同一个数字，行末是认对的个数。样本旁打叉的数字：它被认成了那个数字
sheet-unread = 由{ $model }书写的 { $all } 个数字，尚未识别
sheet-sample = 要写 { $asked }
sheet-sample-unread = 一个样本，尚未识别

## 加法表。

sums-none = 还没有加法
sums-about = 每个答案下方是识别结果，打勾的就是和，打叉的不是。蓝框中是留出的十道加法，没有任何例子给出过它们：只有会加的才答得对
sums-told = 学过的 { $all_learned } 道加法答对 { $learned } 道，留出的 { $all_held_out } 道答对 { $held_out } 道；由{ $model }书写，{ $reader }识别，种子 { $seed }
sums-unread = 由{ $model }书写的所有加法，尚未识别
sums-asked = { $left } + { $right }
sums-read = { $left } + { $right }，识别为 { $read }
sums-read-held-out = { $left } + { $right }，识别为 { $read }；没有参加训练
sums-not-learned = 它没有学会加法：学过的答对不到一半
sums-generalised = 它能泛化：没学过的与学过的答对的比例差不多
sums-memorised = 它是背下来的：学过的答得对，没学过的几乎都不对
sums-partly = 它部分泛化：没学过的不如学过的答对得多

## 其他位置。

help-write = 一个小语言模型用笔写数字：每一步是一个方向和一个长度，它会说出每个下一步有多可能。可以让它写数字，也可以自己写个开头让它接着写，看它关注什么，给它看你自己的笔迹，再让识别网络给它写的内容打分。
request-save-writing = 保存书写内容
dialog-writing-file = 书写
work-writing-sheet = 正在写一张样本
work-writing-sums = 正在回答所有加法
work-measuring-hand = 正在测量示例的作用
setup-prompts = 每个数字之前的提示
    .help = 数字之前是否有一个指明它的词元。没有时，网络只学笔画，就像语言模型先在没有指令的文本上预训练；之后可以微调成能够听从要求
prompts-classes = 指明数字
    .help = 每个数字之前有一个指明它的词元，因此可以指定要写的数字
prompts-sums = 指明数字，或出一道加法
    .help = 多数页开头是两个数字，写出的是它们的和；一百道加法中留出十道
prompts-nothing = 没有提示
    .help = 只学笔画，不告诉它是哪个数字

## 训练会书写的网络。

setup-from-writer = 书写模型
    .help = 微调负责书写的模型：从它已经学到的内容开始
setup-start-writer = 负责书写的模型
    .help = 要继续训练的网络
setup-plan-train-writer = 用笔画训练{ $network }（{ $weights }），共 { $epochs }
setup-plan-tune-writer = 用笔画微调{ $model }（{ $weights }），共 { $epochs }
idle-from-writer = 从书写模型已经学到的内容继续；模型本身保持不变
run-done-untold = 训练 { $run } 已完成：它自己写的 100 个数字中，{ $accuracy } 能被肯定地认作某个数字
run-done-writing = 训练 { $run } 已完成：它写的 100 个数字中，{ $accuracy } 被认作要写的数字
setup-writers = 它向 22 位用笔写数字的人和虚构的书写者学习。另有 { $validation } 位用来选择最好的轮次，{ $test } 位只用来报告结果
setup-made-up-writers = 虚构的书写者
    .help = 由虚构书写者写出的数字所占的份额，其中有那 22 人可能没有的写法和习惯
setup-pages = 每轮页数
    .help = 每一轮最多学习这么多页，每页 128 个词元
setup-told-strokes = { $prompts }，{ $share } 为虚构
metric-read-as-asked = 认作要写的数字
    .inside = 认作要写的数字的比例
    .help = 网络写出的 100 个数字中，当前模型认作要写的数字的有多少；学加法的网络则是一百道加法中答对的有多少
curve-samples = 100 个样本
    .inside = 样本
metric-read-for-sure = 能肯定认出
    .inside = 能肯定认出的比例
    .help = 网络写出的 100 个数字（无法指定写哪个）中，当前模型以至少 90 % 的把握认作某个数字的有多少
view-curves-writing = 训练页与验证页上的每词元比特数，以及 100 个样本中能被认出的有多少
metric-bits-per-token = 每词元比特数
    .inside = 每词元比特数
    .help = 网络对每个下一词元有多意外：它给实际出现的词元的概率取 −log₂ 后的均值；训练所用的损失只是把 log₂ 换成 ln。越低越好
curve-guessing = 随机猜测：log₂ { $tokens } = { $bits }
    .inside = 随机猜测
preset-topic-writing = 笔画的语言模型
preset-write = 从零训练一个小 GPT
    .help = 32,428 个权重在几分钟内学会写数字；损失从在 44 个词元中随机猜测开始下降，写出的数字越来越认得出
preset-write-untold = 只用笔画预训练
    .help = 同一个网络从不被告知是哪个数字：它学会笔画怎样继续，但不能指定数字
preset-write-instruct = 微调成听从要求
    .help = 让书写模型学会“写一个 7”的意思：从预训练过的模型开始，几轮就够了
preset-write-adapters = 只训练低秩适配（LoRA）
    .help = 用低秩适配代替全部权重：改变的数少得多
preset-write-sums = 教它做加法
    .help = 用“3 + 4”和写出的答案微调书写模型。留出十道加法，因此看得出它是泛化了还是背下来的
writer-now-current = 从现在起由{ $model }书写
train-watch-writing = 看它写字
    .help = 打开书写页，由正在训练的权重边变化边写
setup-section-strokes = 笔画
transport-pages = 页/秒
writing-ways-before = 之前（{ $model }）：{ $ways } 个中有 { $right } 个认作要写的数字
writing-ways-before-untold = 之前（{ $model }）：识别为 { $digits }
writing-ways-before-unread = 之前（{ $model }）
writing-way-before = { $model }会这样续写
writing-compare = 前后对比
    .help = 在现在的书写模型旁边，显示之前的 { $model } 会怎样续写
handwriting-no-digits = 墨迹文件里没有带标签且有墨迹、可供学习的数字
setup-writers-in-program = 程序内的书写者
setup-own-single = 你的数字全是同一个：只用它们来教，网络会忘记其他数字
setup-replay = 重放
    .help = 程序内书写者的数字所占的份额：让网络学习新笔迹时不忘记他们
setup-set-for-own-hand = 已设置为让书写模型学习你的笔迹
own-digits-teach-the-writer = 教书写模型学我的笔迹
    .help = 填入用你的数字微调书写模型的设置；再点一下即可开始
hand-teach-about = 也可以改变权重：用你的数字微调书写模型，然后前后对比，并在这里测量它对五位书写者忘记了多少
