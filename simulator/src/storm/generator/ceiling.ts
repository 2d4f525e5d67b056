/**
 * How fast the generator itself is: the same connections and the same authentic requests against a responder that only answers. What a storm finds beyond
 * this is not about the server.
 */
import { monotonicMs, sleep } from '../../clock.ts'
import { createConnections } from './connections.ts'
import type { Requests } from './requests.ts'

export interface Ceiling {
  /** Requests a second with proofs signed before, as storms send them. */
  readonly perSecond: number
  /** Proofs a second. */
  readonly signedPerSecond: number
}

const [linesAtOnce, forMs, prepared] = [64, 1_500, 40_000]

/** Measures against the bare responder on `port`. */
export async function measureCeiling(port: number, requests: Requests): Promise<Ceiling> {
  const signing = monotonicMs()
  const wires = Array.from({ length: prepared }, () => requests.make('passes').wire())
  const signedPerSecond = (prepared / (monotonicMs() - signing)) * 1000
  const connections = createConnections(port, linesAtOnce)
  const beganMs = monotonicMs()
  let answered = 0
  let sent = 0
  const isOver = (): boolean => sent >= prepared || monotonicMs() - beganMs > forMs
  const next = (): void => {
    if (isOver()) return
    const wire = wires[sent++]!
    const answer = (): void => {
      answered += 1
      next()
    }
    connections.exchange(() => wire, answer)
  }
  for (let line = 0; line < linesAtOnce; line++) next()
  while (!isOver()) await sleep(5)
  const perSecond = (answered / (monotonicMs() - beganMs)) * 1000
  connections.close()
  return { perSecond, signedPerSecond }
}
