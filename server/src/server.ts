/**
 * The running server as one value: database, keys, slices, HTTP, consumers and loops, put together and taken apart in the right order.
 * main.ts wraps it for people, tests use it directly.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Config } from './config.ts'
import { ladderSource, startServerLadder } from './ladder.ts'
import { type Admission, createAdmission } from './platform/admission/admission.ts'
import { answerLoad, reportLoad } from './platform/admission/ladder-answer.ts'
import { type Clock, sleep, systemClock } from './platform/clock.ts'
import type { Ground } from './platform/context.ts'
import { createDatabase, type Database, isAnswering } from './platform/db/database.ts'
import { forgetProofs } from './platform/http/dpop.ts'
import { createFrontDoor, type Prebuilt } from './platform/http/front-door.ts'
import { askInside, createHeldFiles } from './platform/http/held-files.ts'
import type { Route } from './platform/http/route.ts'
import { createHttpServer } from './platform/http/server.ts'
import { serveApps, servePublicFiles } from './platform/http/static-files.ts'
import { createIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { type Loop, type LoopRunner, startLoops } from './platform/loops.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import { type Consumer, consumeOnce, readBacklogs, trimOutbox } from './platform/outbox/consumer.ts'
import type { Slice } from './platform/slice.ts'
import { StartError } from './platform/unavailable.ts'
import { createVault, loadMasterKey } from './platform/vault.ts'
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
  /** Tells a person something on the console. */
  print(line: string): void
}

type Plane = 'critical' | 'sheddable' | 'background'

const connections: Readonly<Record<Plane, number>> = { critical: 16, sheddable: 4, background: 6 }
const statementTimeoutMs: Readonly<Record<Plane, number>> = { critical: 5_000, sheddable: 10_000, background: 120_000 }
const consumerPauseMs = 150
/** From this rung on the loops leave the database to what is written down. */
const journalOnly = 4
/** A caller that sends or reads slowly must not keep the database from being put away in order. */
const requestsEndWithinMs = 6_000

/** Puts the server together on a migrated database and starts its consumers and loops. Listening is left to the caller. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config } = options
  const { grounds, databases } = await openGrounds(options)
  const publicFolder = join(config.dataFolder, 'public')
  await mkdir(publicFolder, { recursive: true })
  const state: { loops?: LoopRunner; slices: readonly Slice[] } = { slices: [] }
  const backlogs = () => readBacklogs(grounds.background, consumersOf(state.slices))
  const system = { version, startedAt: grounds.background.clock.now(), databases, backlogs, loopStates: () => state.loops?.states() ?? [] }
  const admission = createAdmission()
  const consumers = () => consumersOf(state.slices)
  const ladder = startServerLadder({ admission, ground: grounds.background, databaseUrl: options.databaseUrl, consumers })
  const slicesGround = { config, ground: grounds.background, publicFolder, print: options.print }
  state.slices = await assembleSlices({ ...slicesGround, system, ladder: ladderSource(admission, ladder) })
  const metrics = createMetrics()
  showBacklogs(metrics, backlogs)
  const routes = state.slices.flatMap((slice) => slice.routes ?? [])
  const files = createHeldFiles((...asked) => askInside(app, ...asked))
  const app: FastifyInstance = await createHttpServer({
    frontDoor: createFrontDoor({
      filePrefixes: ['/public/', ...appNames.map((name) => `/${name}/`)],
      files,
      standing: () => ({ load: admission.level().toFixed(2), rung: String(admission.rung()) }),
      quick: { '/v1/load': () => loadAnswer(admission, '/v1/load'), '/edge/': (name) => loadAnswer(admission, `/edge/${name}`) },
    }),
    ground: grounds.critical,
    sheddableGround: grounds.sheddable,
    routes,
    authenticators: state.slices.flatMap((slice) => slice.authenticators ?? []),
    admission,
    metrics,
    version,
    origin: config.origin,
    ...(config.proxies === undefined ? {} : { proxies: config.proxies }),
    requestsPerMinuteMax: config.requestsPerMinuteMax,
    isReady: () => isAnswering(databases.critical),
  })
  if (options.appsFolder !== undefined) await serveApps(app, builtApps(options.appsFolder), 'resident')
  await servePublicFiles(app, publicFolder)
  await app.ready()
  state.loops = startLoops(
    loopsOf(grounds.background, state.slices),
    grounds.background.clock,
    grounds.background.log,
    () => admission.rung() >= journalOnly,
  )
  const stop = async (): Promise<void> => {
    await closeInTime(app)
    await ladder.stop()
    await state.loops?.stop()
    await Promise.all(Object.values(databases).map((database) => database.close()))
  }
  return { app, ground: grounds.critical, routes, stop }
}

/** GET /v1/load and GET /edge/:class, kept by caches for as long as the ladder takes between two looks. */
function loadAnswer(admission: Admission, path: string): Prebuilt | undefined {
  const answer = answerLoad(path, reportLoad(admission.level(), admission.rung(), admission.nextContactSeconds()))
  if (answer === undefined) return undefined
  return { status: answer.status, contentType: 'application/json', body: Buffer.from(answer.body), cacheSeconds: 1 }
}

