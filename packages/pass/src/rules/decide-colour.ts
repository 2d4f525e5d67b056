/**
 * The colour: a pure function of a rule set, the facts about one resident and the time. Each rule judges each matter of its kind by itself; the
 * darkest finding is the colour. What cannot be evaluated is reported and darkens nothing. Must not read any clock.
 */
import { formatDateTime, parseDateTime } from './certlogic/date-time.ts'
import type { Facts } from './facts.ts'
import type { LoadedRule, LoadedRuleSet } from './load-rule-set.ts'
import type { Matter, Since } from './matters.ts'
import type { Decision, Finding, RuleEnd } from './rule-set.ts'

const never = Number.POSITIVE_INFINITY
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** One rule on one matter. `until` and `changesAt` in epoch ms, Infinity = open or never. */
type Judgement =
  | { readonly outcome: 'applies'; readonly until: number; readonly changesAt: number }
  | { readonly outcome: 'not'; readonly changesAt: number }
  | { readonly outcome: 'undecided'; readonly reason: string; readonly changesAt: number }

/**
 * Decides the colour at `now` (epoch ms). Findings come darkest first, then in the order of the rule set, one per rule: it rests on every matter
 * to which the rule applies, holds from the first of them being known and until the last of them ends. Before `changesAt`, which is later than
 * `now`, the same facts give the same decision.
 */
export function decideColour(ruleSet: LoadedRuleSet, facts: Facts, now: number): Decision {
  const findings: Finding[] = []
  const undecided: Decision['undecided'][number][] = []
  const nowText = formatDateTime(now)
  let changesAt = never
  for (const loaded of ruleSet.rules) {
    const { rule } = loaded
    const applying: { matter: Matter; until: number }[] = []
    for (const matter of facts.matters) {
      if (matter.kind !== rule.about) continue
      const judgement = judge(loaded, matter, now, nowText)
      changesAt = Math.min(changesAt, judgement.changesAt)
      if (judgement.outcome === 'applies') applying.push({ matter, until: judgement.until })
      else if (judgement.outcome === 'undecided')
        undecided.push({ ruleId: rule.id, evidenceId: matter.item.evidenceId, reason: judgement.reason })
    }
    if (applying.length > 0) findings.push(toFinding(loaded, applying))
  }
  findings.sort((one, other) => Number(other.colour === 'red') - Number(one.colour === 'red'))
  return { colour: findings[0]?.colour ?? 'green', findings, undecided, changesAt: changesAt === never ? null : changesAt }
}

function toFinding({ rule }: LoadedRule, applying: readonly { matter: Matter; until: number }[]): Finding {
  const until = Math.max(...applying.map((one) => one.until))
  const known = applying.map(({ matter }) => matter.item.observedAt).sort()
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    colour: rule.colour,
    evidenceIds: applying.map(({ matter }) => matter.item.evidenceId).sort(),
    from: known[0] as string,
    until: until === never ? null : formatDateTime(until),
    texts: rule.texts,
  }
}

function judge({ rule, appliesWhen, until: untilExpression }: LoadedRule, matter: Matter, now: number, nowText: string): Judgement {
  const view = { now: nowText, item: matter.item }
  const applies = appliesWhen.run(view)
  const changesAt = applies.changesAt ?? never
  if (changesAt <= now) return { outcome: 'undecided', reason: 'appliesWhen: clock_not_followed', changesAt: never }
  if (!applies.ok) return { outcome: 'undecided', reason: `appliesWhen: ${applies.reason} at ${applies.operator}`, changesAt }
  if (typeof applies.value !== 'boolean') return { outcome: 'undecided', reason: 'appliesWhen: not_a_boolean', changesAt }
  if (!applies.value) return { outcome: 'not', changesAt }
  const until = readUntil(untilExpression, matter, view)
  if (typeof until === 'string') return { outcome: 'undecided', reason: `until: ${until}`, changesAt }
  const ends = rule.ends.map((end) => endsAt(end, matter))
  const nextEnd = Math.min(until, ...ends)
  return nextEnd <= now ? { outcome: 'not', changesAt } : { outcome: 'applies', until: nextEnd, changesAt: Math.min(changesAt, nextEnd) }
}

/** Epoch ms, Infinity where it is open, or the reason why it cannot be known. A hold ends when it expires, whatever the rule says. */
function readUntil(expression: LoadedRule['until'], { kind, item }: Matter, view: object): number | string {
  const expiry = kind === 'hold' ? parseDateTime(String(item.expiresAt)) : never
  if (expression === null) return expiry
  const until = expression.run(view)
  if (!until.ok) return `${until.reason} at ${until.operator}`
  if (until.value === null) return expiry
  const ms = typeof until.value === 'string' ? parseDateTime(until.value) : Number.NaN
  return Number.isNaN(ms) ? 'not_a_date_time' : Math.min(ms, expiry)
}

/** When an end is reached: long ago where its conditions hold, on a day where only time has to pass, never as things stand. */
function endsAt(end: RuleEnd, { item, since }: Matter): number {
  const met =
    (end.released !== true || since.released) &&
    (end.singleResult !== true || since.singleResult) &&
    (end.sampled !== true || since.sampled) &&
    since.healthyReportDays >= (end.healthyReportDays ?? 0) &&
    (end.negativeTests === undefined || hasNegativeTests(end.negativeTests, since))
  if (!met) return never
  return end.daysElapsed === undefined ? Number.NEGATIVE_INFINITY : parseDateTime(item.at) + end.daysElapsed * dayMs
}

/** From every test on: the earliest tests that keep the distance; the last of so many must still lie within the window. */
function hasNegativeTests(wanted: NonNullable<RuleEnd['negativeTests']>, since: Since): boolean {
  const times = since.negativeTests.map(parseDateTime)
  return times.some((first, index) => {
    let last = first
    let count = 1
    for (const time of times.slice(index + 1)) {
      if (count >= wanted.count || time - last < wanted.apartHoursMin * hourMs) continue
      last = time
      count += 1
    }
    return count >= wanted.count && last - first <= wanted.withinHoursMax * hourMs
  })
}
