// Reads a diagram with bpmn-moddle and our descriptor and writes it again (stdin, stdout);
// --plain leaves our descriptor out, as any other editor does.
import { readFile } from 'node:fs/promises';

import { BpmnModdle } from 'bpmn-moddle';

const zf = JSON.parse(await readFile(new URL('./zf.json', import.meta.url), 'utf8'));
const moddle = new BpmnModdle(process.argv.includes('--plain') ? {} : { zf });
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { rootElement, warnings } = await moddle.fromXML(Buffer.concat(chunks).toString('utf8'));
for (const warning of warnings) console.error(warning.message);
const { xml } = await moddle.toXML(rootElement, { format: true });
process.stdout.write(xml);
