// Goal: issue 2, section 5, points 9 and 10, and that nothing is lost: one database, two servers, a move, a sudden end.
// Method: real server processes over HTTP; the second has its own data folder with a copy of the keys. Every file either of them shows is remembered.
// (Two publishers without a common order, colours that are not what the evidence says, or an answer before the commit turn these red.)
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeStatusIndex } from '@evergate/pass'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, openCity } from '../city.ts'
import { nowSeconds, waitFor } from '../clock.ts'
import { type Gate, openGate } from '../gate.ts'
import { bodyOf } from '../http-call.ts'
import type { Phone } from '../phone.ts'
import { embeddedDatabaseUrl, root, type ServerProcess, sourceFlags, startServerProcess } from '../server-process.ts'
import { release } from '../staff-client.ts'
import { openTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

const otherFolder = mkdtempSync(join(tmpdir(), 'evergate-second-'))
let city: City
let second: ServerProcess | undefined
let people: Phone[]
let farAway: TcpProxy | undefined

beforeAll(async () => {
  city = await openCity()
  people = []
  for (let i = 0; i < 14; i++) people.push(await city.newResident())
})
afterAll(async () => {
  await second?.stop()
  await farAway?.close()
  await city?.end()
  rmSync(otherFolder, { recursive: true, force: true })
})

/** Every signed file below a server's public folder, by path, as a hash of its bytes. */
function filesOf(dataFolder: string): Map<string, string> {
  const folder = join(dataFolder, 'public')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.cwt'))
  return new Map(
    files.toSorted().map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  )
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function readIndex(dataFolder: string): { readonly sequence: number; readonly hash: string } {
  const bytes = readFileSync(join(dataFolder, 'public', 'CN-6101', 'status', 'index.cwt'))
  const index = decodeStatusIndex(bytes)
  if (!index.ok) throw new Error(index.reason)
  return { sequence: index.value.sequence, hash: hashOf(bytes) }
}

test('10: two servers on one database: nothing is published twice, versions only grow, both show the same files', async () => {
  cpSync(join(city.dataFolder, 'keys'), join(otherFolder, 'keys'), { recursive: true })
  const databaseUrl = new URL(embeddedDatabaseUrl(city.dataFolder))
  farAway = await openTcpProxy(Number(databaseUrl.port))
  databaseUrl.port = String(farAway.port)
  second = await startServerProcess({ dataFolder: otherFolder, databaseUrl: databaseUrl.href, flags: ['--origin', city.origin] })
  farAway.delay(10) // its transactions last, so that the two servers' publishers really meet
  expect(second.accounts).toEqual([])

  const contents = new Map<string, string>()
  const highest = new Map<string, number>()
  const look = (dataFolder: string): number => {
    const { sequence, hash: indexHash } = readIndex(dataFolder)
    expect(sequence, 'the index never goes back').toBeGreaterThanOrEqual(highest.get(dataFolder) ?? 0)
    highest.set(dataFolder, sequence)
    const versioned = [...filesOf(dataFolder)].filter(([path]) => /\.\d+\.cwt$/.test(path))
    for (const [name, hash] of [...versioned, [`index ${sequence}`, indexHash] as const]) {
      expect(contents.get(name) ?? hash, `${name} has one content for ever`).toBe(hash)
      contents.set(name, hash)
    }
    return sequence
  }
  const infected = people.slice(2)
  const batches: string[] = []
  for (const phone of infected) batches.push(await city.report([{ phone, outcome: 'positive' }]))
  const before = look(city.dataFolder)
  for (const batchId of batches) {
    await release(city.staff.releaser, batchId)
    for (const folder of [city.dataFolder, otherFolder]) look(folder)
  }
  const seesRed = async (gate: Gate): Promise<boolean> => {
    for (const phone of infected) if ((await gate.check(await phone.present())).colour !== 'red') return false
    return true
  }
  for (const origin of [city.origin, second.origin]) {
    const gate = await openGate(origin)
    await waitFor(`everybody infected to be red at ${origin}`, async () => {
      await gate.refresh()
      for (const folder of [city.dataFolder, otherFolder]) look(folder)
      return (await seesRed(gate)) ? true : undefined
    })
    expect((await gate.check(await people[0]!.present())).colour).toBe('green')
  }
  expect(look(city.dataFolder)).toBeGreaterThan(before)
  await waitFor('both servers to show the same files', () => {
    const [one, other] = [filesOf(city.dataFolder), filesOf(otherFolder)]
    return one.size > 0 && JSON.stringify([...one]) === JSON.stringify([...other]) ? true : undefined
  })
  for (const server of [city.server(), second])
    expect(server.output(), 'nobody tried to publish what another had').not.toContain('passes.publish')
})

test('9: every colour recomputed from its evidence is the same, byte for byte', async () => {
  await people[0]!.declare({ riskAreaStay: true })
  await people[1]!.declare({ symptoms: ['fever'] })
  await waitFor('the declarations to be decided', async () => {
    const [one] = (await people[0]!.refresh()).filter(({ residentId }) => residentId === people[0]!.residentId)
    return one?.colour === 'yellow' ? true : undefined
  })
  const recompute = (): string =>
    execFileSync(
      process.execPath,
      [...sourceFlags, 'server/src/tools/recompute.ts', '--database-url', embeddedDatabaseUrl(city.dataFolder)],
      { cwd: root, encoding: 'utf8' },
    )
  expect(recompute().trim()).toBe(`${people.length} residents, 0 differ`)
})

test('a region that moves to another address takes its lists along', async () => {
  await second?.stop()
  second = undefined
  await city.server().stop()
  const moved = await startServerProcess({ dataFolder: city.dataFolder })
  try {
    const gate = await waitFor('a gate at the new address to accept every file', () => openGate(moved.origin).catch(() => undefined))
    expect((await gate.check(await people[2]!.present())).colour).toBe('red')
  } finally {
    await moved.stop()
    await city.startAgain()
  }
})

test('a sudden end of every process loses nothing that was acknowledged', async () => {
  const acknowledged: { phone: Phone; tubeCode: string }[] = []
  let killed = false
  const keepSampling = async (phone: Phone): Promise<void> => {
    while (!killed) {
      const tubeCode = city.newTube()
      const sampledAt = new Date(nowSeconds() * 1000)
      const answer = await city.desk.register({ tubeCode, sampledAt, subject: { pass: await phone.present() } }).catch(() => undefined)
      if (answer?.status === 200) acknowledged.push({ phone, tubeCode })
    }
  }
  const queues = people.slice(2, 5).map(keepSampling)
  await waitFor('some samples', () => (acknowledged.length >= 30 ? true : undefined))
  await city.server().kill()
  killed = true
  await Promise.all(queues)
  await city.startAgain()
  for (const phone of people.slice(2, 5)) {
    const own = acknowledged.filter((one) => one.phone === phone).map((one) => one.tubeCode)
    const path = `/v1/residents/${phone.residentId}/samples`
    const { samples } = bodyOf(await phone.device.call('GET', path), 'list samples') as { samples: { tubeCode: string }[] }
    expect(samples.map(({ tubeCode }) => tubeCode)).toEqual(expect.arrayContaining(own))
  }
  // the start moved the region back to its own address; its lists follow within a tick of the publisher
  const gate = await waitFor('the lists to follow the move', () => openGate(city.origin).catch(() => undefined))
  expect((await gate.check(await people[2]!.present())).colour).toBe('red')
  expect((await city.staff.admin.call('GET', '/v1/staff/me')).status).toBe(200)
})
