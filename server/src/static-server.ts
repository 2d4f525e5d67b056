/**
 * A program of the static role alone: the apps, the signed files of its data folder, and nothing else. It needs no database and no keys, so it may stand where
 * neither should be; with a database it fetches the files itself. Every other part of the service is said to be absent.
 */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { startEdge } from './edge/edge-flags.ts'
import { createFilesDoor, serveFiles } from './files-door.ts'
import { tellStanding } from './ladder.ts'
import { closeInTime, type PartServer } from './part-server.ts'
import { createAdmission } from './platform/admission/admission.ts'
import { systemClock } from './platform/clock.ts'
import type { Ground } from './platform/context.ts'
import { createDatabase } from './platform/db/database.ts'
import { addAbsent, createHttpServer } from './platform/http/server.ts'
import { createIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { startLoops } from './platform/loops.ts'
import { createMetrics } from './platform/metrics.ts'
import { createVault } from './platform/vault.ts'
import type { Part } from './roles.ts'
import { publicFolderLoops } from './slices/passes/index.ts'
import { version } from './version.ts'

export interface StaticServerOptions {
  readonly config: Config
  readonly part: Part
  /** Where published files are fetched from; undefined: the folder is filled by another program, or by hand. */
  readonly databaseUrl: string | undefined
  readonly appsFolder: string | undefined
  allFigures?(): Promise<string | undefined>
}

const connectionsMax = 2
const statementTimeoutMs = 30_000

/** Puts it together; listening is left to the caller. A database that is away is asked again and again, and stops nothing. */
export async function startStaticServer({ config, part, databaseUrl, appsFolder, allFigures }: StaticServerOptions): Promise<PartServer> {
  const publicFolder = join(config.dataFolder, 'public')
  await mkdir(publicFolder, { recursive: true })
  const db = createDatabase({ url: databaseUrl ?? '', name: 'files', connectionsMax, statementTimeoutMs }) // connects at its first use
  const log = createLog(config.logLevel)
  const ground: Ground = { db, clock: systemClock, ids: createIds(systemClock), vault: createVault(randomBytes(32)), log } // a vault that seals nothing
  const admission = createAdmission()
  const metrics = createMetrics(part.name)
  const standing = () => ({ level: admission.level(), rung: admission.rung() })
  const edge = startEdge({ routes: [], folder: undefined, log, standing })
  const app: FastifyInstance = await createHttpServer({
    frontDoor: createFilesDoor(() => app, tellStanding(admission, edge)),
    ground,
    controlGround: ground,
    routes: [],
    authenticators: [],
    admission,
    metrics: { ...metrics, text: async () => (await allFigures?.()) ?? metrics.text() },
    version,
    origin: config.origin,
    requestsPerMinuteMax: config.requestsPerMinuteMax,
    isReady: async () => true,
  })
  addAbsent(app, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], '/v1/*')
  await serveFiles(app, { appsFolder, publicFolder, isServed: true })
  await app.ready()
  const fetches = databaseUrl !== undefined && part.tendsFolder
  const loops = startLoops(fetches ? publicFolderLoops(ground, { iss: config.region, publicFolder }) : [], systemClock, log)
  return {
    app,
    standing: () => ({ level: 0, rung: 0 }),
    hearOthers: () => undefined,
    ownLoops: loops.states,
    hearLoops: () => undefined,
    figures: metrics.figures,
    stop: async () => {
      await closeInTime(app)
      await Promise.all([edge.stop(), loops.stop()])
      await db.close()
    },
  }
}
