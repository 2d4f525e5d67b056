// Goal: a whole small day comes out as it must for everybody, and leaves nothing personal in any log, nor in clear text on the disk.
// Method: the day of `npm run sim` with a talkative server, and some calls that fail; then every name, number, phone and secret is looked for.
// (A body in a log line, a refusal that repeats its input, or a field that is not sealed turns these red.)
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, openCity } from '../city.ts'
import { type DayReport, playDay } from '../day.ts'
import { createDevice } from '../device.ts'
import { call } from '../http-call.ts'
import { personOf } from '../people.ts'
import { signIn } from '../staff-client.ts'

const residents = 12
let city: City
let report: DayReport

beforeAll(async () => {
  city = await openCity({ flags: ['--log', 'info'] })
  report = await playDay(city, residents)
})
afterAll(() => city?.end())

const people = Array.from({ length: residents }, (_, number) => personOf(number))

/** What identifies somebody, or lets somebody in. */
function personal(): string[] {
  return people.flatMap(({ name, document, phone }) => [name, document.number, phone])
}

function secrets(): string[] {
  const passwords = city.passwords.map(({ password }) => password)
  const sessions = Object.values(city.staff).map(({ cookie }) => cookie.split('=')[1]!)
  const masterKey = readFileSync(join(city.dataFolder, 'keys', 'master.key'), 'utf8').trim()
  return [...passwords, ...sessions, city.desk.device.accessToken!, masterKey]
}

test('the day comes out as it must', () => {
  expect(report.failures).toEqual([])
  expect(report.counts).toMatchObject({ registered: residents, sampled: 9, positive: 2 })
  expect(report.qrVersionMax).toBeLessThanOrEqual(13)
  expect(report.releaseToListSeconds).toBeLessThan(5)
  expect(report.releaseToGateSeconds).toBeLessThan(30)
})

test('no log names anybody or gives a secret away, whatever goes wrong', async () => {
  const stranger = await createDevice(city.origin)
  stranger.accessToken = city.desk.device.accessToken
  const { document, phone, name } = people[3]!
  const wrong = [
    await stranger.call('GET', '/v1/me/passes'),
    await stranger.call('POST', '/v1/registrations', { name, document: { ...document, kind: 'passport' }, phone, locale: 'zh-CN' }),
    await city.desk.register({ tubeCode: '!', subject: { document } }),
    await city.staff.laboratory.call('POST', '/v1/resident-lookups', { by: { document }, purpose: `About ${name}, ${phone}` }),
    await call({ method: 'POST', url: `${city.origin}/v1/registrations`, body: `{"name":"${name}`, contentType: 'application/json' }),
    await call({ method: 'GET', url: `${city.origin}/v1/residents/${document.number}/status` }),
  ]
  for (const { status } of wrong) expect(status).toBeGreaterThanOrEqual(400)
  for (const { status } of wrong) expect(status).toBeLessThan(500)
  await expect(signIn(city.origin, { username: 'admin', password: city.passwords[1]!.password })).rejects.toThrow('401')

  const logs = `${city.server().output()}\n${readFileSync(join(city.dataFolder, 'postgres', 'postgres.log'), 'utf8')}`
  expect(logs).toContain('Evergate is ready.')
  for (const secret of [...personal(), ...secrets()]) expect(logs).not.toContain(secret)
})

test('nothing of anybody lies in clear text on the disk', async () => {
  await city.server().stop() // everything in memory is written out
  const wanted = personal().map((text) => Buffer.from(text))
  let bytes = 0
  for (const path of readdirSync(city.dataFolder, { recursive: true, withFileTypes: true })) {
    if (!path.isFile() || path.parentPath === join(city.dataFolder, 'outbox')) continue // SMS are clear text wherever they go
    const content = readFileSync(join(path.parentPath, path.name))
    bytes += content.length
    expect(wanted.filter((text) => content.includes(text)).map(String), join(path.parentPath, path.name)).toEqual([])
  }
  expect(bytes).toBeGreaterThan(10_000_000)
})
