/**
 * The running server as one value: database, keys, slices, HTTP, consumers and loops, put together and taken apart in the right order.
 * main.ts wraps it for people, tests use it directly.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { type Edge, startEdge } from './edge/edge-flags.ts'
import { createFilesDoor, serveFiles } from './files-door.ts'
import { connectionsOf, openGrounds } from './grounds.ts'
import { ladderSource, startServerLadder, tellStanding } from './ladder.ts'
import { restFactorAt } from './make-way.ts'
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
  const { background } = grounds
  const publicFolder = join(config.dataFolder, 'public')
  await mkdir(publicFolder, { recursive: true })
  const state: { loops?: LoopRunner; slices: readonly Slice[]; heardLoops: readonly LoopState[] } = { slices: [], heardLoops: [] }
  const ownLoops = () => state.loops?.states() ?? []
  const backlogs = () => readBacklogs(background, consumersOf(state.slices))
  const loopStates = () => [...ownLoops(), ...state.heardLoops]
  const system = { version, startedAt: background.clock.now(), databases, backlogs, loopStates }
  const admission = admissionOf(config, part)
  const consumers = () => consumersOf(state.slices)
  const ladder = startServerLadder({ admission, ground: background, databaseUrl: options.databaseUrl, consumers })
  const slicesGround = { config, ground: background, publicFolder, print: options.print }
  state.slices = await assembleSlices({ ...slicesGround, system, ladder: ladderSource(admission, ladder) })
  const routes = state.slices.flatMap((slice) => slice.routes ?? [])
  const metrics = createMetrics(part.name)
  if (part.tendsFolder) showBacklogs(metrics, backlogs) // the same whoever asks the database
  showAdmission(metrics, admission)
  const standing = () => ({ level: admission.level(), rung: admission.rung() })
  const flagsFolder = part.tendsFolder ? join(config.dataFolder, 'edge') : undefined
  const edge = startEdge({ routes, folder: flagsFolder, log: background.log, standing })
  const isReady = () => isAnswering(databases.critical)
  const app = await createApp({ options, part, grounds, slices: state.slices, routes, admission, edge, metrics, isReady })
  await serveFiles(app, { appsFolder: options.appsFolder, publicFolder, isServed: part.roles.includes('static') })
  await app.ready()
  const restFactor = () => restFactorAt(admission.cursorLevel(), ladder.vitals().behindSeconds)
  const way = { isPaused: () => admission.rung() >= journalOnly, restFactor }
  state.loops = startLoops(loopsOf(background, state.slices, part), background.clock, background.log, way)
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
    stop: async () => {
      await closeInTime(app)
      await Promise.all([ladder.stop(), edge.stop()])
      await state.loops?.stop()
      await Promise.all(Object.values(databases).map((database) => database.close()))
    },
  }
}

interface AppParts {
  readonly options: ServerOptions
  readonly part: Part
  readonly grounds: Awaited<ReturnType<typeof openGrounds>>['grounds']
  readonly slices: readonly Slice[]
  readonly routes: readonly Route[]
  readonly admission: Admission
  readonly edge: Edge
  readonly metrics: Metrics
  isReady(): Promise<boolean>
}

/** The HTTP side, with the front door before it. */
async function createApp({
  options,
  part,
  grounds,
  slices,
  routes,
  admission,
  edge,
  metrics,
  isReady,
}: AppParts): Promise<FastifyInstance> {
  const { config } = options
  const served = new Set(routes.filter((route) => isServed(route, part.roles)))
  const shed = createShed([...served], { admission, clock: grounds.critical.clock, proxies: config.proxies, edges: config.edges })
  const app: FastifyInstance = await createHttpServer({
    frontDoor: createFilesDoor(() => app, { ...tellStanding(admission, edge, config.edges), shed }),
    ground: grounds.critical,
    controlGround: grounds.sheddable,
    routes,
    isServed: (route) => served.has(route),
    authenticators: slices.flatMap((slice) => slice.authenticators ?? []),
    admission,
    metrics: { ...metrics, text: async () => (await options.allFigures?.()) ?? metrics.text() },
    version,
    origin: config.origin,
    ...(config.proxies === undefined ? {} : { proxies: config.proxies }),
    ...(config.edges === undefined ? {} : { edges: config.edges }),
    requestsPerMinuteMax: Math.ceil(config.requestsPerMinuteMax / part.sharedBy),
    isReady,
  })
  return app
}

/** No more places than connections; with several processes each has its part of a fixed rate. */
function admissionOf({ admission: mode, admissionRate, edges }: Config, part: Part): Admission {
  const { critical: intake, sheddable: control } = connectionsOf(part)
  return createAdmission({ mode, perSecond: admissionRate / part.sharedBy, placesMax: { intake, control }, hasEdge: edges !== undefined })
}

function showBacklogs(metrics: Metrics, read: () => ReturnType<typeof readBacklogs>): void {
  metrics.gauge(
    'evergate_outbox_behind',
    'Events not yet handled, by consumer',
    ['consumer'],
    async () => (await read().catch(() => [])).map(({ consumer, behind }) => ({ labels: { consumer }, value: behind })), // figures are wanted most when the database is away
  )
}
