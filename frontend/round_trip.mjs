// Reads a diagram with bpmn-moddle and our packages and writes it again (stdin, stdout);
// --plain leaves our extension out, as any other editor does.
import { BpmnModdle } from 'bpmn-moddle';

import { packages } from './packages.mjs';

const { zf, ...known } = packages;
const moddle = new BpmnModdle(process.argv.includes('--plain') ? known : { ...known, zf });
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { rootElement, warnings } = await moddle.fromXML(Buffer.concat(chunks).toString('utf8'));
for (const warning of warnings) console.error(warning.message);
const { xml } = await moddle.toXML(rootElement, { format: true });
process.stdout.write(xml);