/** Lets requests under way finish, and after a while cuts off those that do not. */
async function closeInTime(app: FastifyInstance): Promise<void> {
  const closed = new AbortController()
  const patience = sleep(requestsEndWithinMs, closed.signal).then(() => app.server.closeAllConnections())
  await Promise.all([app.close().finally(() => closed.abort()), patience])
}

/** A pool of connections a plane, and everything else shared. */
async function openGrounds({ config, databaseUrl, clock = systemClock }: ServerOptions) {
  const open = (name: Plane): Database =>
    createDatabase({ url: databaseUrl, name, connectionsMax: connections[name], statementTimeoutMs: statementTimeoutMs[name] })
  const databases = { critical: open('critical'), sheddable: open('sheddable'), background: open('background') }
  const vault = createVault(await loadMasterKey(join(config.dataFolder, 'keys', 'master.key')))
  const check = vault.lookupHash('master-key-check', 'evergate').toString('hex')
  await holdToSetting(
    databases.critical,
    'master_key_check',
    check,
    'it belongs to another master key. Put the keys folder that was used with it into the data folder',
  )
  await holdToSetting(databases.critical, 'region', config.region, `it holds another region than ${config.region}`)
  await holdToSetting(databases.critical, 'list_capacity', String(config.listCapacity), 'its lists were begun with another --list-capacity')
  const shared = { clock, ids: createIds(clock), vault, log: createLog(config.logLevel) }
  const ground = (plane: Plane): Ground => ({ ...shared, db: databases[plane] })
  return { databases, grounds: { critical: ground('critical'), sheddable: ground('sheddable'), background: ground('background') } }
}

/** What the first start wrote into the database must hold at every later one. */
async function holdToSetting(db: Database, name: string, value: string, otherwise: string): Promise<void> {
  await sql`insert into platform.setting (name, value) values (${name}, ${value}) on conflict do nothing`.execute(db.read)
  const { rows } = await sql<{ value: string }>`select value from platform.setting where name = ${name}`.execute(db.read)
  if (rows[0]?.value !== value) throw new StartError(`This database cannot be used as it is: ${otherwise}.`)
}

const appNames = ['resident', 'scanner', 'console']

function builtApps(folder: string) {
  return appNames.map((name) => ({ name, folder: join(folder, name) }))
}

function showBacklogs(metrics: Metrics, read: () => ReturnType<typeof readBacklogs>): void {
  metrics.gauge(
    'evergate_outbox_behind',
    'Events not yet handled, by consumer',
    ['consumer'],
    async () => (await read().catch(() => [])).map(({ consumer, behind }) => ({ labels: { consumer }, value: behind })), // figures are wanted most when the database is away
  )
}

function consumersOf(slices: readonly Slice[]): readonly Consumer[] {
  return slices.flatMap((slice) => slice.consumers ?? [])
}

function loopsOf(ground: Ground, slices: readonly Slice[]): Loop[] {
  return [
    ...consumersOf(slices).map(
      (one): Loop => ({ name: one.name, everyMs: consumerPauseMs, run: (signal) => consumeOnce(ground, one, signal) }),
    ),
    { name: 'platform.forget-proofs', everyMs: 60_000, run: () => forgetProofs(ground) },
    { name: 'platform.trim-outbox', everyMs: 3_600_000, run: () => trimOutbox(ground, consumersOf(slices)).then(() => 0) },
    ...slices.flatMap((slice) => slice.loops?.(ground) ?? []),
  ]
}
