"""当: the one deed of a scenario; its refusal is kept for the looks."""

from pytest_bdd import when

from engine.acceptance.sentences_facts import moment
from engine.acceptance.wording import Told, ToldEither
from engine.acceptance.world import World, cells_of

Table = list[list[str]]


@when(Told('"{who}"报送"{procedure}",填写:'))
def start(world: World, who: str, procedure: str, datatable: Table) -> None:
    """ "市财政局"报送"议题报送",填写:

    发起。
    """
    cells = cells_of(datatable)
    world.attempt(lambda: world.start(who, procedure, cells))


@when(Told('"{who}"办理"{task}",填写:'))
def complete(world: World, who: str, task: str, datatable: Table) -> None:
    """ "秘书长"办理"秘书长审核",填写:

    办理一项待办；被拒绝也不中断，由后面的句子查看。
    """
    cells = cells_of(datatable)
    world.attempt(lambda: world.complete(who, task, cells))


@when(Told('"{who}"重新办理"{task}",改填:'))
def complete_again(world: World, who: str, task: str, datatable: Table) -> None:
    """ "市财政局"重新办理"补正材料",改填:

    以本场景上次给这一事项的答案为底，改列出的几格。
    """
    cells = cells_of(datatable)
    world.attempt(lambda: world.complete(who, task, cells, again=True))


@when(Told('"{who}"就"{task}"征求"{whom}"的意见,问"{words}"'))
def ask(world: World, who: str, task: str, whom: str, words: str) -> None:
    """ "秘书长"就"秘书长审核"征求"财政局局长"的意见,问"资金能否落实"

    加签：决定之前请一位同志提意见；只有一层，决定仍由本人作出。
    """
    world.attempt(lambda: world.ask(who, task, whom, words))


@when(Told('"{who}"对"{task}"提出加签意见"{text}"'))
def give_opinion(world: World, who: str, task: str, text: str) -> None:
    """ "财政局局长"对"秘书长审核"提出加签意见"可以落实"

    答复加签：意见供决定的人参考。
    """
    world.attempt(lambda: world.give_opinion(who, task, text))


@when(Told('"{who}"把"{task}"转办给"{whom}",理由"{reason}"'))
def transfer(world: World, who: str, task: str, whom: str, reason: str) -> None:
    """ "副市长甲"把"分管领导协调"转办给"副市长乙",理由"您分管过这项工作"

    转办：以后由接手的同志办理；只转一次，交出的职务仍然负责。
    """
    world.attempt(lambda: world.transfer(who, task, whom, reason))


@when(Told('"{who}"对案件作"{act}",填写:'))
def perform(world: World, who: str, act: str, datatable: Table) -> None:
    """ "市长"对案件作"撤下",填写:

    随时可作的行为。
    """
    cells = cells_of(datatable)
    world.attempt(lambda: world.perform(who, act, cells))


@when(Told('"{who}"以"{outcome}"终止案件,理由"{reason}"'))
def terminate(world: World, who: str, outcome: str, reason: str) -> None:
    """ "市财政局"以"撤回"终止案件,理由"另行研究"

    终止。
    """
    world.attempt(lambda: world.terminate(who, outcome, reason))


@when(ToldEither(r'"(?P<who>[^"]+)"(?P<what>暂停|恢复)案件,理由"(?P<reason>[^"]+)"'))
def rest(world: World, who: str, what: str, reason: str) -> None:
    """ "市政府办公室"暂停案件,理由"等省里批复"

    案件停住不动，时限一起停；恢复案件 让它接着走。
    """
    world.attempt(lambda: world.rest(who, reason, is_over=what == "恢复"))


@when(Told('"{who}"催办,说"{words}"'))
def urge(world: World, who: str, words: str) -> None:
    """ "市财政局"催办,说"请尽快研究"

    催办：不改变案件往哪里走，只提醒在办的人。
    """
    world.attempt(lambda: world.urge(who, words))


@when(Told('时间到"{text}"'))
def time_comes(world: World, text: str) -> None:
    """时间到"2026-12-01 09:01"

    拨时钟，并办完到点的定时、时限和投递。
    """
    world.stage.move_to(moment(text))
