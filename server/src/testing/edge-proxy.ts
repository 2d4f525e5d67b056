/**
 * Debian's nginx and HAProxy with the files of deploy/ as they are, but for the few things their heads say are to be changed. On a free loopback port, as
 * nobody where the caller is root. Must not be used outside tests and benchmarks.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from '../platform/clock.ts'

export const deployFolder = fileURLToPath(new URL('../../../deploy/', import.meta.url))
export type EdgeProgram = 'nginx' | 'haproxy'

const nobody = 65_534

export interface EdgeProxyOptions {
  readonly program: EdgeProgram
  /** Where configuration and temporary files go; nobody must be able to read it. */
  readonly folder: string
  readonly dataFolder: string
  readonly appsFolder: string
  /** The server behind. */
  readonly serverPort: number
}

export interface EdgeProxy {
  readonly origin: string
  readonly pid: number
  stop(): void
}

/** Whether the program is there; says so where it is not, because tests are skipped then. */
export function isInstalled(program: EdgeProgram): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    process.stderr.write(`${program} is not installed: what needs it is skipped.\n`)
    return false
  }
}

/** Starts one and waits until it answers. */
export async function startEdgeProxy(options: EdgeProxyOptions): Promise<EdgeProxy> {
  const { program } = options
  const port = await freePort()
  const run = join(options.folder, program)
  mkdirSync(run)
  const config = join(run, 'config')
  writeFileSync(config, configured(options, port, run))
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(run, nobody, nobody)
  const started = spawn(program, argumentsOf(program, config, run), {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  })
  const said: string[] = []
  started.stderr?.on('data', (bytes) => said.push(String(bytes)))
  const origin = `http://127.0.0.1:${port}`
  if (!(await until(() => started.exitCode !== null || answers(origin), 15_000)) || started.exitCode !== null) {
    stop(started)
    throw new Error(`${program} does not answer: ${said.join('')}`)
  }
  return { origin, pid: started.pid!, stop: () => stop(started) }
}

function configured({ program, dataFolder, appsFolder, serverPort }: EdgeProxyOptions, port: number, run: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${run}/${name};`).join(' ')
  return readFileSync(join(deployFolder, program === 'nginx' ? 'nginx.conf' : 'haproxy.cfg'), 'utf8')
    .replaceAll('/var/lib/evergate', dataFolder)
    .replaceAll('/opt/evergate/web/dist', appsFolder)
    .replaceAll('/etc/haproxy/', deployFolder)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${serverPort}`)
    .replace('listen 80 ', `listen 127.0.0.1:${port} `)
    .replace('bind :80', `bind 127.0.0.1:${port}`)
    .replaceAll(/include (nginx-)/g, `include ${deployFolder}$1`)
    .replace('http {', `http { ${temporary}`)
}

function argumentsOf(program: EdgeProgram, config: string, run: string): string[] {
  if (program === 'haproxy') return ['-db', '-f', config]
  return ['-p', run, '-c', config, '-e', 'stderr', '-g', `daemon off; pid ${run}/nginx.pid; error_log stderr;`]
}

/** Any answer at all, of the proxy's own or of the server behind; HAProxy refuses everything until its first health checks. */
function answers(origin: string): Promise<boolean> {
  return fetch(`${origin}/v1/region`).then(
    (answer) => answer.status !== 503,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** Asks it to end; nginx tells its workers. */
function stop(started: ChildProcess): void {
  started.kill('SIGTERM')
}
