"""What each sentence of the rules demands, one by one, and the scenario that shows it.

A sentence may hold several demands, and a tag on any one scenario would prove the row;
here a reader has named for every demand the scenario that shows it. The names are the
feature's and the scenario's, `slug: name`; an outline shows it with all its examples.
"""

from collections.abc import Mapping

ARTICLES = frozenset({7, 8, *range(42, 47), *range(49, 54), *range(61, 73)})

DEMANDS: Mapping[str, Mapping[str, str]] = {
    "7.1": {
        "分管的事由分管副市长办": "agenda_submission: 填报齐全的议题同时送各位分管领导",
        "分管随分工而变": "agenda_submission: 改了分工，报送的议题由新的分管领导协调",
        "不分管的没有委托不能办": "delegation: 副市长看得到本线单位报的议题，"
        "没有委托不能协调别人分管的",
    },
    "7.2": {
        "市长委托，副市长接受": "delegation: 市长下达委托，送副市长接受",
        "其他方面的工作": "delegation: 接受之后，范围内的非分管事项也成了待办",
        "外事活动": "delegation: 外事活动办完反馈，以完成办结",
        "期间到了收回": "delegation: 委托到期，权限自动收回",
        "只有市长能委托": "delegation: 副市长不能自己发起委托",
    },
    "7.3": {
        "日常事务秘书长先把关": "minutes_signing: 秘书长退回修改，市长看不到",
        "决定的是市长": "minutes_signing: 常务会议纪要核稿后送市长，别人都没有",
    },
    "8.1": {
        "出国访问即代行": "acting_mayor: 登记出国访问即代行，各方收到通知",
        "较长时间离市代行": "acting_mayor: 较长时间离市，代行",
        "时间不长不代行": "acting_mayor: 离市一日判定不是较长时间，仍由市长办",
        "由常务副市长办，标明代行": "acting_mayor: 代行期间，市长的待办派给常务副市长，"
        "留两个名字",
        "返市即止": "acting_mayor: 提前返市，未办的待办回到市长",
    },
    "42.1": {
        "分管领导协调一致": "agenda_submission: 各位分管领导全体一致，送秘书长审核",
        "不一致不提出": "agenda_submission: 一位不一致，本轮即止，退部门补充协商",
        "秘书长审核": "agenda_submission: 秘书长审核通过，报市长确定",
        "不得越过秘书长": "agenda_submission: 部门不能越过秘书长",
        "市长确定": "agenda_submission: 市长确定列入，交市政府办公室组织",
        "别人不能代市长确定": "agenda_submission: 秘书长不能代市长确定",
    },
    "42.2": {
        "办公室组织": "agenda_submission: 送达材料是办公室的事，报送的部门不能自己送",
        "会前2日送达": "agenda_submission: 恰在会前2日的同一时刻送达，算按时",
        "一般：迟送要有理由": "agenda_submission: 迟送而不说明理由，登记不成",
        "迟送留痕": "agenda_submission: 迟送说明了理由，可以登记并记下未达一般时限",
    },
    "42.3": {
        "会前可以提": "agenda_submission: 会前的分歧意见汇总给秘书长和提出单位",
        "不提不算同意": "agenda_submission: 到开会时刻没有回执的只记未提出，不算同意",
    },
    "43.2": {
        "三种会议向市长请假": (
            "meeting_absence: 三种会议的请假都由市长准，是不是成员按会议分"
        ),
        "准了才算": "meeting_absence: 到开会时刻还没有批，提示应当出席，不自动准假",
        "别人不能准": "meeting_absence: 办公室只登记，只有市长能准",
        "不及于协调会议": "meeting_absence: 协调会议不适用，提示向主持人说明",
    },
    "44.1": {
        "五类领导主持": "coordination_meeting: 五类领导都可以主持",
        "别人不能主持": "coordination_meeting: 不在五类之内的不能主持",
        "有关领导和部门出席": "coordination_meeting: 主持人定了时间，"
        "各方都收到通知和回执",
    },
    "44.2": {
        "协调一个专门问题": "coordination_meeting: 达成一致，转纪要签发",
    },
    "44.3": {
        "可以到现场去开": "coordination_meeting: 现场办公会先由办公室安排现场",
        "现场安排好再通知": "coordination_meeting: 现场安排好了再通知各方",
    },
    "46.1": {
        "常务会议纪要市长签": "minutes_signing: 常务会议纪要核稿后送市长，别人都没有",
        "市长办公会议纪要市长签": "minutes_signing: 市长办公会议纪要也只能送市长",
        "两种都签发得成": "minutes_signing: 常务会议、市长办公会议定的重点工作，"
        "市长签发纪要后列入督办",
        "秘书长不能签": "minutes_signing: 秘书长不能签发常务会议纪要",
    },
    "46.2": {
        "常务副市长可签": "minutes_signing: 送常务副市长签发",
        "秘书长可签": "minutes_signing: 送秘书长签发",
        "主持人不能签": "minutes_signing: 主持会议的副市长不能签发",
    },
    "49.1": {
        "部门报送由办公室初审": "document_receiving: 报送市政府的公文由办公室签收初审",
        "县区报送也一样": "document_receiving: "
        "县（市）区政府报送的，同样由办公室签收初审",
        "不合规定退回": "document_receiving: 格式不合的退回，理由和依据都写明",
    },
    "49.2": {
        "不直报个人": "document_receiving: 没有理由而直接报领导个人，退回",
        "交办事项除外": "document_receiving: "
        "市长交办并写明时间的，放行，办公室同步登记",
        "绝密事项除外，只登记": "document_receiving: 必须直报的绝密事项放行，只登记",
    },
    "49.3": {
        "主要负责人主动协商": "document_receiving: "
        "主要负责人没有协商过，退回其主动协商",
        "经办人不能替": "document_receiving: 经办人不能替主要负责人协商",
        "不一致要列理据和建议": "document_receiving: "
        "协商后仍不一致而没有理据和建议，退回",
        "列齐了往下办": "document_receiving: 协商后仍不一致，"
        "列明各方理据和建议的，进入拟办",
    },
    "50.1": {
        "办公室拟办，按分工送": "document_receiving: 一般请示按分工送分管副市长",
        "或转有关室局": "document_receiving: 转有关室局，各提各的意见",
        "室局不直接报领导": "document_receiving: 室局意见回办公室汇总，不直接报领导",
        "不送不分管的": "document_receiving: 不能送不分管的副市长",
    },
    "50.2": {
        "重大问题送市长": "document_receiving: 办公室标为重大问题，"
        "送市长而不送分管副市长",
        "第16条的自动算重大": "document_receiving: 第16条所列的，自动按重大问题",
        "副市长不能批": "document_receiving: 重大问题副市长不能批",
    },
    "51.1": {
        "决定、命令、规范性文件": "document_issuing: 决定、命令、规范性文件先审核，"
        "再由市长签署",
        "议案": "document_issuing: 议案经常务会议通过，由市长签署",
        "人事任免": "document_issuing: 市长签署人事任免，印发",
        "副市长签不了": "document_issuing: 规范性文件副市长签不了",
        "代行人签不了": "acting_mayor: "
        "代行期间人事任免待签，没有书面授权，代行人签不了",
    },
    "52.1": {
        "分管领导先审": "document_issuing: 核稿之后到分管领导，市长没有待办",
        "市长后签": "document_issuing: 通知经分管领导审核，由市长签发后编号",
        "没审不能签": "document_issuing: 未经分管领导审核，市长签不了",
        "一般文种都如此": "document_issuing: 十五个文种中一般的由市长签发",
    },
    "52.2": {
        "秘书长签": "document_issuing: 办公室公文由秘书长签发，按办公室编号",
        "升常务副市长": "document_issuing: 升签之后由常务副市长签发",
        "升市长": "document_issuing: 也可以升由市长签发",
        "有需要才升": "document_issuing: 升签不写理由，办不成",
    },
    "52.3": {
        "市政府的公文公布": "document_issuing: 登记公布之后办结",
        "办公室的公文公布": "document_issuing: 办公室的公文也要公布，登记了才办结",
        "及时：没有登记就挂着": "document_issuing: 印发后没有登记公布，"
        "留在待办，逾期只亮灯",
        "要保密的除外": "document_issuing: 涉密公文不得公布",
    },
    "53.2": {
        "不得要求批转": "document_receiving: 职权范围内要求批转的，退回由部门自行发文",
        "不得要求转发": "document_receiving: 职权范围内要求办公室转发的，一样退回",
        "由部门自行发文": "document_issuing: 拟稿时属部门职权的，终止",
    },
    "61.2": {
        "按时限办": "supervision_tracking: 到期未办结，红灯，"
        "催办牵头单位、主管领导和秘书长，不自动办结",
        "不合规定的不办": "accountability: 投诉推诿，查明是依规不办，不予追究",
        "拖延有损失的追究": "accountability: 拖延造成损失，追究责任",
        "督办中发现的也追究": "supervision_tracking: 逾期系推诿造成损失，"
        "启动责任追究，事情接着督办",
    },
    "62.1": {
        "上级部署": "supervision_tracking: 上级部署的事项，督办主体自动为督办检查室",
        "市委确定、主要领导批办、会议和文件、人大政协": "supervision_tracking: "
        "党政主要领导批示、会议和文件确定的，也归督办检查室",
        "市政府领导批办": "supervision_tracking: 市政府领导批办的要写明是哪一位",
        "收文中的批示": "document_receiving: 督办检查程序收到批示的事项",
        "六类之外不列": "supervision_tracking: 不属六类的不予立项，转一般办理",
    },
    "63.1": {
        "归督办检查室": "supervision_tracking: "
        "上级部署的事项，督办主体自动为督办检查室",
        "不能改由别人": "supervision_tracking: "
        "上级部署的事项不能改由办公室或战线部门督办",
        "牵头和时限必写": "supervision_tracking: 牵头单位和时限缺一项，不能立项",
    },
    "63.2": {
        "办公室督办": "supervision_tracking: 副市长批示的事项归办公室",
        "战线部门督办": "supervision_tracking: 副市长批示的事项也可归战线部门",
        "不归督办检查室": "supervision_tracking: "
        "副市长批示的事项不能由督办检查室督办，也不能不选",
    },
    "64.1": {
        "市政府或办公室文件": "supervision_tracking: "
        "以市政府或办公室的文件下达，由该签的人签",
        "印发之后才下达": "supervision_tracking: 发文还没有印发，不能以它下达",
        "四种督查": "supervision_tracking: 四种督查，查后回到反馈",
        "涉及全局的要督查": "supervision_tracking: 涉及全局的，不能只说一句继续办理",
    },
    "64.2": {
        "承办单位负责": "supervision_tracking: 下达之后牵头签收、协办同时办理，"
        "分管领导和秘书长知悉",
        "时限之内": "supervision_tracking: 临近亮黄灯，逾期亮红灯",
        "按要求": "supervision_tracking: 核查不通过，退回继续办，时限不重置",
    },
    "64.3": {
        "牵头单位综合反馈": "supervision_tracking: 协办都办完，由牵头单位综合反馈",
        "协办不单独报结": "supervision_tracking: 只有协办单位办结，不算办结",
        "经办公室呈送": "supervision_tracking: 按期反馈，经办公室呈送有关领导",
        "不越过办公室": "supervision_tracking: 反馈不经办公室，领导那里没有",
    },
    "65.2": {
        "领导和部门各有责任": "supervision_tracking: 一级对一级负责，"
        "领导、部门、责任人都写在案上",
        "退回这一级重定": "supervision_tracking: 主管领导退回重拟，重新立项",
    },
    "65.3": {
        "质量和责任人": "supervision_tracking: 责任人和质量要求缺一项，不能立项",
        "主管领导提出": "supervision_tracking: 主管领导确认，责任到人",
        "不是别人": "supervision_tracking: 督办主体不能替主管领导确认，"
        "不分管的副市长没有待办",
        "跟踪问效": "supervision_tracking: 核查不通过，退回继续办，时限不重置",
        "问题及时解决": "supervision_tracking: 一般问题，提出意见继续办理",
    },
    "65.4": {
        "秘书长综合协调": "supervision_tracking: 秘书长综合协调，也可发催办单",
        "逾期报秘书长": "supervision_tracking: 到期未办结，红灯，"
        "催办牵头单位、主管领导和秘书长，不自动办结",
    },
    "66.1": {
        "领导亲自抓": "supervision_tracking: 情况复杂的，签收之后先由主管领导亲自抓",
        "不层层批转": "supervision_tracking: 部门又往下批转，被拒绝",
        "领导也只批一次": "supervision_tracking: 办不了的报回，主管领导不能第二次批转",
        "收文也不层层批转": "document_receiving: 已经改送过一次，不得层层批转",
        "征求意见不是批转": "supervision_tracking: 亲自抓的领导可以征求意见，"
        "事情还在他手上",
        "征求意见只有一层": "supervision_tracking: 加签只有一层，"
        "被征求意见的人不得再加签",
    },
    "66.2": {
        "提交市长": "supervision_tracking: 提交市长，市长明确意见",
        "提交常务副市长": "supervision_tracking: 提交常务副市长的，市长没有待办",
        "提交会议": "supervision_tracking: 直接提交有关会议",
        "协调会议再上提": "coordination_meeting: 不一致的，提请上级协调",
    },
    "67.2": {
        "常务和办公会议的重点": "minutes_signing: "
        "常务会议、市长办公会议定的重点工作，市长签发纪要后列入督办",
        "协调会议的重点": "meeting_decision_to_supervision: "
        "纪要签发印发，重点工作列入督办",
        "分工协作": "supervision_tracking: 有协办单位的，签收时写明分工",
    },
    "67.3": {
        "召集商定措施": "supervision_tracking: 主管领导召集商定，解决之后接着办",
        "及时反馈": "supervision_tracking: 隔了约定的天数没有反馈，提醒牵头单位",
    },
    "69.1": {
        "一律报告": "emergency_report: 属不属报告范围",
        "别的记日志": "emergency_report: 一般事项记值班日志",
    },
    "69.2": {
        "六类事件": "emergency_report: 属不属报告范围",
        "堵占交通": "emergency_report: "
        "群众上访堵占交通，属报告范围，须填人数和到达地点",
        "到机关和领导住地": "emergency_report: "
        "群体上访到哪一级机关、到领导住地都报，不堵占交通也报",
    },
    "70.1": {
        "来源记清": "emergency_report: 没有报告人和电话，登记不成",
        "情况详记，缺的待核": "emergency_report: 原因还不清楚，照样上报，"
        "记为待核并要求续报",
        "同时报秘书长": "emergency_report: 登记之后，报秘书长和报信息科同时开始",
        "按其指示叫人": "emergency_report: 只有接报的领导能指示",
        "到场": "emergency_report: 通知两位，两位各有回执，都到场才算办妥",
        "手机24小时开机": "emergency_report: 手机不能保证开机，回执不成",
        "打不通换人": "emergency_report: 手机关机，报秘书长，改通知备用联系人",
        "报信息科": "emergency_report: 报信息科不等现场处置",
        "收到传真才起算": "emergency_report: 5小时没有传真，提醒反复发出，"
        "满数次报秘书长，不判迟报",
        "4小时当刻不迟": "emergency_report: 满4小时当刻报省，不算迟",
        "过4小时是迟": "emergency_report: 迟报1分钟，写明理由，"
        "生成瑕疵登记，请秘书长认定后果",
    },
    "71.2": {
        "六种情形": "emergency_report: 六种情形都登记在案，由秘书长认定后果",
        "有后果的追究": "emergency_report: 事发单位隐瞒造成政治影响，"
        "启动责任追究，原报和更正都在",
        "没有后果的查明原因": "emergency_report: 迟报而没有损失和影响，"
        "登记瑕疵、查明原因，不追究当事人",
        "迅速查明": "accountability: 十五日没有查明，亮红灯，不算查无此事",
        "严重渎职追究当事人": "accountability: 瞒报造成重大损失，"
        "处理之后必须追究当事人责任",
    },
    "72.1": {
        "终结之后归档": "emergency_archive: 事件终结，总值班室收到归档待办，十天内归档",
        "没有终结不归档": "emergency_archive: 事件没有终结，不能归档",
        "全部材料": "emergency_archive: 清单少列一类，核定不成",
        "缺了不能归": "emergency_archive: 缺省报回执，不能归档",
        "总值班室归": "emergency_archive: 别的部门不能立归档件",
    },
}

# These wait for procedures that are still to come, and for nothing else.
AWAITED: Mapping[str, str] = {
    "45.1": "市长例会",
    "45.2": "市长例会",
    "45.3": "市长例会",
    "68.2": "落实情况通报",
    "71.1": "24小时值班",
}
