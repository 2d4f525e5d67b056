/**
 * How long the results of a whole round take to reach everybody's colour and the published lists, beside COPY of the rows of evidence that come of them;
 * how long a positive takes meanwhile; and what the round leaves in the database.
 */
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { monotonicMs } from '../../src/platform/clock.ts'
import type { Figure, Measurement } from '../figure.ts'
import { appliedRound } from '../round/apply-round.ts'
import type { World } from '../world.ts'

/** The reference round: Xi'an, 27 December 2021. */
const referenceResidents = 12_317_000
const minutesMax = 15
const positiveSecondsMax = 5
const bytesMax = 350

export const figures: readonly Figure[] = [{ name: 'results-to-colours', measure: measureRound }]

async function measureRound(world: World): Promise<readonly Measurement[]> {
  const round = await appliedRound(world)
  const minutesOf = (seconds: number): number => ((seconds / round.residents) * referenceResidents) / 60
  const size = `${round.residents.toLocaleString('en')} residents`
  const positives = round.positiveSeconds.toSorted((a, b) => a - b)
  const { databaseUrl } = await world.city()
  return [
    {
      figure: `results to colours on published lists, measured at ${size}, for the reference round`,
      value: minutesOf(round.seconds),
      unit: 'min',
      beside: 'COPY of the rows of evidence',
      besideValue: minutesOf(await copySeconds(databaseUrl)),
      bar: { of: 'value', atMost: minutesMax },
    },
    {
      figure: `a positive released meanwhile, on the colour, 99 of 100 within (${positives.length} positives)`,
      value: positives[Math.ceil(positives.length * 0.99) - 1] ?? 0,
      unit: 's',
      bar: { of: 'value', atMost: positiveSecondsMax },
    },
    {
      figure: `evidence, decisions and events of one round, measured at ${size}`,
      value: round.bytes / round.residents,
      unit: 'bytes a resident',
      bar: { of: 'value', atMost: bytesMax },
    },
  ]
}

/** The same rows into a table of the same form, with its indexes, as PostgreSQL itself does it. */
async function copySeconds(databaseUrl: string): Promise<number> {
  const [source, target] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)]
  await Promise.all([source.connect(), target.connect()])
  try {
    await target.query('drop table if exists bench.copied')
    await target.query('create table bench.copied (like decisions.negative_result including all)')
    const startedMs = monotonicMs()
    await pipeline(source.query(copyTo('copy decisions.negative_result to stdout')), target.query(copyFrom('copy bench.copied from stdin')))
    return (monotonicMs() - startedMs) / 1000
  } finally {
    await Promise.all([source.end(), target.end()])
  }
}
