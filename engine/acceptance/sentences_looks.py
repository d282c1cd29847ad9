"""那么: the sentences that look; they change nothing."""

from pytest_bdd import then

from engine.acceptance.naming import NameUnknown, find_element
from engine.acceptance.wording import Told, ToldEither
from engine.acceptance.words import LAMPS, REFUSALS, shown
from engine.acceptance.world import ASKED, World, cited
from engine.model.errors import AnswersInvalid, NotAllowed
from engine.model.reading import InboxRow
from engine.model.reference import Reference


@then(
    ToldEither(
        r'"(?P<who>[^"]+)"(?P<has>有|没有)"(?P<task>[^"]+)"(?P<asked>的加签)?待办'
    )
)
def task_waits(world: World, who: str, has: str, task: str, asked: str | None) -> None:
    """ "秘书长"有"秘书长审核"待办

    此刻在不在其待办中；有"秘书长审核"的加签待办 说的是等其提意见。
    """
    find_element(world.procedure.diagram, task, ("userTask",))
    names = [row.task_name for row in world.todo(world.official(who))]
    waits = (task + ASKED if asked else task) in names
    assert waits == (has == "有"), f"{who}的待办：{'、'.join(names) or '无'}"


@then(Told('办理被拒绝,依据"{label}"'))
def refused_by(world: World, label: str) -> None:
    """办理被拒绝,依据"第42条第1句"

    无权办理，拒绝时引了这一条。
    """
    assert isinstance(world.refusal, NotAllowed), told(world)
    labels = [reference.label for reference in cited(world.refusal)]
    assert label in labels, f"拒绝时引的是：{'、'.join(labels) or '无'}"


@then(Told('办理被拒绝,因"{title}"'))
def refused_because(world: World, title: str) -> None:
    """办理被拒绝,因"办件已经办结"

    拒绝的名目。
    """
    if title not in REFUSALS:
        raise NameUnknown("拒绝名目", title, REFUSALS)
    assert world.refusal is not None, told(world)
    assert world.refusal.code == REFUSALS[title], told(world)


@then(ToldEither(r'字段"(?P<label>[^"]+)"有错(,依据"(?P<reference>[^"]+)")?'))
def field_is_wrong(world: World, label: str, reference: str | None) -> None:
    """字段"会议类型"有错,依据"第16条第1句"

    表单未通过，错在这一格，并引了这一条。
    """
    error = world.refusal
    assert isinstance(error, AnswersInvalid), told(world)
    faults = world.faults_of(error)
    assert label in faults, f"有错的是：{'、'.join(faults)}"
    if reference:
        labels = [Reference.parse(each).label for each in faults[label]]
        assert reference in labels, f"引的是：{'、'.join(labels) or '无'}"


@then(Told('结局为"{outcome}"'))
def ended_with(world: World, outcome: str) -> None:
    """结局为"列入议程"

    案件已办结，结局如此。
    """
    case = world.case.case
    assert not case.is_open, told(world)
    assert case.outcome == outcome, f"结局为{case.outcome}"


@then("案件仍在办理")
def still_runs(world: World) -> None:
    """案件仍在办理

    未办结、未终止。
    """
    case = world.case.case
    assert case.is_open, f"案件已了结，结局为{case.outcome}"


@then(Told('案件依据包含"{label}"'))
def evidence_has(world: World, label: str) -> None:
    """案件依据包含"第66条第2句"

    走过的元素或分支引了这一条。
    """
    labels = sorted({shown.clause.label for shown in world.case.evidence})
    assert label in labels, f"依据为：{'、'.join(labels)}"


@then(Told('台账"{label}"为"{value}"'))
def register_has(world: World, label: str, value: str) -> None:
    """台账"是否重大"为"是"

    台账字段的值；没有值写 空。
    """
    declared = {each.label: None for each in world.procedure.manifest.register}
    register: dict[str, object] = declared | dict(world.case.register)
    if label not in register:
        raise NameUnknown("台账字段", label, register)
    actual = shown(register[label], world.office)
    assert actual == value, f"台账里是{actual}"


