/**
 * The log: one JSON line an event on standard output. Callers pass ids, counts and codes; never names, numbers of documents or phones, tokens or bodies.
 */
import { pino } from 'pino'

/** Facts beside an event: ids, counts, codes. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Where events are written. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** `error`'s name, message and stack are written; its properties (such as the detail of a database error, which may quote a row) are not. */
  error(event: string, error: unknown, fields?: LogFields): void
  child(fields: LogFields): Log
}

/** How much is written. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info'

/** A log that writes JSON lines to standard output from `level` upwards. */
export function createLog(level: LogLevel): Log {
  return wrap(pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }))
}

function wrap(sink: pino.Logger): Log {
  return {
    info: (event, fields) => sink.info({ event, ...fields }),
    warn: (event, fields) => sink.warn({ event, ...fields }),
    error: (event, error, fields) => sink.error({ event, ...fields, error: describe(error) }),
    child: (fields) => wrap(sink.child(fields)),
  }
}

function describe(error: unknown): { name: string; message: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: 'NonError', message: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { name: error.name, message: error.message, ...code, ...(error.stack === undefined ? {} : { stack: error.stack }) }
}
