/**
 * What has to happen after test results: who is asked to give a single sample, how that ended, and what they are told. Pure, and a function of the
 * facts alone: nothing here remembers what was said before, so a fact that changes takes everything back that rested on it.
 */
import { uuidFrom } from '../../platform/ids.ts'
import { type Outcome, type ReleasedTubeResult, standingResults, type TubeFacts } from '../decisions/index.ts'

/** One resident's swab in a tube, with everything known about the tube. */
export interface OwnTube extends Omit<TubeFacts, 'swabs'> {
  readonly roundId: string | null
  readonly sampleId: string
  readonly sampledAt: Date
  readonly removedAt: Date | null
  /** Taken out by staff afterwards, not by the desk that had scanned wrongly. */
  readonly voided: boolean
}

export const recallStates = ['open', 'resolved', 'cancelled'] as const
export type RecallState = (typeof recallStates)[number]

/** How a recall ended. `single_result` resolves it, the others cancel it. */
export type RecallEnd = 'single_result' | 'result_corrected' | 'swab_voided'

/** One member of a positive pool, asked for a single sample. */
export interface Recall {
  readonly recallId: string
  readonly tubeCode: string
  readonly roundId: string | null
  readonly askedAt: Date
  readonly state: RecallState
  readonly endedAt: Date | null
}

export const messageKinds = ['recall_asked', 'recall_ended', 'recollect_asked', 'result_corrected', 'swab_voided'] as const
export type MessageKind = (typeof messageKinds)[number]

/** Something a resident is told; the words are the app's. */
export interface Message {
  readonly messageId: string
  readonly kind: MessageKind
  readonly at: Date
  readonly data: { readonly tubeCode: string; readonly end?: RecallEnd; readonly from?: Outcome; readonly to?: Outcome }
}

export interface FollowUp {
  readonly recalls: readonly Recall[]
  /** Oldest first. */
  readonly messages: readonly Message[]
}

/** A positive result of a pool: who was in it is asked from then on, until the ask ends. */
interface Ask {
  readonly result: ReleasedTubeResult
  readonly end: { readonly at: Date; readonly by: RecallEnd } | null
}

/** All recalls and messages of one resident. Of a tube whose number is in question only a positive counts, as one of a pool. */
export function followUp(tubes: readonly OwnTube[]): FollowUp {
  const singles = tubes.filter((tube) => tube.kind === 'single' && !tube.ambiguous && tube.removedAt === null)
  const each = tubes.map((tube) => {
    const results = countingResults(tube).filter(({ releasedAt }) => tube.removedAt === null || releasedAt < tube.removedAt)
    const asks = tube.kind === 'single' && !tube.ambiguous ? [] : findAsks(tube, results, singles)
    return {
      recalls: toRecalls(tube, asks),
      messages: [...asks.flatMap((ask) => aboutAsk(tube, ask)), ...aboutResults(tube, results), ...aboutVoiding(tube, results.length > 0)],
    }
  })
  return {
    recalls: each.flatMap((one) => one.recalls),
    messages: each
      .flatMap((one) => one.messages)
      .sort((one, other) => one.at.getTime() - other.at.getTime() || (one.messageId < other.messageId ? -1 : 1)),
  }
}

function countingResults({ ambiguous, results }: OwnTube): readonly ReleasedTubeResult[] {
  return ambiguous ? standingResults(results).filter(({ outcome }) => outcome === 'positive') : results
}

/** `results`: those released while the swab counted. Later ones are none of this resident's. */
function findAsks(tube: OwnTube, results: readonly ReleasedTubeResult[], singles: readonly OwnTube[]): Ask[] {
  const answer = earliest(singles.filter((single) => single.sampledAt >= tube.sampledAt).flatMap(({ results }) => answers(results)))
  return results
    .filter(({ outcome }) => outcome === 'positive')
    .map((result) => {
      const correction = results.find((other) => other.correctsResultId === result.resultId)
      const ends = [
        ...(answer === undefined ? [] : [{ at: later(answer, result.releasedAt), by: 'single_result' as const }]),
        ...(correction === undefined ? [] : [{ at: correction.releasedAt, by: 'result_corrected' as const }]),
        ...(tube.removedAt === null ? [] : [{ at: tube.removedAt, by: 'swab_voided' as const }]),
      ]
      return { result, end: ends.sort((one, other) => one.at.getTime() - other.at.getTime())[0] ?? null }
    })
}

/** When a single tube gave an answer; an invalid result is none. */
function answers(results: readonly ReleasedTubeResult[]): Date[] {
  return standingResults(results).flatMap(({ outcome, releasedAt }) => (outcome === 'invalid' ? [] : [releasedAt]))
}

/** One recall a swab: where a correction of a correction asked twice, the later ask is what counts. */
function toRecalls(tube: OwnTube, asks: readonly Ask[]): Recall[] {
  const last = asks.toSorted((one, other) => other.result.releasedAt.getTime() - one.result.releasedAt.getTime())[0]
  if (last === undefined) return []
  const { tubeCode, roundId, sampleId } = tube
  const { end } = last
  const state = end === null ? 'open' : end.by === 'single_result' ? 'resolved' : 'cancelled'
  return [{ recallId: uuidFrom(`recall ${sampleId}`), tubeCode, roundId, askedAt: last.result.releasedAt, state, endedAt: end?.at ?? null }]
}

/** Who had given the single sample, with its result, before the pool's was known is never bothered. */
function aboutAsk({ tubeCode, sampleId }: OwnTube, { result, end }: Ask): Message[] {
  if (end !== null && end.at <= result.releasedAt) return []
  const asked = message('recall_asked', `${sampleId} ${result.resultId}`, result.releasedAt, { tubeCode })
  if (end === null) return [asked]
  return [asked, message('recall_ended', `${sampleId} ${result.resultId} ${end.by}`, end.at, { tubeCode, end: end.by })]
}

function aboutResults({ tubeCode, sampleId }: OwnTube, results: readonly ReleasedTubeResult[]): Message[] {
  return results.flatMap(({ resultId, outcome, releasedAt, correctsResultId }) => {
    const corrected = results.find((other) => other.resultId === correctsResultId)
    const about = `${sampleId} ${resultId}`
    return [
      ...(outcome === 'invalid' ? [message('recollect_asked', about, releasedAt, { tubeCode })] : []),
      ...(corrected === undefined
        ? []
        : [message('result_corrected', about, releasedAt, { tubeCode, from: corrected.outcome, to: outcome })]),
    ]
  })
}

function aboutVoiding({ tubeCode, sampleId, removedAt, voided }: OwnTube, hadResult: boolean): Message[] {
  return removedAt !== null && (voided || hadResult) ? [message('swab_voided', sampleId, removedAt, { tubeCode })] : []
}

function message(kind: MessageKind, about: string, at: Date, data: Message['data']): Message {
  return { messageId: uuidFrom(`${kind} ${about}`), kind, at, data }
}

function earliest(dates: readonly Date[]): Date | undefined {
  return dates.toSorted((one, other) => one.getTime() - other.getTime())[0]
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}
