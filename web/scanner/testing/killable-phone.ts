// A phone whose battery can be pulled: Chromium as a process group of its own on a profile folder, driven over its debugging port, ended with SIGKILL.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { chromiumFlags, findChromium } from '../../testing/chromium.ts'

export interface KillablePhone {
  readonly page: Page
  /** SIGKILL to the browser and everything it started. Nothing is written any more. */
  kill(): Promise<void>
}

export async function openKillablePhone(folder: string, address: string): Promise<KillablePhone> {
  const portFile = join(folder, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  const flags = [
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
    '--lang=zh-CN',
    '--accept-lang=zh-CN',
    '--window-size=360,640',
  ]
  const path = findChromium()
  if (path === undefined) throw new Error('no Chromium was found')
  const child = spawn(path, [...chromiumFlags, ...flags, '--no-first-run', 'about:blank'], { detached: true, stdio: 'ignore' })
  const port = await readPort(portFile)
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const context = browser.contexts()[0]!
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(address)
  return { page, kill: () => kill(child) }
}

async function readPort(file: string): Promise<string> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : ''
    if (port !== undefined && port !== '') return port
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('Chromium did not open its debugging port')
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve()
    child.on('exit', () => resolve())
    process.kill(-child.pid, 'SIGKILL')
  })
}
