/**
 * A swab ends a missed round at the desk, also one whose record came late: whoever was said to have missed a round and has a swab since gets the evidence
 * that it was taken. Nobody else does: most swabs concern no missed round.
 */
import { sql } from 'kysely'
import { type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { findSamplesByTubes } from '../sampling/index.ts'
import { decideResidents } from './decide.command.ts'
import { appendEvidence } from './evidence.command.ts'
import { takenEvidence } from './missed-round.ts'
import { lockJudging } from './missed-rounds.job.ts'

export const missedRoundsHealed: Consumer = consumer(
  'decisions.missed-rounds',
  'sampling.tubes_changed',
  async (tx, { tubeCodes }, ctx) => {
    await lockJudging(tx, 'tell')
    const samples = await findSamplesByTubes(tx, tubeCodes)
    if (samples.length === 0) return
    const { rows } = await sql<{ resident_id: string }>`
    select distinct resident_id from decisions.evidence
    where resident_id = any(${samples.map((sample) => sample.residentId)}::uuid[]) and kind = 'round_missed'`.execute(tx)
    const missed = new Set(rows.map((row) => row.resident_id))
    const taken = samples.filter((sample) => missed.has(sample.residentId)).map(takenEvidence)
    await decideResidents(tx, ctx, await appendEvidence(tx, ctx, taken))
  },
)
