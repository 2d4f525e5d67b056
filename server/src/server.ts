/**
 * The running server as one value: database, keys, slices, HTTP, consumers and loops, put together and taken apart in the right order.
 * main.ts wraps it for people, tests use it directly.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Config } from './config.ts'
import { createAdmissionGate } from './platform/admission/gate.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Ground } from './platform/context.ts'
import { createDatabase, type Database, isAnswering } from './platform/db/database.ts'
import { forgetProofs } from './platform/http/dpop.ts'
import type { Route } from './platform/http/route.ts'
import { createHttpServer } from './platform/http/server.ts'
import { serveApps, servePublicFiles } from './platform/http/static-files.ts'
import { createIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { type Loop, type LoopRunner, startLoops } from './platform/loops.ts'
import { createMetrics } from './platform/metrics.ts'
import { type Consumer, consumeOnce, readBacklogs, trimOutbox } from './platform/outbox/consumer.ts'
import type { Slice } from './platform/slice.ts'
import { StartError } from './platform/unavailable.ts'
import { createVault, loadMasterKey, type Vault } from './platform/vault.ts'
import { assembleSlices } from './slices.ts'

export const version = '0.1.0'

export interface RunningServer {
  readonly app: FastifyInstance
  readonly ground: Ground
  readonly routes: readonly Route[]
  /** Stops taking requests, lets those under way finish, stops loops, closes connections. */
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly clock?: Clock
  /** Folder with the built apps, or undefined to serve none. */
  readonly appsFolder: string | undefined
}

const connections = { critical: 16, sheddable: 4, background: 6 }
const statementTimeoutMs = { critical: 5_000, sheddable: 10_000, background: 120_000 }
const consumerPauseMs = 150

/** Puts the server together on a migrated database and starts its consumers and loops. Listening is left to the caller. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, clock = systemClock } = options
  const open = (plane: keyof typeof connections): Database =>
    createDatabase({
      url: options.databaseUrl,
      name: plane,
      connectionsMax: connections[plane],
      statementTimeoutMs: statementTimeoutMs[plane],
    })
  const databases = { critical: open('critical'), sheddable: open('sheddable'), background: open('background') }
  const vault = createVault(await loadMasterKey(join(config.dataFolder, 'keys', 'master.key')))
  await holdToOneMasterKey(databases.critical, vault)
  const shared = { clock, ids: createIds(clock), vault, log: createLog(config.logLevel) }
  const ground: Ground = { ...shared, db: databases.critical }
  const background: Ground = { ...shared, db: databases.background }
  const metrics = createMetrics()
  const publicFolder = join(config.dataFolder, 'public')
  await mkdir(publicFolder, { recursive: true })
  const state: { loops?: LoopRunner } = {}
  const slices = await assembleSlices({
    config,
    ground: background,
    publicFolder,
    loopStates: () => state.loops?.states() ?? [],
    backlogs: () => readBacklogs(background, consumersOf(slices)),
    databases,
    startedAt: clock.now(),
    version,
  })
  const consumers = consumersOf(slices)
  metrics.gauge('evergate_outbox_behind', 'Events not yet handled, by consumer', ['consumer'], async () =>
    (await readBacklogs(background, consumers)).map(({ consumer, behind }) => ({ labels: { consumer }, value: behind })),
  )
  const routes = slices.flatMap((slice) => slice.routes ?? [])
  const app = await createHttpServer({
    ground,
    sheddableGround: { ...shared, db: databases.sheddable },
    routes,
    authenticators: slices.flatMap((slice) => slice.authenticators ?? []),
    gate: createAdmissionGate(),
    metrics,
    version,
    origin: config.origin,
    requestsPerMinuteMax: config.requestsPerMinuteMax,
    isReady: () => isAnswering(databases.critical),
  })
  if (options.appsFolder !== undefined) {
    const folder = options.appsFolder
    await serveApps(
      app,
      ['resident', 'scanner', 'console'].map((name) => ({ name, folder: join(folder, name) })),
      'resident',
    )
  }
  await servePublicFiles(app, publicFolder)
  await app.ready()
  state.loops = startLoops(
    [...consumerLoops(background, consumers), ...housekeeping(background), ...slices.flatMap((slice) => slice.loops?.(background) ?? [])],
    clock,
    shared.log,
  )
  const stop = async (): Promise<void> => {
    await app.close()
    await state.loops?.stop()
    await Promise.all(Object.values(databases).map((database) => database.close()))
  }
  return { app, ground, routes, stop }
}

function consumersOf(slices: readonly Slice[]): readonly Consumer[] {
  return slices.flatMap((slice) => slice.consumers ?? [])
}

function consumerLoops(ground: Ground, consumers: readonly Consumer[]): Loop[] {
  return consumers.map((consumer) => ({
    name: consumer.name,
    everyMs: consumerPauseMs,
    run: (signal) => consumeOnce(ground, consumer, signal),
  }))
}

function housekeeping(ground: Ground): Loop[] {
  return [
    { name: 'platform.forget-proofs', everyMs: 60_000, run: () => forgetProofs(ground) },
    { name: 'platform.trim-outbox', everyMs: 3_600_000, run: () => trimOutbox(ground).then(() => 0) },
  ]
}

/** A database sealed under one master key must not be served with another: look-ups would miss everybody. */
async function holdToOneMasterKey(db: Database, vault: Vault): Promise<void> {
  const check = vault.lookupHash('master-key-check', 'evergate').toString('hex')
  await sql`insert into platform.setting (name, value) values ('master_key_check', ${check}) on conflict do nothing`.execute(db.read)
  const { rows } = await sql<{ value: string }>`select value from platform.setting where name = 'master_key_check'`.execute(db.read)
  if (rows[0]?.value !== check)
    throw new StartError('This database belongs to another master key. Put the keys folder that was used with it into the data folder.')
}
