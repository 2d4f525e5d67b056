/**
 * Builds every app that has a page into dist/<app> and says what a phone has to load; fails when the first load of an installable app is above its budget.
 *   node build.mjs [app …]
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { drawPng } from './shared/icon/draw-png.mjs'
import { drawSvg } from './shared/icon/icon-shapes.mjs'

/** JavaScript and CSS needed before the first page works, in bytes after gzip -9: what a crowded cell can still give to everybody. */
const firstLoadBytesMax = 60_000
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const apps = process.argv.length > 2 ? process.argv.slice(2) : ['resident', 'scanner', 'console']

for (const app of apps.filter((name) => existsSync(here(`${name}/index.html`)))) {
  await build({ configFile: here(`vite.${app}.config.ts`), logLevel: 'warn' })
  const installable = existsSync(here(`${app}/app.json`))
  if (installable) await addShell(app)
  report(app, installable)
}

/** The parts of an installable app that stand outside its bundle. The service worker comes last: it lists all others. */
async function addShell(app) {
  const out = here(`dist/${app}`)
  writeFileSync(join(out, 'icon.svg'), drawSvg())
  for (const side of [192, 512]) writeFileSync(join(out, `icon-${side}.png`), drawPng(side))
  writeFileSync(join(out, 'manifest.webmanifest'), JSON.stringify(describeApp(app)))
  await buildScript('shared/shell/boot.ts', join(out, 'boot.js'))
  await buildScript('shared/shell/remove.sw.ts', join(out, 'sw-remove.js'))
  const files = listFiles(out).filter((file) => file !== 'sw-remove.js' && !file.startsWith('.vite/'))
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(join(out, file)))
  const version = hash.digest('hex').slice(0, 12)
  await buildScript('shared/shell/shell.sw.ts', join(out, 'sw.js'), {
    shellVersion: JSON.stringify(version),
    shellFiles: JSON.stringify(files),
  })
}

function describeApp(app) {
  const base = `/${app}/`
  const icons = [
    { src: `${base}icon.svg`, type: 'image/svg+xml', sizes: 'any' },
    ...[192, 512].map((side) => ({ src: `${base}icon-${side}.png`, type: 'image/png', sizes: `${side}x${side}`, purpose: 'any maskable' })),
  ]
  return {
    ...JSON.parse(readFileSync(here(`${app}/app.json`), 'utf8')),
    id: base,
    start_url: base,
    scope: base,
    display: 'standalone',
    icons,
  }
}

/** One classic script without imports. */
async function buildScript(source, target, define = {}) {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      target: ['chrome93', 'safari15.4'],
      lib: { entry: here(source), formats: ['iife'], name: 'evergate' },
      minify: true,
    },
  })
  mkdirSync(join(target, '..'), { recursive: true })
  writeFileSync(target, [built].flat()[0].output[0].code)
}

function report(app, installable) {
  const out = here(`dist/${app}`)
  const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'))
  const first = new Set(installable ? ['boot.js'] : [])
  collect(
    manifest,
    Object.values(manifest).find((chunk) => chunk.isEntry),
    first,
  )
  const bytes = [...first].map((file) => gzipSync(readFileSync(join(out, file)), { level: 9 }).length).reduce((sum, size) => sum + size, 0)
  rmSync(join(out, '.vite'), { recursive: true })
  const limit = installable ? ` of ${(firstLoadBytesMax / 1000).toFixed(1)} kB allowed` : ''
  console.log(`${app}: first load ${(bytes / 1000).toFixed(1)} kB gzip${limit}, ${listFiles(out).length} files`)
  if (installable && bytes > firstLoadBytesMax) {
    console.error(`${app}: the first load is over its budget; split off what the first page does not need`)
    process.exitCode = 1
  }
}

/** What a page loads before it runs: the entry, its static imports and their styles; lazy parts are left out. */
function collect(manifest, chunk, files) {
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const style of chunk.css ?? []) files.add(style)
  for (const key of chunk.imports ?? []) collect(manifest, manifest[key], files)
}

function listFiles(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()
}
