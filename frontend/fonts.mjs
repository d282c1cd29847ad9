// Lays the documents' typefaces that come by npm into forms/fonts.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('./node_modules/', import.meta.url));
const fonts = fileURLToPath(new URL('../forms/fonts/', import.meta.url));
const TITLE = '@fontsource-variable/noto-serif-sc';
const KAI = '@fontsource/lxgw-wenkai';

/** Lays the typeface of titles, which comes in slices by the characters they hold. */
async function layTitle() {
  const from = join(packages, TITLE);
  await mkdir(join(fonts, 'title'), { recursive: true });
  for (const slice of await readdir(join(from, 'files'))) {
    await copyFile(join(from, 'files', slice), join(fonts, 'title', slice));
  }
  const faces = await readFile(join(from, 'wght.css'), 'utf8');
  const ours = faces
    .replace(/font-family: '[^']*'/g, "font-family: 'Title'")
    .replace(/url\(\.\/files\/([^)]*)\) format\('[^']*'\)/g, 'url(title/$1)');
  await writeFile(join(fonts, 'title.css'), ours);
}

/** Lays the Kai face, one file with every character. */
async function layKai() {
  const file = join(packages, KAI, 'files', 'lxgw-wenkai-latin-500-normal.woff2');
  await copyFile(file, join(fonts, 'kai.woff2'));
}

await rm(fonts, { recursive: true, force: true });
await layTitle();
await layKai();
const licences = await Promise.all(
  [TITLE, KAI].map(async (name) => `${name}\n\n${await readFile(join(packages, name, 'LICENSE'), 'utf8')}`),
);
await writeFile(join(fonts, 'LICENCES.txt'), licences.join('\n\n'));
