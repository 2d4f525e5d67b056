/** Makes sure that web/dist holds an app built from the sources as they are now, so that browser tests never test yesterday's build. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = fileURLToPath(new URL('..', import.meta.url))

export function ensureBuilt(app: 'resident' | 'scanner'): void {
  const built = join(web, 'dist', app, 'sw.js')
  const newest = Math.max(...[app, 'shared', '../packages/pass/src'].map((folder) => newestIn(join(web, folder))))
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  execFileSync(process.execPath, [join(web, 'build.mjs'), app], { cwd: web, stdio: 'inherit' })
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('.test.'),
  )
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}