@then(Told('时限"{name}"亮"{lamp}"'))
def lamp_is(world: World, name: str, lamp: str) -> None:
    """时限"送达材料"亮"红灯"

    绿灯、黄灯、红灯、不亮。
    """
    limits = {limit.name: limit for limit in world.case.limits}
    if name not in limits:
        raise NameUnknown("时限", name, limits)
    actual = LAMPS[limits[name].lamp]
    assert actual == lamp, f"亮的是{actual}"


@then(Told('"{who}"收到催办"{name}"'))
def was_reminded(world: World, who: str, name: str) -> None:
    """ "市政府办公室"收到催办"送达材料"

    时限发出的提醒。
    """
    rows = world.notices(world.official(who))
    assert any(name in row.task_name for row in rows), names(rows)


@then(ToldEither(r'"(?P<who>[^"]+)"(?P<has>收到|没有)待阅"(?P<text>[^"]+)"'))
def has_to_read(world: World, who: str, has: str, text: str) -> None:
    """ "秘书长"收到待阅"会前意见"

    待阅中有没有标题或正文含这些字的一件。
    """
    rows = world.notices(world.official(who))
    found = any(text in row.task_name for row in rows)
    assert found == (has == "收到"), names(rows)


@then(Told('关联案件"{procedure}"已立案'))
def linked_case_stands(world: World, procedure: str) -> None:
    """关联案件"协调会议"已立案

    本案起了这个程序的一个案件。
    """
    assert world.linked(procedure)


@then(Told('没有关联案件"{procedure}"'))
def no_linked_case(world: World, procedure: str) -> None:
    """没有关联案件"协调会议"

    没有起这个程序的案件。
    """
    linked = world.linked_names()
    assert procedure not in linked, f"关联案件：{'、'.join(linked)}"


@then(
    ToldEither(
        r'"(?P<task>[^"]+)"第"(?P<count>\d+)"轮有(?P<asked>加签)?意见"(?P<text>[^"]+)"'
    )
)
def opinion_stands(
    world: World, task: str, count: str, asked: str | None, text: str
) -> None:
    """ "分管领导协调"第"1"轮有意见"资金来源未落实"

    意见栏中该轮有此意见；有加签意见 说的是征求来的意见。
    """
    opinions = [
        each
        for each in world.case.opinions
        if each.task_name == task and each.was_asked == bool(asked)
    ]
    texts = [o.text for o in opinions if o.round == int(count)]
    assert text in texts, f"该轮意见：{'、'.join(texts) or '无'}"


@then(Told('案卷记有"{actor}"代"{principal}"办理"{task}"'))
def both_names_stand(world: World, actor: str, principal: str, task: str) -> None:
    """案卷记有"常务副市长"代"市长"办理"市长确定"

    行为留痕，两个名字都在。
    """
    person = world.office.people[world.official(actor).person_id].name
    acts = [each for each in world.case.timeline if each.task_name == task]
    pairs = [(act.actor, act.on_behalf_of) for act in acts]
    assert (person, principal) in pairs, f"留痕为：{pairs}"


@then(ToldEither(r'"(?P<who>[^"]+)"(?P<may>可|不可)对案件作"(?P<act>[^"]+)"'))
def act_is_offered(world: World, who: str, may: str, act: str) -> None:
    """ "市长"可对案件作"撤下"

    案件页上是否列出这一行为。
    """
    offered = world.driver.acts(world.official(who), world.case_id)
    assert (act in offered) == (may == "可"), f"列出的是：{'、'.join(offered) or '无'}"


def names(rows: tuple[InboxRow, ...]) -> str:
    return f"待阅：{'、'.join(row.task_name for row in rows) or '无'}"


def told(world: World) -> str:
    """Say what became of the deed, for a failing look."""
    if world.refusal is None:
        return "没有被拒绝"
    return f"{world.refusal.code}: {world.refusal}"
