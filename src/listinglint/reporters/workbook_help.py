"""What the help sheet of the workbook says."""

from __future__ import annotations

from listinglint.model import Words

HELP = Words(
    """
怎么用这张表
1. 在“问题清单”里逐行看：红字是有问题的词，“建议改成”是可以照抄的写法。
2. 在“修改后”里写好整段新文字（它会替换“原文”一格里的全部文字）。不改就留空。
   几行问题是同一段原文时，填其中一行就够了。
3. 保存，然后运行：listinglint apply 本文件（或双击“应用修改.bat”）。
4. 程序先核对：检查之后文字变过的行不会写入，并会告诉你是哪一行。原文件备份为 .bak。
5. 图片问题请更换图片，然后重新检查。
6. 认为这样写没有问题：把“状态”改为“申请豁免”，在“备注”里写原因；运行第 3 步后会列出申请，由负责人批准。
请不要改动右侧隐藏的列，程序靠它们找到原文。可以排序、筛选、增删其他列，也可以删掉整行。
级别：错误＝发布前必须改；警告＝最好改；提示＝可以更好；需人工复核＝要有人看，或要留存证明。
“未检查”表里的内容没有检查过，不等于没有问题。本表不是法律意见。
""",
    """
How to use this workbook
1. Read the Findings sheet row by row: the words in red are the problem, Suggestion is wording to paste.
2. Write the whole new text into New text (it replaces everything in the Text cell). Leave it empty to change nothing.
   Where several rows are about the same text, one of them is enough.
3. Save, then run: listinglint apply THIS-FILE.
4. Rows whose text has changed since the check are not written, and you are told which. Files are kept as .bak.
5. For problems of pictures change the picture and check again.
6. Where the text is right as it is: set Status to waiver and give the reason in Note; step 3 lists the requests for approval.
Leave the hidden columns on the right alone: they say where the text is. Sorting, filtering and deleting rows is fine.
Severity: error = change before publishing; warning = better changed; info = could be better; to review = a person must look.
What stands on the Not checked sheet was not checked, which does not mean that it is fine. This is not legal advice.
""",
)
