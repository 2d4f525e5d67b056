// One round of asking for the region's signed files: the index every time, the slow files when due, then only the shards that changed.
// Everything goes through the accept…() functions of the pass library, so nothing forged and nothing older than what is held gets in.
import {
  type Accepted,
  epochAt,
  epochStart,
  type GateState,
  keyListPath,
  policiesPath,
  type ShardWanted,
  statusIndexPath,
  trustListPath,
} from '@evergate/pass'
import type { Fetched, FetchFile } from './fetch-file.ts'

/** What is remembered from round to round; lost with the page, which costs one full fetch. */
export interface CycleMemory {
  readonly etags: Map<string, string>
  /** Unix seconds from which the trust list, key list and policies are asked for again. */
  slowDueAt: number
}

export interface CycleReport {
  /** The gate holds something it did not hold before. */
  readonly changed: boolean
  /** Some file was missing or refused; ask again later. */
  readonly failed: boolean
  /** Not sooner than this, where the server wishes to be left alone (0: it did not say how long); null where it does not. */
  readonly retryAfterMs: number | null
  /** Why a file that did arrive was not accepted, the last one of the round. */
  readonly refused: string | null
  /** The policies as they arrived, for the words and age limits they carry. */
  readonly policies: Uint8Array | null
}

export interface Cycle {
  readonly gate: GateState
  readonly iss: string
  readonly fetchFile: FetchFile
  readonly memory: CycleMemory
  /** Unix seconds. */
  readonly now: number
}

type Accept = (bytes: Uint8Array, now: number) => Promise<Accepted>

/** What came of asking for a file: `good` also when the server says that nothing changed; `refused` by this gate; not there; no file came at all. */
type Came = 'good' | 'refused' | 'absent' | 'failed'

const SLOW_EVERY_SECONDS = 300
/** After a round in which one of them was missing. */
const SLOW_AGAIN_SECONDS = 60
/** A shard of an epoch that has not begun yet is fetched in its last hour before, not all day. */
const EARLY_SECONDS = 3600
const PARALLEL = 4

export async function refreshOnce(cycle: Cycle): Promise<CycleReport> {
  const round = new Round(cycle)
  await askInTurn(round)
  // A shard that is not accepted may belong to a region that moved: the trust list is asked for in the next round.
  const report = round.report()
  if (report.refused !== null) cycle.memory.slowDueAt = Math.min(cycle.memory.slowDueAt, cycle.now)
  return report
}

/** Ends at the first file that fails: a server in trouble is not asked for the next one in the same second. */
async function askInTurn(round: Round): Promise<void> {
  const slowDue = round.cycle.now >= round.cycle.memory.slowDueAt
  if (slowDue && !(await fetchSlow(round))) return
  let index = await fetchIndex(round)
  // A new day's key or a changed root: the index that came makes sense only with newer lists.
  if (index === 'refused' && !slowDue) {
    if (!(await fetchSlow(round))) return
    index = await fetchIndex(round)
  }
  if (index !== 'failed') await fetchShards(round)
}

/** False where one of them failed: the others are not asked for. Soon again, and not at once, so that one broken file does not keep the index away. */
async function fetchSlow(round: Round): Promise<boolean> {
  const { gate, iss, memory, now } = round.cycle
  const acceptPolicies: Accept = async (bytes) => {
    const accepted = await gate.acceptPolicies(bytes, now)
    if (accepted.ok) round.policies = bytes
    return accepted
  }
  const missingBefore = round.missing
  const arrived =
    (await round.fetch(trustListPath, (bytes) => gate.acceptTrustList(bytes, now))) !== 'failed' &&
    (await round.fetch(keyListPath(iss), (bytes) => gate.acceptKeyList(bytes, now))) !== 'failed' &&
    (await round.fetch(policiesPath(iss), acceptPolicies)) !== 'failed'
  memory.slowDueAt = now + (round.missing === missingBefore ? SLOW_EVERY_SECONDS : SLOW_AGAIN_SECONDS)
  return arrived
}

function fetchIndex(round: Round): Promise<Came> {
  const { gate, iss, now } = round.cycle
  return round.fetch(statusIndexPath(iss), (bytes) => gate.acceptStatusIndex(bytes, now))
}

async function fetchShards(round: Round): Promise<void> {
  const { gate, iss, now } = round.cycle
  const wanted = shardsInOrder(gate, iss, now)
  const worker = async (): Promise<void> => {
    for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
      // A network that failed twice in a round is left alone until the next one.
      if (round.missing > 1) return
      await round.fetch(next.path, (bytes) => gate.acceptStatusShard(bytes, now), false)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
}

/** Today's first, because the queue at the gate shows today's passes; epochs still far ahead not at all. */
export function shardsInOrder(gate: Pick<GateState, 'wantedShards' | 'regions'>, iss: string, now: number): ShardWanted[] {
  const region = gate.regions().find((one) => one.iss === iss)
  const distance = (wanted: ShardWanted): number => {
    const epochDays = region?.families.find((family) => family.family === wanted.family)?.epochDays
    if (region === undefined || epochDays === undefined) return 0
    const calendar = { utcOffsetSeconds: region.utcOffsetSeconds, epochDays }
    if (epochStart(calendar, wanted.epoch) > now + EARLY_SECONDS) return Number.POSITIVE_INFINITY
    return Math.abs(wanted.epoch - epochAt(calendar, now))
  }
  return gate
    .wantedShards(iss)
    .map((wanted) => ({ wanted, distance: distance(wanted) }))
    .filter((one) => one.distance !== Number.POSITIVE_INFINITY)
    .sort((left, right) => left.distance - right.distance)
    .map((one) => one.wanted)
}

class Round {
  readonly cycle: Cycle
  policies: Uint8Array | null = null
  /** By path: why it was refused, or null where it did not arrive. A later success in the same round makes it good. */
  private readonly troubles = new Map<string, string | null>()
  private changed = false
  private retryAfterMs: number | null = null

  constructor(cycle: Cycle) {
    this.cycle = cycle
  }

  /** How many files did not arrive so far. */
  get missing(): number {
    return [...this.troubles.values()].filter((trouble) => trouble === null).length
  }

  /** Shards have names of their own for every version, so they need no ETag. */
  async fetch(path: string, accept: Accept, conditional = true): Promise<Came> {
    const { etags } = this.cycle.memory
    const fetched = await this.cycle.fetchFile(path, conditional ? (etags.get(path) ?? null) : null)
    if (fetched.kind === 'failed' || fetched.kind === 'absent') return this.noteMissing(path, fetched)
    if (fetched.kind === 'new') {
      const accepted = await accept(fetched.bytes, this.cycle.now)
      if (!accepted.ok) {
        etags.delete(path)
        this.troubles.set(path, accepted.reason)
        return 'refused'
      }
      if (conditional && fetched.etag !== null) etags.set(path, fetched.etag)
      this.changed ||= accepted.changed
    }
    this.troubles.delete(path)
    return 'good'
  }

  private noteMissing(path: string, fetched: Extract<Fetched, { kind: 'failed' | 'absent' }>): Came {
    this.troubles.set(path, null)
    if (fetched.kind === 'failed' && fetched.retryAfterMs !== null)
      this.retryAfterMs = Math.max(this.retryAfterMs ?? 0, fetched.retryAfterMs)
    return fetched.kind
  }

  report(): CycleReport {
    const refused = [...this.troubles.values()].filter((trouble) => trouble !== null).pop() ?? null
    return { changed: this.changed, failed: this.troubles.size > 0, retryAfterMs: this.retryAfterMs, refused, policies: this.policies }
  }
}
