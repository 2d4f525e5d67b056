/**
 * One measurement of a city of one size: what every resident costs each plane. Types and the arithmetic on them; measures nothing.
 */

/** Processor seconds of a piece of work, and how long it took. */
export interface Cost {
  readonly seconds: number
  /** Of the program. */
  readonly processorSeconds: number
  readonly postgresSeconds: number | null
}

export interface TableBytes {
  readonly heap: number
  readonly index: number
}

/** What the server's tool measure-planes says. */
export interface Planes {
  readonly databaseBytes: number
  /** Tubes that have records nobody has added up yet. */
  readonly waitingTubes: number
  readonly tables: Readonly<Record<string, TableBytes>>
  readonly decisions: Cost
  readonly lists: Cost
}

export interface ScaleRow {
  readonly measuredAt: string
  readonly residents: number
  readonly load: Cost
  readonly planes: Planes
  /** From the start of the server on the full city until it is ready, and its memory then. */
  readonly start: { readonly seconds: number; readonly serverBytes: number }
  /** Swabs of known residents taken in from desks until they are in tubes: of the server, and of PostgreSQL. */
  readonly intake: Cost & { readonly swabs: number }
  /** Bytes that these swabs added, by table. */
  readonly intakeBytes: Readonly<Record<string, number>>
}

/** Microseconds of processor time for each of `count`. */
export function microsecondsEach({ processorSeconds, postgresSeconds }: Cost, count: number): number {
  return ((processorSeconds + (postgresSeconds ?? 0)) * 1e6) / Math.max(1, count)
}

/** Bytes of each table that grew, from one look to another. */
export function growth(before: Planes['tables'], after: Planes['tables']): Record<string, number> {
  const sum = (one: TableBytes | undefined): number => (one === undefined ? 0 : one.heap + one.index)
  return Object.fromEntries(
    Object.keys(after)
      .map((name) => [name, sum(after[name]) - sum(before[name])] as const)
      .filter(([, bytes]) => bytes > 0),
  )
}
