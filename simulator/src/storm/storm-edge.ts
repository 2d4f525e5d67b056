/**
 * HAProxy before the server of a storm, with the file of deploy/ as it is but for addresses: who is refused there costs the server nothing. On loopback, as the
 * caller. Where it is not installed a storm is played without it, and its report says so.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../clock.ts'
import { call } from '../http-call.ts'
import { root } from '../server-process.ts'

const deploy = join(root, 'deploy')
const answersWithinMs = 15_000

export interface StormEdge {
  readonly pid: number
  stop(): void
}

/** What `haproxy -v` says it is, as `HAProxy 2.6.12`; undefined where it is not installed. */
export function edgeVersion(): string | undefined {
  try {
    const said = execFileSync('haproxy', ['-v'], { encoding: 'utf8' })
    return said.match(/^HAProxy version [\d.]+/)?.[0].replace(' version', '')
  } catch {
    return undefined
  }
}

/** Starts it on `port` before the server on `serverPort`, and waits until it lets requests through. */
export async function startStormEdge(folder: string, port: number, serverPort: number): Promise<StormEdge> {
  const config = join(folder, 'haproxy', 'config')
  mkdirSync(join(folder, 'haproxy'), { recursive: true })
  const text = readFileSync(join(deploy, 'haproxy.cfg'), 'utf8')
    .replaceAll('/etc/haproxy/', `${deploy}/`)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${serverPort}`)
    .replace('bind :80', `bind 127.0.0.1:${port}`)
  writeFileSync(config, `global\n  nbthread 1\n${text}`) // it has one core, and threads that share one wait for each other by spinning
  const program = spawn('haproxy', ['-db', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let [said, isOver] = ['', false]
  program.on('close', () => {
    isOver = true
  })
  program.stderr.on('data', (bytes) => {
    said = `${said}${bytes}`.slice(-1_000)
  })
  const isOpen = async (): Promise<true | undefined> => {
    if (isOver) throw new Error(`HAProxy ended: ${said}`)
    const answer = await call({ method: 'GET', url: `http://127.0.0.1:${port}/v1/region` }).catch(() => undefined)
    return answer?.status === 200 ? true : undefined
  }
  await waitFor('HAProxy to let requests through', isOpen, answersWithinMs, 50)
  return { pid: program.pid!, stop: () => void program.kill('SIGKILL') }
}
