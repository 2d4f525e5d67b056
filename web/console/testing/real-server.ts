/** The real server with an empty demo city, started as `npm start` does, for the console's browser tests. Must not replace any part of it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'

export interface RealServer {
  readonly url: string
  /** One-time passwords of the demo city by user name, as printed at the first start. */
  readonly oneTimePasswords: ReadonlyMap<string, string>
  /** Waits for a printed line that matches, counted from the start; returns its first group. */
  printed(pattern: RegExp): Promise<string>
  stop(): Promise<void>
}

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const startWithinMs = 120_000 // a first start makes a database; 8 to 20 s were measured on two shared cores
const accountLine = /^ {4}([a-z]+) +(\S+) {3}[a-z]/

export async function startRealServer(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-console-'))
  const flags = ['--conditions=evergate-source', '--import', 'tsx', 'server/src/main.ts']
  const settings = ['--port', '0', '--data', join(folder, 'data'), '--requests-per-minute', '1000000']
  const child = spawn(process.execPath, [...flags, ...settings], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines = collectLines(child)
  const died = new Promise<never>((_, reject) => child.once('exit', () => reject(new Error(lines.join('\n')))))
  died.catch(() => undefined) // it also dies when it is told to stop
  const printed = (pattern: RegExp): Promise<string> =>
    Promise.race([died, vi.waitFor(() => find(pattern), { timeout: startWithinMs, interval: 100 })])
  const find = (pattern: RegExp): string => {
    const match = lines.map((line) => pattern.exec(line)).find((found) => found !== null)
    expect(match, `no line like ${pattern}`).toBeDefined()
    return match?.[1] ?? ''
  }
  const url = await printed(/^ {2}Console +(http\S+)\/console\/$/)
  await printed(/^ {2}Stop /)
  const accounts = lines.map((line) => accountLine.exec(line)).filter((match) => match !== null)
  return {
    url,
    oneTimePasswords: new Map(accounts.map(([, username, password]) => [username!, password!])),
    printed,
    stop: async () => {
      await stopChild(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function collectLines(child: ChildProcess): string[] {
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  }
  return lines
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
