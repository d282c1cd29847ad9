// Bundles the pinned npm packages into forms/static/vendor; our own modules stay unbuilt.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const vendor = fileURLToPath(new URL('../forms/static/vendor/', import.meta.url));

/** Returns the licence texts of every package that went into the bundle. */
async function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(input);
    if (found) packages.add(found[1]);
  }
  const texts = [];
  for (const name of [...packages].sort()) {
    const folder = join(here, 'node_modules', name);
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? await readFile(join(folder, file), 'utf8') : 'See package.json.';
    texts.push(`${name}\n${'='.repeat(name.length)}\n\n${text.trim()}\n`);
  }
  return texts.join('\n\n');
}

// Words that a library writes without asking for a translation, and styles that the pages'
// content policy would drop. A new version that says it otherwise breaks the build.
const MENDED = [
  [/popup-menu[/\\]PopupMenuComponent\.js$/, [
    ["${ entriesToShow.length } ${ entriesToShow.length === 1 ? 'result' : 'results' } found", '找到 ${ entriesToShow.length } 项'],
    ["title || 'Search'", "title || '查找'"],
    ["title || 'Results'", "title || '结果'"],
  ]],
  [/(Align|Distribute)ElementsIcons\.js$/, [[/style="([^"]*)"/g, (_, style) => style.split(';').filter(Boolean)
    .map((each) => each.replace(/^([^:]+):(.*)$/, '$1="$2"')).join(' ')]]],
];

/** Gives libraries' files with what MENDED says changed in them. */
const mended = {
  name: 'mended',
  setup({ onLoad }) {
    for (const [filter, changes] of MENDED) {
      onLoad({ filter }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const [old, now] of changes) {
          const changed = contents.replace(old, now);
          if (changed === contents) throw new Error(`${path} has no longer ${old}`);
          contents = changed;
        }
        return { contents, loader: 'js' };
      });
    }
  },
};

await rm(vendor, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: {
    viewer: 'viewer.entry.js',
    modeler: 'modeler.entry.js',
    editor: 'editor.entry.js',
  },
  outdir: vendor,
  bundle: true,
  minify: true,
  format: 'esm',
  // What viewer and modeler share is a chunk of its own, fetched once.
  splitting: true,
  chunkNames: 'shared-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.eot': 'file', '.svg': 'file', '.ttf': 'file', '.woff': 'file', '.woff2': 'file' },
  target: ['chrome109', 'firefox102'],
  legalComments: 'none',
  plugins: [mended],
  metafile: true,
  logLevel: 'warning',
});
await writeFile(join(vendor, 'LICENCES.txt'), await licences(Object.keys(metafile.inputs)));
for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${String(bytes).padStart(8)}  ${basename(file)}`);
}
