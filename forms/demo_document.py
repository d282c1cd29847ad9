"""A document of the demo office: signed, numbered, and about to be printed."""

from collections.abc import Mapping

ISSUING = "document_issuing"

_BODY = """为保障群众温暖过冬，根据市政府常务会议的部署，现就今冬明春供暖工作通知如下。
一、备足燃料
（一）落实储备。供热企业的燃料储备不得少于十五天用量，于供暖开始十日前到位。
（二）按日调度。市住房和城乡建设局会同市发展和改革委员会按日掌握库存，低于十日用量的当日报告。
二、检修设备
各县人民政府组织对管网和换热站作一次全面检查，查出的隐患逐项登记，供暖开始前整改完毕。
三、做好服务
供热企业公布服务电话，有人值守；居民反映的问题当日登记、当日答复，二十四小时内处理。
四、落实责任
主要负责人对本地区、本单位的供暖工作负总责。执行中的问题径报市住房和城乡建设局。
本通知自印发之日起施行。"""

DRAFT: Mapping[str, object] = {
    "issuer": "市政府",
    "doc_type": "通知",
    "special_kind": "无",
    "title": "临江市人民政府关于做好今冬明春供暖工作的通知",
    "lead_unit": "housing_bureau",
    "urgency": "加急",
    "secrecy": "公开",
    "within_dept_competence": False,
    "main_recipients": ["yongfeng_county", "qinghe_county"],
    "other_recipients": "市政府各部门",
    "cc": ["development_commission"],
    "other_cc": "各供热企业",
    "body": _BODY,
    "is_major_decision": False,
}
CHECKED: Mapping[str, object] = {
    "decision": "通过",
    "body": _BODY.replace("十五天", "二十天").replace("十日用量的", "十五日用量的"),
    "opinion": "文稿合规，储备天数已与主办部门核实，拟送审。",
}
REVIEWED: Mapping[str, object] = {"decision": "同意", "opinion": "同意，请市长签发。"}
SIGNED: Mapping[str, object] = {"decision": "签发", "opinion": "同意印发。"}
PROOFED: Mapping[str, object] = {"changes": "无需修改"}
