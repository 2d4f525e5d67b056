/**
 * Where evidence comes from beside tubes (tube-results.consumer.ts): declarations, and the mere fact of being registered. Events
 * become evidence and decisions in one transaction.
 */
import type { Tx } from '../../platform/db/database.ts'
import { batchConsumer, type Consumer } from '../../platform/outbox/consumer.ts'
import { readDeclaration } from '../declarations/index.ts'
import { decideResidents } from './decide.command.ts'
import { appendEvidence } from './evidence.command.ts'
import type { NewEvidence } from './evidence.ts'

const hourMs = 3_600_000

/** Like all that decide, these decide for everybody concerned at once and in one order, so that none waits for another in a circle. */
const declarations = (utcOffsetHours: number): Consumer =>
  batchConsumer('decisions.from-declarations', 'declarations.submitted', async (tx, submitted, ctx) => {
    const rows: NewEvidence[] = []
    for (const one of submitted) rows.push(...(await readEvidenceOf(tx, one, utcOffsetHours)))
    await decideResidents(tx, ctx, await appendEvidence(tx, ctx, rows))
  })

const registrations = batchConsumer('decisions.from-registrations', 'residents.registered', async (tx, registered, ctx) => {
  await decideResidents(tx, ctx, [...new Set(registered.flatMap(({ residentIds }) => residentIds))])
})

async function readEvidenceOf(
  tx: Tx,
  { residentId, declarationId }: { readonly residentId: string; readonly declarationId: string },
  utcOffsetHours: number,
): Promise<NewEvidence[]> {
  const said = await readDeclaration(tx, residentId, declarationId)
  if (said === undefined) return []
  const origin = { residentId, evidenceId: declarationId, observedAt: said.observedAt.toISOString(), source: 'resident' }
  const { symptoms, contactWithCase, riskAreaStay, arrivedFromAbroadAt } = said
  const localDate = new Date(said.observedAt.getTime() + utcOffsetHours * hourMs).toISOString().slice(0, 10)
  return said.kind === 'daily_report'
    ? [{ ...origin, kind: 'daily_report', data: { date: localDate, symptoms } }]
    : [{ ...origin, kind: 'declaration', data: { symptoms, contactWithCase, riskAreaStay, arrivedFromAbroadAt } }]
}

/** All sources but tubes; the region's clock says which day a daily report is for. */
export function evidenceSources(utcOffsetHours: number): readonly Consumer[] {
  return [declarations(utcOffsetHours), registrations]
}
