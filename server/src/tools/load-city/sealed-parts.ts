/**
 * The parts of a city, sealed by threads and handed out in their order. What is under way or waiting is bounded.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type CityPart, partResidentsMax } from './city-plan.ts'
import type { SealedAnswer, SealOrder } from './seal-worker.ts'

/** Two beside PostgreSQL: more have nothing to do on two cores, and wait for COPY on more. */
const threads = Math.min(2, availableParallelism())
/** So that threads go on while PostgreSQL takes what was made: 100 MB at most. */
const aheadMax = 12

/** Parts together, so that small ones do not cost a command each, and what is under way stays small. */
function* batches(parts: readonly CityPart[]): Generator<CityPart[]> {
  let batch: CityPart[] = []
  let residents = 0
  for (const part of parts) {
    if (batch.length > 0 && residents + part.residents > partResidentsMax) {
      yield batch
      batch = []
      residents = 0
    }
    batch.push(part)
    residents += part.residents
  }
  if (batch.length > 0) yield batch
}

/** Seals these parts. The threads end with the last part, or when nobody wants another. */
export async function* sealedParts(order: SealOrder, parts: readonly CityPart[]): AsyncGenerator<SealedAnswer> {
  const orders = [...batches(parts)]
  const workers = Array.from({ length: Math.min(threads, orders.length) }, () => createSealer(order))
  const ahead: Promise<SealedAnswer>[] = []
  try {
    for (let next = 0; next < orders.length || ahead.length > 0; ) {
      while (next < orders.length && ahead.length < aheadMax) {
        const sealing = workers[next % workers.length]!.seal(orders[next]!)
        sealing.catch(() => undefined) // is thrown where it is awaited
        ahead.push(sealing)
        next++
      }
      yield await ahead.shift()!
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.end()))
  }
}

/** A thread that answers in the order in which it is asked. */
function createSealer(order: SealOrder) {
  const module = new URL('./seal-worker.ts', import.meta.url).href
  const loader = import.meta.resolve('tsx/esm/api') // a thread does not inherit how TypeScript is read
  const worker = new Worker(`import('${loader}').then(({ register }) => { register(); return import('${module}') })`, {
    eval: true,
    execArgv: ['--conditions=evergate-source'],
    workerData: order,
  })
  const waiting: { resolve(answer: SealedAnswer): void; reject(error: Error): void }[] = []
  worker.on('message', (answer: SealedAnswer) => waiting.shift()!.resolve(answer))
  worker.on('error', (error) => {
    for (const one of waiting.splice(0)) one.reject(error)
  })
  return {
    seal: (batch: readonly CityPart[]) =>
      new Promise<SealedAnswer>((resolve, reject) => {
        waiting.push({ resolve, reject })
        worker.postMessage(batch)
      }),
    end: () => worker.terminate(),
  }
}
