// The throwaway PostgreSQL the tests run on: one per test run, in the temporary folder, gone when the run ends in whatever way.
// Must not be started by a test itself: the global setup does.
import { openCluster } from '../platform/embedded-postgres/cluster.ts'
import { findOrStart, urlOf } from '../platform/embedded-postgres/postmaster.ts'
import { makeDisposableFolder } from './disposable-folder.ts'

/** A running throwaway cluster. `urlOf` gives the connection string of one of its databases. */
export type TestCluster = { urlOf(database: string): string; stop(): Promise<void> }

/** Starts the cluster. It ends with this process, also when this process is killed. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = makeDisposableFolder()
  try {
    const cluster = await openCluster(folder.path, 'throwaway')
    const { port } = await findOrStart(cluster, { info: () => undefined })
    return { urlOf: (database) => urlOf(cluster, port, database), stop: folder.remove }
  } catch (error) {
    await folder.remove()
    throw error
  }
}
