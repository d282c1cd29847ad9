"""假如: the sentences that set facts; none of them is the deed under proof."""

from datetime import datetime

from pytest_bdd import given

from engine.acceptance.naming import find_unit
from engine.acceptance.wording import Told
from engine.acceptance.world import World, cells_of
from engine.model.clock import OFFICE_ZONE
from engine.model.office import GrantScope
from engine.runtime.absence import record_absence
from engine.runtime.grant import end_grant, grant_acting
from engine.runtime.portfolio import set_portfolio

# A table of deeds, done row by row.
IN_TURN = "已依次办理:"


def moment(text: str) -> datetime:
    """Read `2026-11-23 09:00`, the office's time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=OFFICE_ZONE)


@given(Told('现在是"{text}"'))
def clock_stands(world: World, text: str) -> None:
    """现在是"2026-11-23 09:00"

    拨时钟。
    """
    world.stage.clock.moment = moment(text)


@given(Told('拟填"{label}":'))
def rows_are_laid_ready(world: World, label: str, datatable: list[list[str]]) -> None:
    """拟填"协商记录":

    备好一个表格字段的各行（首行是列标签），随下一次填写一并交上。
    """
    world.pending[label] = datatable


@given(Told('"{who}"已报送"{procedure}",填写:'))
def case_was_started(
    world: World, who: str, procedure: str, datatable: list[list[str]]
) -> None:
    """ "市财政局"已报送"议题报送",填写:

    立一个案件并交出首个表单，以后各句都说它。
    """
    world.start(who, procedure, cells_of(datatable))


@given(Told(IN_TURN))
def tasks_were_completed(world: World, datatable: list[list[str]]) -> None:
    """已依次办理:

    把案件推进到要考察的那一步；填写一格写 标签=值，用半角分号隔开。
    """
    header, *rows = datatable
    if header != ["办理人", "事项", "填写"]:
        raise AssertionError("表头应为 办理人、事项、填写")
    for who, task_name, filled in rows:
        pairs = [part.split("=", 1) for part in filled.split(";") if part.strip()]
        world.complete(
            who, task_name, {key.strip(): value.strip() for key, value in pairs}
        )


@given(Told('"{who}"已签收"{task}"'))
def task_was_claimed(world: World, who: str, task: str) -> None:
    """ "常务副市长"已签收"市长确定"

    签收了，还没有办。
    """
    world.claim(who, task)


@given(Told('"{who}"已就"{task}"征求"{whom}"的意见,问"{words}"'))
def opinion_was_asked(world: World, who: str, task: str, whom: str, words: str) -> None:
    """ "秘书长"已就"秘书长审核"征求"财政局局长"的意见,问"资金能否落实"

    已经加签，意见还没有来。
    """
    world.ask(who, task, whom, words)


@given(Told('"{who}"已对案件作"{act}",填写:'))
def act_was_performed(
    world: World, who: str, act: str, datatable: list[list[str]]
) -> None:
    """ "市政府总值班室"已对案件作"续报",填写:

    作过一次随时可作的行为。
    """
    world.perform(who, act, cells_of(datatable))


def cells_in(filled: str) -> dict[str, str]:
    """Read `结论=一致;意见=可行`: cells in one line."""
    pairs = [part.split("=", 1) for part in filled.split(";") if part.strip()]
    return {key.strip(): value.strip() for key, value in pairs}


@given(Told('"{away}"离市,由"{acting}"代行,依据"{basis}"'))
def acting_is_granted(world: World, away: str, acting: str, basis: str) -> None:
    """ "市长"离市,由"常务副市长"代行,依据"出访"

    登记自此刻起的离市和代行。
    """
    _register_acting(world, away, acting, basis)


@given(Told('"{away}"离市,书面授权"{acting}"代行并签署,依据"{basis}"'))
def acting_covers_reserved(world: World, away: str, acting: str, basis: str) -> None:
    """ "市长"离市,书面授权"常务副市长"代行并签署,依据"书面授权书"

    登记自此刻起的离市和代行，第51条所列由市长签署的文件也在授权之内。
    """
    _register_acting(world, away, acting, basis, covers_reserved=True)


def _register_acting(
    world: World, away: str, acting: str, basis: str, *, covers_reserved: bool = False
) -> None:
    """Record the absence and the grant, both from now on."""
    engine = world.stage.engine
    absent, substitute = world.official(away), world.official(acting)
    now = world.stage.clock()
    record_absence(
        engine,
        absent.person_id,
        by=world.administrator,
        kind="离市",
        from_at=now,
        until_at=None,
        basis=basis,
    )
    grant_acting(
        engine,
        by=world.administrator,
        from_post=absent.post_id,
        to_post=substitute.post_id,
        from_at=now,
        until_at=None,
        basis=basis,
        scope=GrantScope.ALL,
        covers_reserved=covers_reserved,
    )


@given(Told('"{away}"不在岗,依据"{basis}"'))
def official_is_absent(world: World, away: str, basis: str) -> None:
    """ "常务副市长"不在岗,依据"赴省里学习"

    登记自此刻起的离岗，不给任何人授权。
    """
    record_absence(
        world.stage.engine,
        world.official(away).person_id,
        by=world.administrator,
        kind="离岗",
        from_at=world.stage.clock(),
        until_at=None,
        basis=basis,
    )


@given(Told('"{away}"返市'))
def acting_ends(world: World, away: str) -> None:
    """ "市长"返市

    结束其代行。
    """
    post_id = world.official(away).post_id
    for grant in world.office.grants:
        if grant.from_post == post_id and grant.until_at is None:
            end_grant(world.stage.engine, grant.grant_id, by=world.administrator)


@given(Told('"{deputy}"改为分管"{unit}"'))
def portfolio_changes(world: World, deputy: str, unit: str) -> None:
    """ "副市长丙"改为分管"市财政局"

    自今日起改分工。
    """
    set_portfolio(
        world.stage.engine,
        by=world.administrator,
        post_id=world.official(deputy).post_id,
        unit_id=find_unit(world.office, unit),
    )


@given(Told('转到关联案件"{procedure}"'))
def linked_case_is_at_hand(world: World, procedure: str) -> None:
    """转到关联案件"协调会议"

    以后各句说这个关联案件（按程序名称）。
    """
    world.case_id = world.linked(procedure)


@given("转到起本案的案件")
def starter_is_at_hand(world: World) -> None:
    """转到起本案的案件

    以后各句说起了本案的那个案件。
    """
    world.case_id = world.starter()


@given(Told('转到案件"{title}"'))
def titled_case_is_at_hand(world: World, title: str) -> None:
    """转到案件"关于任免职务的通知"

    以后各句说本场景立的这个案件（按标题）。
    """
    world.case_id = world.titled(title)


@given("回到原案件")
def first_case_is_at_hand(world: World) -> None:
    """回到原案件

    以后各句又说最先立的那个案件。
    """
    world.case_id = world.first_case_id
