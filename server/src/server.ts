/**
 * The running server as one value: database, keys, slices, HTTP, consumers and loops, put together and taken apart in the right order.
 * main.ts wraps it for people, tests use it directly.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { startEdge } from './edge/edge-flags.ts'
import { createFilesDoor, serveFiles } from './files-door.ts'
import { connectionsOf, openGrounds } from './grounds.ts'
import { ladderSource, startServerLadder, tellStanding } from './ladder.ts'
import { closeInTime, type PartServer } from './part-server.ts'
import { type Admission, createAdmission } from './platform/admission/admission.ts'
import { showAdmission } from './platform/admission/admission-figures.ts'
import type { Clock } from './platform/clock.ts'
import type { Ground } from './platform/context.ts'
import { isAnswering } from './platform/db/database.ts'
import type { Route } from './platform/http/route.ts'
import { createHttpServer } from './platform/http/server.ts'
import { createShed } from './platform/http/shed.ts'
import { type LoopRunner, type LoopState, startLoops } from './platform/loops.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import { readBacklogs } from './platform/outbox/consumer.ts'
import type { Slice } from './platform/slice.ts'
import { isServed, type Part, wholePart } from './roles.ts'
import { consumersOf, loopsOf } from './server-loops.ts'
import { assembleSlices } from './slices.ts'
import { version } from './version.ts'

export interface RunningServer extends PartServer {
  readonly ground: Ground
  readonly routes: readonly Route[]
  readonly admission: Admission
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
  /** The figures of all processes of the program; undefined where they do not come. Default: there is only this one. */
  allFigures?(): Promise<string | undefined>
}

/** From this rung on the loops leave the database to what is written down. */
const journalOnly = 4
/** Puts the server together on a migrated database and starts its consumers and loops. Listening is left to the caller. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, part = wholePart(config.roles) } = options
  const { grounds, databases } = await openGrounds(options, part)
  const publicFolder = join(config.dataFolder, 'public')
  await mkdir(publicFolder, { recursive: true })
  const state: { loops?: LoopRunner; slices: readonly Slice[]; heardLoops: readonly LoopState[] } = { slices: [], heardLoops: [] }
  const ownLoops = () => state.loops?.states() ?? []
  const backlogs = () => readBacklogs(grounds.background, consumersOf(state.slices))
  const system = {
    version,
    startedAt: grounds.background.clock.now(),
    databases,
    backlogs,
    loopStates: () => [...ownLoops(), ...state.heardLoops],
  }
  const admission = admissionOf(config, part)
  const consumers = () => consumersOf(state.slices)
  const ladder = startServerLadder({ admission, ground: grounds.background, databaseUrl: options.databaseUrl, consumers })
  const slicesGround = { config, ground: grounds.background, publicFolder, print: options.print }
  state.slices = await assembleSlices({ ...slicesGround, system, ladder: ladderSource(admission, ladder) })
  const metrics = createMetrics(part.name)
  if (part.tendsFolder) showBacklogs(metrics, backlogs) // the same whoever asks the database
  showAdmission(metrics, admission)
  const routes = state.slices.flatMap((slice) => slice.routes ?? [])
  const served = routes.filter((route) => isServed(route, part.roles))
  const standing = () => ({ level: admission.level(), rung: admission.rung() })
  const edge = startEdge({
    routes,
    folder: part.tendsFolder ? join(config.dataFolder, 'edge') : undefined,
    log: grounds.background.log,
    standing,
  })
  const app: FastifyInstance = await createHttpServer({
    frontDoor: createFilesDoor(() => app, {
      ...tellStanding(admission, edge),
      shed: createShed(served, { admission, clock: grounds.critical.clock }),
    }),
    ground: grounds.critical,
    controlGround: grounds.sheddable,
    routes,
    isServed: (route) => served.includes(route),
    authenticators: state.slices.flatMap((slice) => slice.authenticators ?? []),
    admission,
    metrics: { ...metrics, text: async () => (await options.allFigures?.()) ?? metrics.text() },
    version,
    origin: config.origin,
    ...(config.proxies === undefined ? {} : { proxies: config.proxies }),
    requestsPerMinuteMax: Math.ceil(config.requestsPerMinuteMax / part.sharedBy),
    isReady: () => isAnswering(databases.critical),
  })
  await serveFiles(app, { appsFolder: options.appsFolder, publicFolder, isServed: part.roles.includes('static') })
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
  return {
    app,
    ground: grounds.critical,
    routes,
    admission,
    standing: () => ({ level: admission.state().ownLevel, rung: ladder.ownRung() }),
    hearOthers: (others) => {
      admission.tell({ level: others.level })
      ladder.hearOthers(others.rung)
    },
    ownLoops,
    hearLoops: (loops) => {
      state.heardLoops = loops
    },
    figures: metrics.figures,
    stop,
  }
}

/** No more places than connections; with several processes each has its part of a fixed rate. */
function admissionOf({ admission: mode, admissionRate }: Config, part: Part): Admission {
  const { critical: intake, sheddable: control } = connectionsOf(part)
  return createAdmission({ mode, perSecond: admissionRate / part.sharedBy, placesMax: { intake, control } })
}

function showBacklogs(metrics: Metrics, read: () => ReturnType<typeof readBacklogs>): void {
  metrics.gauge(
    'evergate_outbox_behind',
    'Events not yet handled, by consumer',
    ['consumer'],
    async () => (await read().catch(() => [])).map(({ consumer, behind }) => ({ labels: { consumer }, value: behind })), // figures are wanted most when the database is away
  )
}
