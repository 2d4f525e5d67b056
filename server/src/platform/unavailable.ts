/**
 * The two errors that the platform throws on purpose. Neither is a bug, and neither carries personal data.
 */

/** Something needed is not there right now; the caller should come again after `retryAfterSeconds`. Becomes 503 with Retry-After. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number
  constructor(message: string, retryAfterSeconds = 5) {
    super(message)
    this.name = 'Unavailable'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The program cannot start, and a person can mend it: one clear line, no stack trace, non-zero exit. */
export class StartError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StartError'
  }
}
