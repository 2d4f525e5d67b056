/** In which order rounds matter to whoever works with them. Pure. */
import type { RoundRow, RoundState } from './round.query.ts'

const order: readonly RoundState[] = ['running', 'planned', 'ended', 'cancelled']

/** Running ones, then planned ones by their start, then past ones, the latest first. */
export function inOrderOfWork<Row extends Pick<RoundRow, 'state' | 'startsAt'>>(rounds: readonly Row[]): readonly Row[] {
  const later = (a: Row, b: Row): number => b.startsAt.localeCompare(a.startsAt)
  return [...rounds].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.state === 'planned' ? -later(a, b) : later(a, b)))
}
