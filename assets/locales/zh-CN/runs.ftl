### 保存的训练记录。

## 对它们所做的操作。$run 与 $name 是训练记录的名称。

runs-interrupted = { $run } 曾中断；可在“训练”页的“训练记录”中继续
runs-renamed = 训练记录已改名为 { $name }
runs-restored = “{ $run }”已恢复
runs-best-kept = 已保留中断的训练的最佳权重
runs-written = 已写入 { $path }
runs-settings-used = 下次训练将采用“{ $run }”的设置

## 写入正在进行的训练。

run-not-written = 无法写入训练记录，训练照常进行：{ $fault }
run-folder-gone = 训练记录的文件夹已不存在

## 训练前后：用于比较的图像。

work-comparing-run = 正在比较前后两个模型
compare-no-start = 训练记录中没有起始模型
compare-mnist = MNIST 测试图像
compare-test-images = “{ $data }”的测试图像
compare-ink = 手写数字文件（{ $file }）
compare-own = 我的数字
compare-own-learned = 我的数字（其中大部分已用于训练）
