/**
 * Goal: the one private root key is never lost to a start with another database, and a damaged file stops nothing that does not need it.
 * Method: two databases over one folder of keys; files altered between starts.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTestGround } from '../../testing/test-server.ts'
import { keepTrust, readRootKey } from './index.ts'
import { temporaryFolder, testRegion } from './testing.ts'

test('a second database over the same folder takes the root key that is there', async () => {
  const [one, other] = [await createTestGround(), await createTestGround()]
  const keysFolder = await temporaryFolder()
  await keepTrust(one, { region: testRegion, keysFolder })
  const file = await readFile(join(keysFolder, 'root.key'), 'utf8')
  await keepTrust(other, { region: testRegion, keysFolder })
  expect(await readFile(join(keysFolder, 'root.key'), 'utf8')).toBe(file)
  expect(await readRootKey(other)).toEqual(await readRootKey(one))
})

test('a damaged root key file stops a first start with one line, and a later one not at all', async () => {
  const ground = await createTestGround()
  const keysFolder = await temporaryFolder()
  await writeFile(join(keysFolder, 'root.key'), 'half a k')
  await expect(keepTrust(ground, { region: testRegion, keysFolder })).rejects.toThrow('is damaged')
  const sound = await temporaryFolder()
  await keepTrust(ground, { region: testRegion, keysFolder: sound })
  await writeFile(join(sound, 'root.key'), 'half a k')
  expect(await keepTrust(ground, { region: testRegion, keysFolder: sound })).toBe(0)
})
