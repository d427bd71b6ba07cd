### 导出的内容：曲线图与训练报告中的文字。

## 曲线图的坐标轴与曲线。

figure-loss = 损失
figure-accuracy = 准确率
figure-bits-per-token = 每词元比特数
figure-samples-read = 样本认读率
figure-guessing = 随机猜测
figure-epochs = 轮次
figure-training = 训练
figure-validation = 验证

## 报告的各部分。

page-result = 结果
page-curves = 曲线
page-confusion = 各数字的测试图像
page-confusion-axes = 行为真实数字，列为识别结果
page-settings = 设置
page-again = 重新训练
page-written-by = 由 Digit Lab 生成

## ONNX 文件中对网络的说明。

onnx-about = 识别手写数字：输入为 28 × 28 图像的字节，0 表示纸，255 表示墨；输出为十个未归一化得分（logits）和十个概率，每个数字各一个
onnx-about-tokens = 续写笔画：输入词元，输出每个词元之后下一个词元的 logits 和概率
