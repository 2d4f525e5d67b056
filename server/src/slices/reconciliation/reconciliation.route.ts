/**
 * Who may see how a round stands, and what lies behind its differences.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { exportRound } from './export-round.query.ts'
import { listDifferences } from './list-differences.query.ts'
import { readReconciliation } from './read-reconciliation.query.ts'
import { Differences, ExportRound, ListDifferences, ReadReconciliation, Reconciliation } from './reconciliation.schema.ts'
import type { ReadWholeRound } from './whole-round.query.ts'

/** Figures of a whole round: the first thing to go without when the house is full. */
const reading = { method: 'GET', load: 'sheddable', deadlineMs: 30_000, refusals: { 'rounds.not_found': 404 } } as const

export function reconciliationRoutes(readWhole: ReadWholeRound): readonly Route[] {
  return [
    route({
      ...reading,
      path: '/v1/reconciliation/:roundId',
      summary:
        'A round from the tube to the code, by site, box, device or laboratory: what is where, what does not add up, how long it takes.',
      access: ['staff:commander', 'staff:administrator', 'staff:laboratory', 'staff:auditor'],
      input: ReadReconciliation,
      output: Reconciliation,
      handle: readReconciliation(readWhole),
    }),
    route({
      ...reading,
      path: '/v1/reconciliation/:roundId/differences',
      summary: 'What lies behind one difference of a round.',
      access: ['staff:commander', 'staff:administrator', 'staff:laboratory'],
      input: ListDifferences,
      output: Differences,
      handle: listDifferences(readWhole),
    }),
    route({
      ...reading,
      path: '/v1/reconciliation/:roundId/export.csv',
      summary: 'A whole round as CSV, a line a tube, without names.',
      access: ['staff:commander', 'staff:administrator', 'staff:auditor'],
      input: ExportRound,
      output: 'file',
      handle: exportRound(readWhole),
    }),
  ]
}
