"""A small diagram without a fault that uses every kind of element we support."""

from engine.bpmn.names import BPMN, ZF

HEAD = (
    f'<definitions xmlns="{BPMN}" xmlns:zf="{ZF}" xmlns:x="http://camunda.org/schema"'
    ' id="d" targetNamespace="urn:zhangfa">'
    '<message id="m_reply" name="reply"/><signal id="s_off" name="off"/>'
    '<error id="e_bad" name="bad"/><escalation id="c_up" name="up"/>'
)
REFERENCE = '<zf:reference to="42.1"/>'
GOOD = (
    HEAD
    + f"""<process id="agenda" name="议题报送" isExecutable="true">
<laneSet id="lanes"><lane id="lane" name="部门">
<flowNodeRef>fill_in</flowNodeRef></lane></laneSet>
<startEvent id="begun"/>
<userTask id="fill_in" name="填报议题"><extensionElements>
 <zf:task form="fill_in" candidates="'unit:office'"/>{REFERENCE}
 <zf:limit key="delivery" name="送达" unit="calendar_days" amount="2"
  start="case.meeting_at" before="true" kind="soft" notify="'unit:office'"/>
 </extensionElements></userTask>
<boundaryEvent id="late" name="逾期" attachedToRef="fill_in" cancelActivity="true">
 <timerEventDefinition><timeDuration>'P2D'</timeDuration></timerEventDefinition>
</boundaryEvent>
<businessRuleTask id="judge" name="判断"><extensionElements>
 <zf:decision table="is_major" result="decided"/></extensionElements></businessRuleTask>
<exclusiveGateway id="choice" name="重大?" default="minor"/>
<scriptTask id="gather" name="归集"><script>deputies = ['post:a']</script></scriptTask>
<userTask id="sign" name="会签"><extensionElements>
 <zf:task form="sign" candidates="deputy"/>{REFERENCE}</extensionElements>
 <multiInstanceLoopCharacteristics><loopDataInputRef>deputies</loopDataInputRef>
 <loopDataOutputRef>opinions</loopDataOutputRef><inputDataItem id="i1" name="deputy"/>
 <outputDataItem id="o1" name="opinion"/>
 <completionCondition>len(results) == nrOfInstances</completionCondition>
 </multiInstanceLoopCharacteristics></userTask>
<serviceTask id="tell" name="通知"><extensionElements>
 <zf:effect operation="notify" result="told"><zf:argument name="to" value="'unit:x'"/>
 <zf:argument name="text" value="fill_in.title"/></zf:effect></extensionElements>
</serviceTask>
<intermediateCatchEvent id="reply" name="答复"><extensionElements>
 <zf:message name="reply" correlation="case.id" result="replied"/></extensionElements>
 <messageEventDefinition messageRef="m_reply"/></intermediateCatchEvent>
<subProcess id="meeting" name="开会"><startEvent id="m_begun"/>
 <userTask id="attend" name="参会"><extensionElements>
 <zf:task form="attend" candidates="'unit:office'"/>{REFERENCE}</extensionElements>
 </userTask>
 <exclusiveGateway id="held" name="开成?" default="is_held"/>
 <endEvent id="m_ended"/>
 <endEvent id="m_failed"><errorEventDefinition errorRef="e_bad"/></endEvent>
 <sequenceFlow id="m1" sourceRef="m_begun" targetRef="attend"/>
 <sequenceFlow id="m2" sourceRef="attend" targetRef="held"/>
 <sequenceFlow id="is_held" sourceRef="held" targetRef="m_ended"/>
 <sequenceFlow id="not_held" sourceRef="held" targetRef="m_failed">
 <conditionExpression>attend.decision == '否'</conditionExpression></sequenceFlow>
</subProcess>
<boundaryEvent id="failed" name="未开成" attachedToRef="meeting">
 <errorEventDefinition errorRef="e_bad"/></boundaryEvent>
<callActivity id="print" name="印发" calledElement="printing"/>
<endEvent id="ended" name="办结"><extensionElements><zf:outcome name="办结"/>{REFERENCE}
</extensionElements></endEvent>
<subProcess id="report" name="续报" triggeredByEvent="true">
 <startEvent id="reporting" name="续报" isInterrupting="false"><extensionElements>
 <zf:task form="report" candidates="'unit:office'"/><zf:message name="report"/>
 </extensionElements><messageEventDefinition/></startEvent><endEvent id="reported"/>
 <sequenceFlow id="r1" sourceRef="reporting" targetRef="reported"/></subProcess>
<sequenceFlow id="f1" sourceRef="begun" targetRef="fill_in"/>
<sequenceFlow id="f2" sourceRef="fill_in" targetRef="judge"/>
<sequenceFlow id="f3" sourceRef="late" targetRef="ended"/>
<sequenceFlow id="f4" sourceRef="judge" targetRef="choice"/>
<sequenceFlow id="major" sourceRef="choice" targetRef="gather">
 <conditionExpression>decided.major</conditionExpression></sequenceFlow>
<sequenceFlow id="minor" sourceRef="choice" targetRef="tell"/>
<sequenceFlow id="f5" sourceRef="gather" targetRef="sign"/>
<sequenceFlow id="f6" sourceRef="sign" targetRef="tell"/>
<sequenceFlow id="f7" sourceRef="tell" targetRef="reply"/>
<sequenceFlow id="f8" sourceRef="reply" targetRef="meeting"/>
<sequenceFlow id="f9" sourceRef="meeting" targetRef="print"/>
<sequenceFlow id="f10" sourceRef="failed" targetRef="print"/>
<sequenceFlow id="f11" sourceRef="print" targetRef="ended"/>
</process></definitions>"""
)
PRINTING = (
    HEAD
    + """<process id="printing" name="印发"><startEvent id="p_begun"/>
<endEvent id="p_ended"/><sequenceFlow id="p1" sourceRef="p_begun" targetRef="p_ended"/>
</process></definitions>"""
)
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t"
 name="t" namespace="n"><decision id="is_major" name="重大"><decisionTable id="dt"
 hitPolicy="UNIQUE"><input id="in"><inputExpression id="ie"><text>fill_in.kind</text>
 </inputExpression></input><output id="out" name="major"/><rule id="r">
 <inputEntry id="a"><text>"财政"</text></inputEntry>
 <outputEntry id="b"><text>True</text></outputEntry></rule><rule id="s">
 <inputEntry id="c"><text>? != "财政"</text></inputEntry>
 <outputEntry id="d"><text>False</text></outputEntry></rule></decisionTable></decision>
</definitions>"""
