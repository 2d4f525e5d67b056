// One page at a time works as the desk. A second one says so, and may take over when a person asks for it: then the first one stops.

const LOCK = 'evergate-desk'

export interface DeskHold {
  /** Resolves when another page took over. Never, where the browser has no locks. */
  readonly lost: Promise<void>
}

/** Null when another page holds the desk. */
export function holdDesk(): Promise<DeskHold | null> {
  return request({ ifAvailable: true })
}

/** Takes the desk away from the page that holds it. */
export async function takeOverDesk(): Promise<DeskHold | null> {
  return await request({ steal: true })
}

/** When the other page has gone; null when `signal` aborts before. */
export async function waitForDesk(signal: AbortSignal): Promise<DeskHold | null> {
  return await request({ signal })
}

function request(options: LockOptions): Promise<DeskHold | null> {
  const { locks } = navigator
  if (locks === undefined) return Promise.resolve({ lost: new Promise(() => {}) })
  return new Promise((resolve) => {
    // Held until the page goes, or until the lock is stolen, which rejects the request.
    const held: Promise<unknown> = locks.request(LOCK, options, (lock) => {
      if (lock === null) return resolve(null)
      const gone = (): void => {}
      resolve({ lost: held.then(gone, gone) })
      return new Promise<void>(() => {})
    })
    held.catch(() => resolve(null))
  })
}
