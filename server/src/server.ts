/**
 * The running server as one value: database, keys, slices, HTTP, consumers and loops, put together and taken apart in the right order.
 * main.ts wraps it for people, tests use it directly.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { startEdge } from './edge/edge-flags.ts'
import { openGrounds } from './grounds.ts'
import { ladderSource, startServerLadder, tellStanding } from './ladder.ts'
import { type Admission, createAdmission } from './platform/admission/admission.ts'
import { type Clock, sleep } from './platform/clock.ts'
import type { Ground } from './platform/context.ts'
import { isAnswering } from './platform/db/database.ts'
import { createFrontDoor } from './platform/http/front-door.ts'
import { askInside, createHeldFiles } from './platform/http/held-files.ts'
import type { Route } from './platform/http/route.ts'
import { createHttpServer } from './platform/http/server.ts'
import { serveApps, servePublicFiles } from './platform/http/static-files.ts'
import { type LoopRunner, startLoops } from './platform/loops.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import { readBacklogs } from './platform/outbox/consumer.ts'
import type { Slice } from './platform/slice.ts'
import { isServed, type Part, wholePart } from './roles.ts'
import { consumersOf, loopsOf } from './server-loops.ts'
import { assembleSlices } from './slices.ts'

export const version = '0.1.0'

export interface RunningServer {
  readonly app: FastifyInstance
  readonly ground: Ground
  readonly routes: readonly Route[]
  readonly admission: Admission
  /** Stops taking requests, lets those under way finish, stops loops, closes connections. */
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly clock?: Clock
  /** What this process is there for. Default: everything that the configuration names. */
  readonly part?: Part
  /** Folder with the built apps, or undefined to serve none. */
  readonly appsFolder: string | undefined
  /** Tells a person something on the console. */
  print(line: string): void
}

/** From this rung on the loops leave the database to what is written down. */
const journalOnly = 4
/** A caller that sends or reads slowly must not keep the database from being put away in order. */
const requestsEndWithinMs = 6_000

/** Puts the server together on a migrated database and starts its consumers and loops. Listening is left to the caller. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, part = wholePart(config.roles) } = options
  const { grounds, databases } = await openGrounds(options, part)
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
  const standing = () => ({ level: admission.level(), rung: admission.rung() })
  const edge = startEdge({ routes, folder: join(config.dataFolder, 'edge'), log: grounds.background.log, standing })
  const files = createHeldFiles((...asked) => askInside(app, ...asked))
  const app: FastifyInstance = await createHttpServer({
    frontDoor: createFrontDoor({
      filePrefixes: ['/public/', ...appNames.map((name) => `/${name}/`)],
      files,
      ...tellStanding(admission, edge),
    }),
    ground: grounds.critical,
    controlGround: grounds.sheddable,
    routes,
    isServed: (route) => isServed(route, part.roles),
    authenticators: state.slices.flatMap((slice) => slice.authenticators ?? []),
    admission,
    metrics,
    version,
    origin: config.origin,
    ...(config.proxies === undefined ? {} : { proxies: config.proxies }),
    requestsPerMinuteMax: Math.ceil(config.requestsPerMinuteMax / part.sharedBy),
    isReady: () => isAnswering(databases.critical),
  })
  if (options.appsFolder !== undefined) await serveApps(app, builtApps(options.appsFolder), 'resident')
  await servePublicFiles(app, publicFolder)
  await app.ready()
  state.loops = startLoops(
    loopsOf(grounds.background, state.slices, part),
    grounds.background.clock,
    grounds.background.log,
    () => admission.rung() >= journalOnly,
  )
  const stop = async (): Promise<void> => {
    await closeInTime(app)
    await Promise.all([ladder.stop(), edge.stop()])
    await state.loops?.stop()
    await Promise.all(Object.values(databases).map((database) => database.close()))
  }
  return { app, ground: grounds.critical, routes, admission, stop }
}

/** Lets requests under way finish, and after a while cuts off those that do not. */
async function closeInTime(app: FastifyInstance): Promise<void> {
  const closed = new AbortController()
  const patience = sleep(requestsEndWithinMs, closed.signal).then(() => app.server.closeAllConnections())
  await Promise.all([app.close().finally(() => closed.abort()), patience])
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
