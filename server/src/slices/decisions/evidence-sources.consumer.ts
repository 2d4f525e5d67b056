/**
 * Where evidence comes from: released results, declarations, and the mere fact of being registered. Each event becomes evidence and a decision in
 * one transaction.
 */
import { type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { readDeclaration } from '../declarations/index.ts'
import { readReleasedResults } from '../results/index.ts'
import { decideResidents } from './decide.command.ts'
import { appendEvidence } from './evidence.command.ts'
import type { NewEvidence } from './evidence.ts'

const hourMs = 3_600_000

const results = consumer('decisions.from-results', 'results.released', async (tx, { batchId }, ctx) => {
  const released = await readReleasedResults(tx, batchId)
  const rows = released.map(
    (one): NewEvidence => ({
      residentId: one.residentId,
      evidenceId: one.resultId,
      kind: 'test_result',
      observedAt: one.sampledAt.toISOString(),
      data: { outcome: one.outcome, sampledAt: one.sampledAt.toISOString(), pooled: false, sampleId: one.sampleId },
      source: 'laboratory',
      corrects: one.correctsResultId,
    }),
  )
  await decideResidents(tx, ctx, await appendEvidence(tx, ctx, rows))
})

const declarations = (utcOffsetHours: number): Consumer =>
  consumer('decisions.from-declarations', 'declarations.submitted', async (tx, { residentId, declarationId }, ctx) => {
    const said = await readDeclaration(tx, residentId, declarationId)
    if (said === undefined) return
    const origin = { residentId, evidenceId: declarationId, observedAt: said.observedAt.toISOString(), source: 'resident' }
    const { symptoms, contactWithCase, riskAreaStay, arrivedFromAbroadAt } = said
    const localDate = new Date(said.observedAt.getTime() + utcOffsetHours * hourMs).toISOString().slice(0, 10)
    const row: NewEvidence =
      said.kind === 'daily_report'
        ? { ...origin, kind: 'daily_report', data: { date: localDate, symptoms } }
        : { ...origin, kind: 'declaration', data: { symptoms, contactWithCase, riskAreaStay, arrivedFromAbroadAt } }
    await decideResidents(tx, ctx, await appendEvidence(tx, ctx, [row]))
  })

const registrations = consumer('decisions.from-registrations', 'residents.registered', async (tx, { residentIds }, ctx) => {
  await decideResidents(tx, ctx, residentIds)
})

/** All sources; the region's clock says which day a daily report is for. */
export function evidenceSources(utcOffsetHours: number): readonly Consumer[] {
  return [results, declarations(utcOffsetHours), registrations]
}
