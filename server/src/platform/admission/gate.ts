/**
 * A bound on the work in progress, per load class, with a short first-come queue; what does not fit is refused at once with a time to come back.
 * Each class has its own places, so that a flood of one leaves the others' places free. Holds no request and touches no socket.
 */
import { type LoadClass, loadClasses } from './load-class.ts'

/** Places of one load class: requests in progress, and requests waiting for a place. */
export interface AdmissionLimits {
  readonly inProgressMax: number
  readonly waitingMax: number
}

/** Where a request asks for a place before it may use anything. */
export interface AdmissionGate {
  /** Resolves to a function that gives the place back, or to undefined where the class is full. Leaves the queue when the signal aborts. */
  enter(loadClass: LoadClass, signal: AbortSignal): Promise<(() => void) | undefined>
  state(): Readonly<Record<LoadClass, { readonly inProgress: number; readonly waiting: number }>>
}

/** Places per class for one process on two cores; queues are short, because an answer nobody waits for any more is waste. */
export const defaultLimits: Readonly<Record<LoadClass, AdmissionLimits>> = {
  critical_plus: { inProgressMax: 64, waitingMax: 256 },
  critical: { inProgressMax: 64, waitingMax: 256 },
  sheddable_plus: { inProgressMax: 32, waitingMax: 64 },
  sheddable: { inProgressMax: 8, waitingMax: 16 },
}

/** A gate with the given places. */
export function createAdmissionGate(limits: Readonly<Record<LoadClass, AdmissionLimits>> = defaultLimits): AdmissionGate {
  const lanes = Object.fromEntries(loadClasses.map((name) => [name, createLane(limits[name])])) as Record<
    LoadClass,
    ReturnType<typeof createLane>
  >
  return {
    enter: (loadClass, signal) => lanes[loadClass].enter(signal),
    state: () => Object.fromEntries(loadClasses.map((name) => [name, lanes[name].state()])) as ReturnType<AdmissionGate['state']>,
  }
}

function createLane(limits: AdmissionLimits) {
  let inProgress = 0
  const waiting = new Set<(admitted: boolean) => void>()
  const leave = (): void => {
    const next = waiting.values().next()
    if (next.done) inProgress -= 1
    else next.value(true) // the place goes over; inProgress stays
  }
  const once = (): (() => void) => {
    let left = false
    return () => {
      if (!left) leave()
      left = true
    }
  }
  return {
    state: () => ({ inProgress, waiting: waiting.size }),
    enter: async (signal: AbortSignal): Promise<(() => void) | undefined> => {
      if (inProgress < limits.inProgressMax) {
        inProgress += 1
        return once()
      }
      if (waiting.size >= limits.waitingMax || signal.aborted) return undefined
      const admitted = await new Promise<boolean>((resolve) => {
        const settle = (yes: boolean): void => {
          waiting.delete(settle)
          signal.removeEventListener('abort', giveUp)
          resolve(yes)
        }
        const giveUp = (): void => settle(false)
        waiting.add(settle)
        signal.addEventListener('abort', giveUp)
      })
      return admitted ? once() : undefined
    },
  }
}
