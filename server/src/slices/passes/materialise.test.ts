/**
 * Goal: a program that starts again does not write anew what its folder holds, and repairs what it does not hold whole.
 * Method: a published city; of its shards one is left, one cut short, one taken away; a second materialiser. (Writing every file at a start, or trusting that one is there
 * because its name is, makes it red.)
 */
import { readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { parseStatusShardPath } from '@evergate/pass'
import { expect, test } from 'vitest'
import { registerResident } from '../residents/testing.ts'
import { createMaterialiser } from './materialise.job.ts'
import { createTestCity, temporaryFolder, testPublisher } from './testing.ts'

test('after a start only what is not there whole is written', async () => {
  const city = await createTestCity()
  await registerResident(city.app, city.ground, city.sms, 1)
  await city.settle()
  await testPublisher(city.ground, city.options).tick()
  const folder = await temporaryFolder()
  await createMaterialiser(city.ground, folder).run()
  const files = await city.ground.db.read.selectFrom('passes.published_file').select(['path', 'content']).orderBy('path').execute()
  const [left, cut, gone] = files.filter(({ path }) => parseStatusShardPath(path).ok)
  const inodeOf = async ({ path }: { readonly path: string }): Promise<number> => (await stat(join(folder, path))).ino
  const before = await inodeOf(left!)
  await truncate(join(folder, cut!.path), 10)
  await rm(join(folder, gone!.path))
  await createMaterialiser(city.ground, folder).run()
  expect(await inodeOf(left!)).toBe(before)
  for (const { path, content } of files) expect((await readFile(join(folder, path))).equals(content)).toBe(true)
})
