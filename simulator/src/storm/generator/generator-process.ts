/**
 * The generator as a process of its own, so that it can have a processor core to itself. Does what it is ordered over IPC, one order at a time, and ends with
 * its parent.
 */
import { monotonicMs } from '../../clock.ts'
import { type Gate, openGate } from '../../gate.ts'
import { type Chance, seededChance } from '../../seeded-chance.ts'
import { type Kind, kinds } from '../kinds.ts'
import { arrivalsOf } from './arrivals.ts'
import type { AttemptLog } from './attempt-log.ts'
import { createBehaviour } from './behaviour.ts'
import { blow } from './blow.ts'
import { readCast } from './cast.ts'
import { measureCeiling } from './ceiling.ts'
import { type Connections, createConnections } from './connections.ts'
import { createDeskBatches } from './desk-batches.ts'
import { latencyOf } from './histogram.ts'
import { checkOffline } from './offline-gates.ts'
import type { GeneratorState, Load, LoadReport, Order, Told } from './orders.ts'
import { createRequests, type Opened, type Requests } from './requests.ts'
import { drawCurves, weighStretch } from './weigh.ts'

/** Under the usual limit of open files, on both sides of the line. */
const linesMax = 6_000
/** Connections that a proxy keeps open to one server; whoever finds none free waits in the proxy's line. */
const proxyLinesMax = 1_000
const lagMsMax = 25
const processorShareMax = 0.97

let opened: (Opened & { readonly gate: Gate }) | undefined
let runs = 0
const begun = process.pid.toString(36)

const tell = (told: Told): void => void process.send?.(told)

function newRun(): string {
  return `${begun}x${(runs++).toString(36)}x${Math.floor(monotonicMs()).toString(36)}`
}

async function carryOut(order: Order): Promise<void> {
  if (order.order === 'open') {
    const cast = readCast(order.files)
    opened = { cast, batches: createDeskBatches(cast, newRun()), gate: await openGate(`http://127.0.0.1:${order.port}`) }
    return tell({ told: 'opened' })
  }
  if (opened === undefined) throw new Error('nothing is open yet')
  if (order.order === 'ceiling') {
    const { cast } = opened
    const neverSent = createDeskBatches(cast, newRun())
    const requests = createRequests({ cast, batches: neverSent }, order.port, newRun(), seededChance(1))
    return tell({ told: 'ceiling', ceiling: await measureCeiling(order.port, requests) })
  }
  tell({ told: 'report', report: await play(opened, order.load) })
}

async function play({ gate, ...people }: Opened & { readonly gate: Gate }, load: Load): Promise<LoadReport> {
  const chance = seededChance(load.seed)
  const towards = createDoors(load, people, chance.fork())
  let isOver = false
  let startedMs = monotonicMs()
  const offline = checkOffline(gate, people.cast.holders, chance.fork(), () => isOver)
  if (load.behaviour === 'impatient') await Promise.all(kinds.map((kind) => towards(kind).connections.warm()))
  const { log, said, busyMs } = await blow({
    arrivals: arrivalsOf(load.profile, load.seconds, chance.fork()),
    make: (kind) => towards(kind).requests.make(kind),
    connections: (kind) => towards(kind).connections,
    patience: createBehaviour(load.behaviour, chance.fork()),
    began: () => {
      globalThis.gc?.()
      startedMs = monotonicMs()
      tell({ told: 'began' })
    },
  })
  const processorShare = busyMs / (monotonicMs() - startedMs)
  isOver = true
  for (const kind of kinds) towards(kind).connections.close()
  return {
    stretches: load.stretches.map((stretch) => weighStretch(log, stretch)),
    curves: drawCurves(log, load.stepMs),
    said,
    offline: await offline,
    generator: stateOf(log, processorShare),
  }
}

interface Door {
  readonly requests: Requests
  readonly connections: Connections
}

/** One door a server: its requests, because proofs name the server they are for, and its connections. */
function createDoors({ port, portOf, behaviour }: Load, people: Opened, chance: Chance): (kind: Kind) => Door {
  const doors = new Map<number, Door>()
  return (kind) => {
    const at = portOf?.[kind] ?? port
    const known = doors.get(at) ?? {
      requests: createRequests(people, at, newRun(), chance.fork()),
      connections: behaviour === 'impatient' ? createConnections(at, proxyLinesMax, true) : createConnections(at, linesMax),
    }
    doors.set(at, known)
    return known
  }
}

function stateOf(log: AttemptLog, processorShare: number): GeneratorState {
  const lags: number[] = []
  for (let row = 0; row < log.length; row++) {
    const { sentMs, intendedMs } = log.at(row)
    lags.push(sentMs - intendedMs)
  }
  const lag = latencyOf(lags)
  return { lag, processorShare, behind: (lag.p99 ?? 0) > lagMsMax || processorShare > processorShareMax }
}

process.on('message', (order: Order) => {
  carryOut(order).catch((error: Error) => tell({ told: 'fault', message: error.stack ?? error.message }))
})
process.on('disconnect', () => process.exit(0))
