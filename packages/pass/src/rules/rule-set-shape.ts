/**
 * The shape of a rule set: every field there, of its type and inside its limit, and none that is not known (a misspelt field would be silently
 * without effect). Says nothing about what the rules mean.
 */
import { parseDateTime } from './certlogic/date-time.ts'
import { matterFields } from './matters.ts'

/** Limits of a rule set, tested beside this file. */
export const ruleSetLimits = {
  rulesMax: 64,
  endsMax: 8,
  exampleCasesMax: 200,
  exampleEvidenceMax: 200,
  textCharactersMax: 600,
  daysMax: 60,
} as const

type Check = (value: unknown, path: string) => string[]

const check =
  (holds: (value: unknown) => boolean, expected: string): Check =>
  (value, path) =>
    holds(value) ? [] : [`${path}: must be ${expected}`]
const anything: Check = () => []
const integer = (min: number, max: number): Check =>
  check((value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max, `an integer from ${min} to ${max}`)
const text = check(
  (value) => typeof value === 'string' && value.trim() !== '' && value.length <= ruleSetLimits.textCharactersMax,
  'text that is not empty',
)
const id = check(
  (value) => typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 64,
  'a name of lower-case words joined by hyphens',
)
const dateTime = check((value) => typeof value === 'string' && value.length > 10 && !Number.isNaN(parseDateTime(value)), 'a date-time')
const yes = check((value) => value === true, 'true')
const oneOf = (...allowed: readonly string[]): Check => check((value) => allowed.includes(value as string), `one of ${allowed.join(', ')}`)

function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: must be an object`]
    const problems: string[] = []
    for (const key of Object.keys(value))
      if (!Object.hasOwn(required, key) && !Object.hasOwn(optional, key)) problems.push(`${path}.${key}: is not a known field`)
    for (const [key, inner] of [...Object.entries(required), ...Object.entries(optional)]) {
      if (Object.hasOwn(value, key)) problems.push(...inner((value as Record<string, unknown>)[key], `${path}.${key}`))
      else if (Object.hasOwn(required, key)) problems.push(`${path}.${key}: is missing`)
    }
    return problems
  }
}

function list(item: Check, min: number, max: number): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return [`${path}: must be a list of ${min} to ${max}`]
    return value.flatMap((one, index) => item(one, `${path}[${index}]`))
  }
}

const languages = (inner: Check): Check => object({ 'zh-CN': inner, en: inner })
const days = integer(1, ruleSetLimits.daysMax)
const hours = (min: number): Check => integer(min, ruleSetLimits.daysMax * 24)
const end: Check = (value, path) => [
  ...object(
    {},
    {
      released: yes,
      negativeTests: object({ count: integer(1, 10), apartHoursMin: hours(0), withinHoursMax: hours(1) }),
      healthyReportDays: days,
      daysElapsed: days,
      singleResult: yes,
      sampled: yes,
    },
  )(value, path),
  ...(Object.keys(value ?? {}).length === 0 ? [`${path}: must have a condition`] : []),
]
const rule = object({
  id,
  version: integer(1, 1_000_000),
  about: oneOf(...Object.keys(matterFields)),
  appliesWhen: anything,
  colour: oneOf('yellow', 'red'),
  until: anything,
  ends: list(end, 0, ruleSetLimits.endsMax),
  texts: languages(object({ why: text, until: text, whatToDo: text })),
  legalGround: languages(text),
})
const exampleCase = object({
  name: languages(text),
  evidence: list(anything, 0, ruleSetLimits.exampleEvidenceMax),
  at: dateTime,
  expect: object(
    { colour: oneOf('green', 'yellow', 'red'), ruleIds: list(id, 0, ruleSetLimits.rulesMax) },
    { until: (value, path) => (value === null ? [] : dateTime(value, path)) },
  ),
})
const ruleSet = object({
  id,
  version: integer(1, 1_000_000),
  validFrom: dateTime,
  legalGround: languages(text),
  names: languages(text),
  rules: list(rule, 1, ruleSetLimits.rulesMax),
  exampleCases: list(exampleCase, 1, ruleSetLimits.exampleCasesMax),
})

/** Everything wrong with the shape, as sentences that name the place; ids of rules must differ. */
export function problemsOfShape(json: unknown): string[] {
  const problems = ruleSet(json, 'ruleSet')
  if (problems.length > 0) return problems
  const ids = (json as { rules: { id: string }[] }).rules.map((one) => one.id)
  return ids.filter((one, index) => ids.indexOf(one) !== index).map((one) => `ruleSet.rules: two rules are named ${one}`)
}
