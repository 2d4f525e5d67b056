/**
 * How much memory a server needs on a city, all its processes together, and how much disk its database, once a round has been through. Every process is asked
 * for the most it ever held; the server runs until its lists are published and it has answered for a while.
 */
import { existsSync, readFileSync } from 'node:fs'
import { sleep, until } from '../../src/platform/clock.ts'
import { readBytes } from '../database-bytes.ts'
import type { Figure, Measurement } from '../figure.ts'
import { appliedRound } from '../round/apply-round.ts'
import type { World } from '../world.ts'

const residentsOfTheCity = 12_952_907
const memoryMegabytesMax = 1_500
const databaseBytesMax = 15e9
const processes = 2
const publishedWithinMs = 600_000
const watchedMs = 10_000

export const figures: readonly Figure[] = [{ name: 'memory', measure: measureMemory }]

async function measureMemory(world: World): Promise<readonly Measurement[]> {
  await appliedRound(world)
  const { databaseUrl, config } = await world.city()
  const server = await world.serve(['--processes', String(processes)])
  let megabytes: number
  try {
    const index = `${server.origin}/public/${config.region}/status/index.cwt`
    if (!(await until(async () => (await fetch(index)).ok, publishedWithinMs, 500))) throw new Error('no list was published')
    await sleep(watchedMs)
    megabytes = familyOf(server.pid).reduce((sum, pid) => sum + mostMegabytes(pid), 0)
  } finally {
    await server.stop()
  }
  const { tables, residents } = await readBytes(databaseUrl)
  const size = `${world.residents.toLocaleString('en')} residents`
  return [
    {
      figure: `memory of a server of ${processes} processes, decisions and supervisor, ${size}`,
      value: megabytes,
      unit: 'MB',
      bar: { of: 'value', atMost: memoryMegabytesMax },
    },
    {
      figure: `database after one round, ${size}`,
      value: tables / residents,
      unit: 'bytes a resident',
      bar: { of: 'value', atMost: databaseBytesMax / residentsOfTheCity },
    },
  ]
}

/** A process and all below it (Linux: /proc, proc(5)). */
function familyOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
  return [pid, ...children.flatMap(familyOf)]
}

/** The most that was ever resident. */
function mostMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
