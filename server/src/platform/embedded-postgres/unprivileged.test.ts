// Goal: an ordinary user needs nothing of root's, and root can take over what he made; what root made says clearly that it is not his.
// Method: as root, real server processes under the unprivileged user PostgreSQL runs as. Skipped for anybody else: there every test is this one.
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeDisposableFolder } from '../../testing/disposable-folder.ts'
import { startPostgresProcess } from '../../testing/postgres-process.ts'
import { startEmbeddedPostgres } from './index.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'

const log = { info: () => undefined }
const isRoot = process.getuid?.() === 0
const folder = makeDisposableFolder()

afterAll(() => folder.remove())

function folderOf(name: string, owner: RunAs): string {
  const path = join(folder.path, name)
  chmodSync(folder.path, 0o755)
  mkdirSync(path, { mode: 0o700 })
  chownSync(path, owner.uid, owner.gid)
  return path
}

test.skipIf(!isRoot)('an ordinary user starts it, and root starts it later as that user', async () => {
  const user = chooseRunAs()!
  const dataDir = join(folderOf('own', user), 'data')
  const server = startPostgresProcess(dataDir, user)
  expect(await server.next('written')).toMatchObject({ n: 1 })
  await server.stop()
  expect(server.said.at(-1)).toEqual({ event: 'stopped' })
  expect(statSync(join(dataDir, 'cluster')).uid).toBe(user.uid)

  const asRoot = await startEmbeddedPostgres({ dataDir, log })
  const pid = Number.parseInt(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10)
  expect(statSync(`/proc/${pid}`).uid).toBe(user.uid)
  await asRoot.stop()

  const again = startPostgresProcess(dataDir, user)
  expect(await again.next('ready')).toMatchObject({ owner: true })
  await again.stop()
})

test.skipIf(!isRoot)('a folder of root is refused to an ordinary user in one line', async () => {
  const user = chooseRunAs()!
  const dataDir = join(folderOf('shared', user), 'data')
  await (await startEmbeddedPostgres({ dataDir, log })).stop()
  const server = startPostgresProcess(dataDir, user)
  expect(await server.next('failed')).toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/permission denied; choose another folder/),
  })
  await server.stop()
})

test.skipIf(!isRoot)('a backup that root put back is given to the user PostgreSQL runs as', async () => {
  const dataDir = join(folder.path, 'restored')
  await (await startEmbeddedPostgres({ dataDir, log })).stop()
  const giveToRoot = (path: string) => chownSync(path, 0, 0)
  for (const path of ['', 'PG_VERSION', 'base', 'global', 'postgresql.conf', 'global/pg_control'])
    giveToRoot(join(dataDir, 'cluster', path))
  const restored = await startEmbeddedPostgres({ dataDir, log })
  expect(restored.owner).toBe(true)
  await restored.stop()
})
