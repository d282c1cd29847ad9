"""What the functions of expressions are called with and what for, for their authors."""

from types import MappingProxyType

# Name: how it is written, and a sentence. Kept complete by a test.
FUNCTION_WORDS = MappingProxyType(
    {
        "len": ("len(名单)", "有几项；没有填的不能数。"),
        "min": ("min(数, …)", "最小的一个。"),
        "max": ("max(数, …)", "最大的一个。"),
        "sum": ("sum(数的列表)", "合计。"),
        "abs": ("abs(数)", "去掉负号。"),
        "round": ("round(数, 小数位)", "四舍五入；不写小数位得整数。"),
        "int": ("int(值)", "变成整数。"),
        "float": ("float(值)", "变成带小数的数。"),
        "str": ("str(值)", "变成文字，好与别的文字相连。"),
        "any": ("any([条件 for 项 in 名单])", "有一项成立。"),
        "all": ("all([条件 for 项 in 名单])", "项项成立；空名单也算成立。"),
        "sorted": ("sorted(名单)", "从小到大排列。"),
        "list": ("list(值)", "变成列表。"),
        "keys": ("keys(结果)", "会签结果中的各主体。"),
        "values": ("values(结果)", "会签结果中的各份答复。"),
        "now": ("now()", "此刻。"),
        "today": ("today()", "今天的日期。"),
        "day_of": ("day_of(时刻)", "时刻所在的日期。"),
        "moment_of": ("moment_of(日期, '09:00')", "那一天几点几分。"),
        "hours_after": ("hours_after(时刻, 小时数)", "几小时之后。"),
        "hours_before": ("hours_before(时刻, 小时数)", "几小时之前。"),
        "minutes_between": (
            "minutes_between(先, 后)",
            "相隔几分钟；已过去的为负。",
        ),
        "days_after": ("days_after(时刻或日期, 天数)", "几个自然日之后。"),
        "days_before": ("days_before(时刻或日期, 天数)", "几个自然日之前。"),
        "workdays_after": (
            "workdays_after(时刻或日期, 天数)",
            "几个工作日之后，按工作日历。",
        ),
        "workdays_before": (
            "workdays_before(时刻或日期, 天数)",
            "几个工作日之前，按工作日历。",
        ),
        "in_charge_of": (
            "in_charge_of([单位, …])",
            "分管这些单位的领导职务，各一次；有单位无人分管时不能计算。",
        ),
        "head_of": ("head_of(单位)", "单位的主要负责人。"),
        "posts_of_kind": ("posts_of_kind('leader')", "这一类的各职务，按次序。"),
        "is_away": ("is_away('post:mayor')", "这个职务的人今天是否都不在岗。"),
        "holders_of": (
            "holders_of('post:mayor')",
            "今天任这个职务的人，只认本人，不认代行的人。",
        ),
        "parameter": ("parameter('agenda.lead_days')", "参数现在的值。"),
        "decide": ("decide('表名', 输入=值)", "按决策表得出结论。"),
    }
)
