/** What in the system's health wants a person's attention. Pure. */
import type { Locale } from '../../shared/i18n.ts'
import { wordsOf } from '../words/texts.ts'
import type { SystemHealth } from './system.query.ts'
import { systemTexts } from './system-texts.ts'

/** Consumers are a moment behind all the time; from here on they do not keep up. */
export const behindMax = 100

/** One sentence for each trouble; none when everything is in order. */
export function troublesOf(health: Pick<SystemHealth, 'database' | 'outbox' | 'loops'>, locale: Locale): readonly string[] {
  const behind = health.outbox.filter((consumer) => consumer.behind > behindMax)
  const stuck = health.outbox.filter((consumer) => consumer.failed !== null)
  const failed = health.loops.filter((loop) => loop.lastError !== null)
  return [
    ...(health.database.ok ? [] : [wordsOf(systemTexts.databaseDown, locale)]),
    ...behind.map((consumer) => wordsOf(systemTexts.consumerBehind, locale, { name: consumer.consumer, count: consumer.behind })),
    ...stuck.map((consumer) => wordsOf(systemTexts.consumerFailed, locale, { name: consumer.consumer })),
    ...failed.map((loop) => wordsOf(systemTexts.loopFailed, locale, { name: loop.name })),
  ]
}
