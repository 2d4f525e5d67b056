/**
 * Where evidence comes from beside tubes (tube-results.consumer.ts): declarations, and the mere fact of being registered. Each event becomes evidence
 * and a decision in one transaction.
 */
import { type Consumer, consumer } from '../../platform/outbox/consumer.ts'
import { readDeclaration } from '../declarations/index.ts'
import { decideResidents } from './decide.command.ts'
import { appendEvidence } from './evidence.command.ts'
import type { NewEvidence } from './evidence.ts'

const hourMs = 3_600_000

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

/** All sources but tubes; the region's clock says which day a daily report is for. */
export function evidenceSources(utcOffsetHours: number): readonly Consumer[] {
  return [declarations(utcOffsetHours), registrations]
}
