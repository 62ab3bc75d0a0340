"""What pages call severities, topics, consequences and sides, in both languages."""

from __future__ import annotations

from typing import Any

from listinglint.letters import SIDES, UNKNOWN
from listinglint.model import Words

LEVELS = {
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "info": Words("提示", "info"),
    "review": Words("需人工复核", "to review"),
}
TOPICS = {
    "claims": Words("宣传用语", "claims"),
    "materials": Words("材质", "materials"),
    "images": Words("图片", "pictures"),
    "specs": Words("规格", "specifications"),
    "structure": Words("必填内容", "required content"),
    "channels": Words("平台限制", "channel limits"),
    "wording": Words("文字", "wording"),
    "lint": Words("豁免", "allowances"),
}
CONSEQUENCES = {
    "takedown": Words("可能被下架", "may be taken down"),
    "search-suppressed": Words("可能搜不到", "may not be found in search"),
    "fine-risk": Words("可能被罚款", "may be fined"),
    "refund-risk": Words("可能引起退货", "may cause refunds"),
    "advice": Words("建议", "advice"),
}
NAMES: dict[str, Any] = {
    "levels": LEVELS,
    "severities": ("error", "warning", "info"),
    "order": ("error", "warning", "info", "review"),
    "topics": TOPICS,
    "consequences": CONSEQUENCES,
    "sides": SIDES,
    "css": {"A": "A", "B": "B", "C": "C", "D": "D", "E": "E", UNKNOWN: "q"},
    "none": Words("", ""),
    "filters": "筛选 / Filters",
    "lettered": "等级 / Letters",
}
