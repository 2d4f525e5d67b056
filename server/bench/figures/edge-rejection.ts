/**
 * What a refusal costs where it is refused: the processor time of nginx, of HAProxy and of the server's own front door for the same request, in turns.
 * The proxies run with the files of deploy/ and one signal on; the front door with a class shut. Figures are beside the front door's.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createFrontDoor, prebuilt } from '../../src/platform/http/front-door.ts'
import { platformProblem } from '../../src/platform/http/problem.ts'
import { type EdgeProgram, type EdgeProxy, isInstalled, startEdgeProxy } from '../../src/testing/edge-proxy.ts'
import { alternate, type Figure, type Measurement, median } from '../figure.ts'
import { sendAll } from '../rejection/own-pass.ts'
import { processorSeconds, type World } from '../world.ts'

const repeats = 3
const requests = 40_000
const connections = 16
/** The signal of the route that is asked for. */
const signal = 'critical-2'
const request = Buffer.from(
  `GET /v1/me/passes HTTP/1.1\r\nhost: localhost\r\nauthorization: DPoP ${'x'.repeat(43)}\r\ndpop: ${'y'.repeat(420)}\r\n\r\n`,
)

export const figures: readonly Figure[] = [{ name: 'edge-rejection', measure: measureEdge }]

async function measureEdge({ folder, say }: World): Promise<readonly Measurement[]> {
  const programs = (['nginx', 'haproxy'] as const).filter(isInstalled)
  const dataFolder = join(folder, 'edge-data')
  mkdirSync(join(dataFolder, 'edge'), { recursive: true })
  const door = await openDoor()
  const proxies: EdgeProxy[] = []
  try {
    for (const program of programs) proxies.push(await start(program, folder, dataFolder, door.port))
    writeFileSync(join(dataFolder, 'edge', signal), '')
    door.shut()
    const generator: number[] = []
    const works = [
      () => microsecondsOf(`http://127.0.0.1:${door.port}`, () => [process.pid]),
      ...proxies.map((proxy) => async () => {
        const before = processorSeconds(process.pid)
        const cost = await microsecondsOf(proxy.origin, () => [proxy.pid, ...childrenOf(proxy.pid)])
        generator.push(((processorSeconds(process.pid) - before) * 1_000_000) / requests)
        return cost
      }),
    ]
    const [withGenerator, ...rest] = await alternate(works, repeats)
    if (rest.length === 0) return []
    const own = withGenerator! - median(generator)
    say(`The generator: ${median(generator).toFixed(1)} microseconds a request; taken off the front door's, which shares its process.`)
    return rest.map((value, at) => ({
      figure: `a refusal by ${programs[at]}`,
      value,
      unit: 'microseconds of processor time',
      beside: 'by the server’s front door',
      besideValue: own,
    }))
  } finally {
    for (const proxy of proxies) proxy.stop()
    await door.close()
  }
}

function start(program: EdgeProgram, folder: string, dataFolder: string, serverPort: number): Promise<EdgeProxy> {
  return startEdgeProxy({ program, folder, dataFolder, appsFolder: folder, serverPort })
}

/** The front door before a server that answers everything; shut, it refuses all but health checks, of which the signal's then fails. */
async function openDoor() {
  let isShut = false
  const answer = { answer: prebuilt(platformProblem('service.overloaded')), retryAfterSeconds: 20 }
  const ok = { status: 200, contentType: 'application/json', body: '{}', cacheSeconds: 1 }
  const door = createFrontDoor({
    filePrefixes: [],
    files: { look: () => undefined, fetch: async () => undefined, state: () => ({ files: 0, bytes: 0 }) },
    standing: () => ({ load: isShut ? '3.00' : '0.00', rung: '0', edge: isShut ? '128' : '512' }),
    quick: { '/healthz': () => ok, '/edge/': (name) => (isShut && name === signal ? { ...ok, status: 503 } : ok) },
    shed: () => (isShut ? answer : undefined),
  })
  const server = door.serve((_request, response) => response.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.address() as AddressInfo).port,
    shut: () => {
      isShut = true
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

async function microsecondsOf(origin: string, pids: () => readonly number[]): Promise<number> {
  const spent = (): number => pids().reduce((sum, pid) => sum + processorSeconds(pid), 0)
  const before = spent()
  const statuses = await sendAll(origin, Array.from<Buffer>({ length: requests }).fill(request), connections)
  if ((statuses.get(503) ?? 0) < 0.95 * requests) throw new Error(`not refused: ${JSON.stringify([...statuses])}`)
  return ((spent() - before) * 1_000_000) / requests
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}
