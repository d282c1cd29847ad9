// What a new file begins as.

const form = (key, title) => `${JSON.stringify({ key, title, submit_label: '提交', components: [] }, null, 2)}\n`;

const table = (id, name, slug) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/" id="definitions_${id}" name="${escaped(name)}" namespace="urn:zhangfa:procedure:${slug}">
  <decision id="${id}" name="${escaped(name)}">
    <decisionTable id="${id}_table" hitPolicy="UNIQUE">
      <input id="${id}_input" label="输入"><inputExpression id="${id}_input_expression" typeRef="string"><text>value</text></inputExpression></input>
      <output id="${id}_output" label="结论" name="${id}" typeRef="string"/>
    </decisionTable>
  </decision>
</definitions>
`;

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The feature in which the scenarios of a procedure stand, with none yet. */
export const newFeature = (name) => `# language: zh-CN\n功能: ${name}\n`;

/** The path and the text of a new form. */
export const newForm = (key, title) => [`forms/${key}.json`, form(key, title)];

/** The path and the text of a new decision table. */
export const newTable = (key, name, slug) => [`${key}.dmn`, table(key, name, slug)];
