// What bpmn-moddle is told of the documents it reads: our extension, and BPMN's own
// package with the two places mended where our documents hold expressions.
//
// BPMN says that loopDataInputRef and loopDataOutputRef name an element. Here they are
// an expression and a data name: read as references, bpmn-moddle would drop them.
import bpmn from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };

import zf from './zf.json' with { type: 'json' };

const TEXTS = new Set(['loopDataInputRef', 'loopDataOutputRef']);

function mended(type) {
  if (type.name !== 'MultiInstanceLoopCharacteristics') return type;
  const properties = type.properties.map((each) => (TEXTS.has(each.name) ? { name: each.name, type: 'String' } : each));
  return { ...type, properties };
}

export const packages = { bpmn: { ...bpmn, types: bpmn.types.map(mended) }, zf };
