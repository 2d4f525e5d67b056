/** Makes sure that web/dist holds the console built from the sources as they are now. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = fileURLToPath(new URL('../..', import.meta.url))

export function ensureConsoleBuilt(): void {
  const built = join(web, 'dist/console/index.html')
  const newest = Math.max(...['console', 'shared', '../packages/pass/src'].map((folder) => newestIn(join(web, folder))))
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  const env = { ...process.env, NODE_ENV: 'production' } // a test runner says 'test', for which React would be built with its development checks
  execFileSync(process.execPath, [join(web, 'build.mjs'), 'console'], { cwd: web, env, stdio: 'inherit' })
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.test\.|\.journey\./.test(entry.name),
  )
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}
