"""What the libraries that read JSON, TOML, XML and packed files complain of, told in Chinese; their own words as a detail."""

from __future__ import annotations

# (what the complaint holds, what to do about it); the first that fits is told.
_JSON = (
    ("Expecting property name", "应为用英文双引号括起的键名；最后一项之后不能有逗号"),
    ("Illegal trailing comma", "最后一项之后不能有逗号"),
    ("Expecting ':' delimiter", "键名之后缺少英文冒号"),
    ("Expecting ',' delimiter", "两项之间缺少英文逗号，或者括号、引号没有配对"),
    ("Expecting value", "应为一个值：文字须加英文双引号；多余的逗号请删除"),
    ("Unterminated string", "引号没有配对的结束引号"),
    ("Invalid control character", "文字中不能直接换行或用制表符，请写成 \\n 或 \\t"),
    ("Invalid \\escape", "无法识别的反斜杠转义；反斜杠请写成 \\\\"),
    ("Invalid \\u", "\\u 之后应为四位十六进制数字"),
    ("Extra data", "内容已经结束，后面还有多余的文字"),
)
_TOML = (
    ("Expected '='", "键名之后应为英文等号“=”"),
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Duplicate inline table key", "同一个键写了两次"),
    ("twice", "同一个 [表名] 写了两次"),
    ("Unterminated string", "引号没有配对的结束引号"),
    ('Expected "\'"', "引号没有配对的结束引号"),
    ("Expected '\"", "引号没有配对的结束引号"),
    ("Illegal character '\\n'", "引号没有配对的结束引号，或文字中直接换了行（多行文字请用三个引号）"),
    ("Illegal character", "发现不可见的控制字符，请删除"),
    ("Unescaped '\\'", "无法识别的反斜杠转义；反斜杠请写成 \\\\，或改用单引号"),
    ("Unclosed array", "列表缺少结束的 ]"),
    ("Unclosed inline table", "缺少结束的 }"),
    ("Expected ']", "表名缺少结束的 ]"),
    ("Expected newline or end of document", "一行只能写一项；文字整体要加引号，日期写作 2027-03-31"),
    ("Invalid statement", "应为“键 = 值”；中文键名须加英文双引号"),
    ("Invalid initial character for a key", "键名须为字母、数字，其他键名须加英文双引号"),
    ("Invalid value", "应为一个值：文字须加英文双引号（不是“”），是与否写作 true、false"),
    ("Invalid date", "日期不存在，应写作 2027-03-31"),
)
_XML = (
    ("mismatched tag", "开始与结束的标签不配对"),
    ("not well-formed", "有不允许的字符或没有写完的标签；& 须写成 &amp;，< 须写成 &lt;"),
    ("undefined entity", "未定义的实体；& 须写成 &amp;"),
    ("duplicate attribute", "同一个属性写了两次"),
    ("unclosed token", "标签没有写完"),
    ("junk after document element", "内容已经结束，后面还有多余的文字"),
    ("unbound prefix", "标签的前缀没有声明（缺少 xmlns）"),
    ("encoding", "声明的编码与文件不符，请另存为 UTF-8"),
)
_REGEX = (
    ("missing )", "缺少右括号 )"),
    ("unexpected )", "多了一个右括号 )"),
    ("missing ]", "缺少右方括号 ]"),
    ("invalid perl operator", "不支持前后断言与反向引用，如 (?=…)、(?!…)"),
    ("invalid escape", "无法识别的反斜杠转义"),
    ("trailing \\", "末尾多了一个反斜杠"),
    ("no argument for repetition", "*、+、? 或 {n} 之前没有可重复的内容"),
    ("bad repetition", "重复写法有误，如 **"),
    ("invalid repetition size", "{n,m} 的数字过大或前大后小"),
    ("invalid character class range", "方括号里的范围写反了，如 [z-a]"),
    ("invalid named capture group", "命名分组写法有误，应为 (?P<名称>…)"),
    ("duplicate capture group", "同名分组写了两次"),
)
_PACKED = (
    ("not a zip file", "不是压缩格式：文件已损坏、没有下载完，或只是改了扩展名"),
    ("Bad CRC", "内容与校验值不符，文件已损坏"),
    ("Bad magic number", "文件已损坏"),
    ("truncated", "文件不完整，没有下载或复制完"),
    ("end-of-stream marker", "文件不完整，没有下载或复制完"),
    ("unexpected end of data", "文件不完整，没有下载或复制完"),
    ("password required", "文件有密码，请先去掉密码"),
    ("encrypted", "文件有密码，请先去掉密码"),
    ("compression method", "压缩方式不受支持，请用普通 .zip 重新压缩"),
    ("There is no item named", "缺少必需的部分，文件已损坏或不是这种格式"),
    ("invalid", "文件已损坏"),
    ("Error -", "文件已损坏"),
)


def json(complaint: str) -> str:
    """Return what is wrong with a JSON text."""
    return _told(complaint, _JSON)


def toml(complaint: str) -> str:
    """Return what is wrong with a TOML text."""
    return _told(complaint, _TOML)


def xml(complaint: str) -> str:
    """Return what is wrong with an XML text."""
    return _told(complaint, _XML)


def regex(complaint: str) -> str:
    """Return what is wrong with a regular expression."""
    return _told(complaint, _REGEX)


def packed(complaint: str) -> str:
    """Return what is wrong with an archive or a workbook."""
    return _told(complaint, _PACKED)


def _told(complaint: str, table: tuple[tuple[str, str], ...]) -> str:
    """Return the Chinese sentence with the library's own words behind it; of an unknown complaint those alone."""
    known = next((zh for part, zh in table if part in complaint), "")
    original = f"原文：{complaint}" if complaint else ""
    return f"{known}（{original}）" if known and original else known or original
