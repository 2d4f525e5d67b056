/**
 * Static files beside bare node:http with the same bytes: a file that gates poll, from a program of the static role, in requests a second and in
 * requests a second of the server's own processor time. Server, peer and generator are three processes; the two servers take turns.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '../../src/platform/clock.ts'
import { alternate, type Figure, type Measurement, median } from '../figure.ts'
import { processorSeconds, type World } from '../world.ts'

const run = promisify(execFile)
const sourceFlags = ['--conditions=evergate-source', '--import', 'tsx']
const parts = join(import.meta.dirname, '../static-files')
const seconds = 3
const repeats = 5
const ratioMin = 0.7
const publishedWithinMs = 60_000

export const figures: readonly Figure[] = [{ name: 'static-files', measure: measureStaticFiles }]

async function measureStaticFiles(world: World): Promise<readonly Measurement[]> {
  const { config } = await world.city()
  const path = `/public/${config.region}/keys.cwt` // published when the city was made
  const server = await world.serve(['--roles', 'static'])
  const bare = spawn(process.execPath, [...sourceFlags, join(parts, 'bare-server.ts'), await save(world, server.origin + path)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [port] = (await once(bare.stdout, 'data')) as [Buffer]
    const own = measurer(server.origin, server.pid, path)
    const peer = measurer(`http://127.0.0.1:${port.toString().trim()}`, bare.pid!, path)
    const [perSecond, besidePerSecond] = await alternate([own.measure, peer.measure], repeats)
    const bar = { of: 'ratio', atLeast: ratioMin } as const
    const beside = 'bare node:http, same bytes'
    return [
      { figure: 'static file', value: perSecond!, unit: 'requests/s', beside, besideValue: besidePerSecond!, bar },
      {
        figure: 'static file, by processor time',
        value: own.perProcessorSecond(),
        unit: 'requests/s of the server’s processor time',
        beside,
        besideValue: peer.perProcessorSecond(),
        bar,
      },
    ]
  } finally {
    bare.kill()
    await server.stop()
  }
}

async function save(world: World, url: string): Promise<string> {
  const file = join(world.folder, 'static-file')
  if (!(await until(async () => (await fetch(url)).ok, publishedWithinMs, 100))) throw new Error(`nothing is published at ${url}`)
  writeFileSync(file, new Uint8Array(await (await fetch(url)).arrayBuffer()))
  return file
}

/** Sends a generator and counts the processor time that the server needed for it. */
function measurer(origin: string, pid: number, path: string) {
  const perProcessorSecond: number[] = []
  return {
    perProcessorSecond: () => median(perProcessorSecond.slice(1)), // the first round warms up
    measure: async (): Promise<number> => {
      const before = processorSeconds(pid)
      const { stdout } = await run(process.execPath, [...sourceFlags, join(parts, 'generator.ts'), origin, path, String(seconds)])
      perProcessorSecond.push((Number(stdout) * seconds) / (processorSeconds(pid) - before))
      return Number(stdout)
    },
  }
}
