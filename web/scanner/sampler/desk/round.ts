// The rounds of this desk's site, as the server last told them, kept with the log so that a shift without network knows its tubes. Decides no rule.
import { anyTubeRule, type Pool, swabsMaxOf, type TubeRule } from '@evergate/pass/sampling'
import { signal } from '@preact/signals'
import { now } from '../../../shared/clock.ts'
import { server } from '../../device/server.ts'
import { readNote, writeNote } from '../log/desk-database.ts'

export interface RoundAtSite {
  readonly roundId: string
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly mandatory: boolean
  readonly pool: Pool
  readonly tubeRule: TubeRule
}

interface KeptRounds {
  readonly siteId: string
  readonly rounds: readonly RoundAtSite[]
  /** Null: tubes without a round, by the sampler's choice. Missing: not chosen yet. */
  readonly chosen?: string | null
}

const NOTE = 'rounds'
const kept = signal<KeptRounds | null>(null)
/** The site of which the server has told the rounds since this page was opened, and when it last did. */
const told = signal<{ readonly siteId: string; readonly atMs: number } | null>(null)
/** A round that is planned, moved or ended during a shift is known this soon. */
const TOLD_FOR_MS = 15 * 60_000

/** Those that are not over. */
export function roundsNow(): readonly RoundAtSite[] {
  return (kept.value?.rounds ?? []).filter((round) => Date.parse(round.endsAt) > now())
}

/** The chosen one while it lasts; else the one that runs. */
export function currentRound(): RoundAtSite | null {
  const rounds = roundsNow()
  const chosen = kept.value?.chosen
  if (chosen === null) return null
  return rounds.find((round) => round.roundId === chosen) ?? rounds.find((round) => Date.parse(round.startsAt) <= now()) ?? null
}

/** No round that is kept runs, the server could not be asked, and the sampler has not chosen to go without. */
export function isRoundUnknown(): boolean {
  return currentRound() === null && kept.value?.chosen !== null && told.value?.siteId !== kept.value?.siteId
}

export function currentTubeRule(): TubeRule {
  return currentRound()?.tubeRule ?? anyTubeRule
}

export async function chooseRound(roundId: string | null): Promise<void> {
  if (kept.peek() === null) return
  kept.value = { ...kept.peek()!, chosen: roundId }
  await writeNote(NOTE, kept.peek())
}

/** First what is kept, then what the server says, when it can be reached. */
export async function openRounds(siteId: string): Promise<void> {
  const stored = readKept(await readNote(NOTE).catch(() => null))
  kept.value = stored?.siteId === siteId ? stored : { siteId, rounds: [] }
  await refreshRounds(siteId)
}

/** Asks once more where the server has not told yet, or told a while ago. */
export async function askRoundsAgain(): Promise<void> {
  const siteId = kept.peek()?.siteId
  if (siteId === undefined) return
  const last = told.peek()
  const isFresh = last?.siteId === siteId && Math.abs(now() - last.atMs) < TOLD_FOR_MS // a clock that was put right may make it the future
  if (!isFresh) await refreshRounds(siteId)
}

async function refreshRounds(siteId: string): Promise<void> {
  const path = `/v1/rounds/at-site?siteId=${encodeURIComponent(siteId)}`
  const answer = await server.call<{ readonly rounds: unknown }>({ method: 'GET', path, as: 'session', load: 'critical', by: 'background' })
  const rounds = answer.ok ? readRounds(answer.value.rounds) : null
  if (rounds === null || kept.peek()?.siteId !== siteId) return
  told.value = { siteId, atMs: now() }
  const before = JSON.stringify(kept.peek())
  kept.value = { ...kept.peek()!, rounds }
  // A desk that cannot write it down asks again at its next start.
  if (JSON.stringify(kept.peek()) !== before) await writeNote(NOTE, kept.peek()).catch(() => {})
}

function readKept(value: unknown): KeptRounds | null {
  if (typeof value !== 'object' || value === null) return null
  const { siteId, rounds, chosen } = value as Partial<KeptRounds>
  const read = readRounds(rounds)
  if (typeof siteId !== 'string' || read === null) return null
  return chosen === undefined ? { siteId, rounds: read } : { siteId, rounds: read, chosen }
}

function readRounds(value: unknown): readonly RoundAtSite[] | null {
  if (!Array.isArray(value)) return null
  return (value as Partial<RoundAtSite>[]).filter((round): round is RoundAtSite => {
    const texts = [round.roundId, round.name, round.startsAt, round.endsAt].every((part) => typeof part === 'string')
    return texts && round.pool !== undefined && Object.hasOwn(swabsMaxOf, round.pool) && Array.isArray(round.tubeRule?.prefixes)
  })
}
