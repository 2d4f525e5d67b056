/**
 * The database that the configuration names: an external one, or the embedded one in the data folder.
 */
import { join } from 'node:path'
import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './platform/embedded-postgres/index.ts'

export interface OpenedDatabase {
  readonly url: string
  /** Lets go of it; an embedded one ends with its last user. */
  stop(): Promise<void>
}

/** Opens it. `onLost` hears of an embedded database that died and could not be brought back. */
export async function openDatabase(config: Config, say: (line: string) => void, onLost: (error: Error) => void): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: async () => undefined }
  return startEmbeddedPostgres({ dataDir: join(config.dataFolder, 'postgres'), log: { info: say }, onLost })
}
