/**
 * Goal: keys, ids and loops keep their promises. Method: properties where the input is free, small scripts where order matters.
 */
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { manualClock, systemClock, until } from './clock.ts'
import { createIds, uuidFrom, uuidv7 } from './ids.ts'
import { createLog } from './log.ts'
import { startLoops } from './loops.ts'
import { createVault, loadMasterKey } from './vault.ts'

const master = Buffer.alloc(32, 7)

test('a sealed field opens under its own name and key only, and not when altered', () => {
  const vault = createVault(master)
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, at) => {
      const { wrapped, key } = vault.newDataKey()
      const sealed = key.seal('name', text)
      expect(vault.openDataKey(wrapped).open('name', sealed)).toBe(text)
      expect(() => key.open('phone', sealed)).toThrow()
      expect(() => vault.newDataKey().key.open('name', sealed)).toThrow()
      const altered = Buffer.from(sealed)
      altered[at % altered.length]! ^= 1
      expect(() => key.open('name', altered)).toThrow()
    }),
    { numRuns: 50 },
  )
})

test('a data key is sixteen bytes, and what a former version wrapped still opens', () => {
  const vault = createVault(master)
  const { wrapped, key } = vault.newDataKey()
  expect(wrapped).toHaveLength(16)
  const sealed = key.seal('name', '张伟')
  expect(() => createVault(Buffer.alloc(32, 8)).openDataKey(wrapped).open('name', sealed)).toThrow()
  const raw = randomBytes(32)
  const former = sealAsBefore(Buffer.from(hkdfSync('sha256', master, 'evergate', 'vault.wrap', 32)), 'data-key', raw)
  expect(vault.openDataKey(former).open('name', sealAsBefore(raw, 'name', Buffer.from('张伟')))).toBe('张伟')
})

/** As versions up to 0028 sealed everything, data keys among it. */
function sealAsBefore(key: Buffer, field: string, plain: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(field))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

test('look-up hashes differ by purpose and by master key', () => {
  const [one, other] = [createVault(master), createVault(Buffer.alloc(32, 8))]
  expect(one.lookupHash('phone', 'x')).toEqual(one.lookupHash('phone', 'x'))
  expect(one.lookupHash('phone', 'x')).not.toEqual(one.lookupHash('document', 'x'))
  expect(one.lookupHash('phone', 'x')).not.toEqual(other.lookupHash('phone', 'x'))
})

test('the master key is made once, readable by its owner alone, and a damaged one is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evergate-key-'))
  const path = join(folder, 'keys', 'master.key')
  const keys = await Promise.all(Array.from({ length: 12 }, () => loadMasterKey(path)))
  expect(await readdir(join(folder, 'keys'))).toEqual(['master.key'])
  expect(keys.every((key) => key.equals(keys[0]!))).toBe(true)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await writeFile(path, 'short\n')
  await expect(loadMasterKey(path)).rejects.toThrow('damaged')
  await rm(folder, { recursive: true })
})

test('an id that follows from a text is a UUIDv8, the same for the same text alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(uuidFrom(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(uuidFrom(one) === uuidFrom(other)).toBe(one === other)
    }),
  )
})

test('UUIDs are version 7, ordered by time, and never the same', () => {
  const clock = manualClock('2021-12-27T00:00:00Z')
  const ids = createIds(clock)
  const made = Array.from({ length: 200 }, () => {
    clock.advance(1)
    return ids.uuid()
  })
  expect(made).toEqual(made.toSorted())
  expect(new Set(made).size).toBe(200)
  expect(uuidv7(0x017f22e279b0, Buffer.from('0cc318c4dc0c0c07398f', 'hex'))).toMatch(/^017f22e2-79b0-7cc3-98c4-dc0c0c07398f$/) // RFC 9562 appendix A.6
})

test('a loop that throws goes on, and stopping waits for the run under way', async () => {
  let runs = 0
  const loop = { name: 'shaky', everyMs: 1, run: async () => (++runs === 1 ? Promise.reject(new Error('once')) : 0) }
  const runner = startLoops([loop], systemClock, createLog('silent'))
  expect(await until(() => runs >= 3, 10_000)).toBe(true)
  await runner.stop()
  const after = runs
  expect(runner.states()[0]).toMatchObject({ name: 'shaky', lastError: null })
  expect(runs).toBe(after)
})
