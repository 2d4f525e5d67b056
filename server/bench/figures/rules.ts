/**
 * How many rules a second one core evaluates, beside certlogic-js, on the expressions of every example rule set and the facts of their example cases. Every
 * expression is compiled once, as `loadRuleSet` does it for a city. Both must give the same answers: one that differs is an error, not a figure.
 */
import { buildFacts, type CompiledExpression, compile, exampleRuleSets, type MatterKind, type RuleSet } from '@evergate/pass/rules'
import { evaluate } from 'certlogic-js'
import { alternate, callsPerProcessorSecond, type Figure, type Measurement } from '../figure.ts'

const secondsEach = 0.5
const repeats = 5
const ratioMin = 10

export const figures: readonly Figure[] = [{ name: 'rules', measure: measureRules }]

/** One expression on what a rule sees of one matter at one moment. */
interface Question {
  readonly expression: unknown
  readonly data: { readonly now: string; readonly item: object }
}

async function measureRules(): Promise<readonly Measurement[]> {
  const questions = exampleRuleSets.flatMap(questionsOf)
  const compiled = new Map(
    [...new Set(questions.map(({ expression }) => expression))].map((expression) => [expression, compiledOf(expression)]),
  )
  const ours = questions.map(({ expression, data }) => {
    const own = compiled.get(expression)!
    return () => own.run(data)
  })
  for (const [at, { expression, data }] of questions.entries()) {
    const answer = ours[at]!()
    if (!answer.ok || !isSame(answer.value, evaluate(expression as never, data)))
      throw new Error(`two answers: ${JSON.stringify(expression)}`)
  }
  const [mine, peer] = await alternate(
    [
      () => roundsPerSecond(ours),
      () =>
        roundsPerSecond(
          questions.map(
            ({ expression, data }) =>
              () =>
                evaluate(expression as never, data),
          ),
        ),
    ],
    repeats,
  )
  return [
    {
      figure: `rule evaluations, one core, ${questions.length} questions of the example rule sets`,
      value: mine! * questions.length,
      unit: 'evaluations/s of processor time',
      beside: 'certlogic-js on the same expressions and facts',
      besideValue: peer! * questions.length,
      bar: { of: 'ratio', atLeast: ratioMin },
    },
  ]
}

function compiledOf(expression: unknown): CompiledExpression {
  const compiled = compile(expression, { clockPath: 'now' })
  if (!compiled.ok) throw new Error('an example rule does not compile')
  return compiled.expression
}

/** Every rule on every matter of its kind in the example cases of its rule set: whether it applies and, where it does, until when. */
function questionsOf({ rules, exampleCases }: RuleSet): Question[] {
  return exampleCases.flatMap(({ evidence, at }) => {
    const now = new Date(at).toISOString()
    const { matters } = buildFacts(evidence)
    const itemsOf = (kind: MatterKind) => matters.filter((matter) => matter.kind === kind).map(({ item }) => item)
    return rules.flatMap(({ about, appliesWhen, until }) =>
      itemsOf(about).flatMap((item) =>
        [appliesWhen, ...(until !== null && evaluate(appliesWhen as never, { now, item }) === true ? [until] : [])].map((expression) => ({
          expression,
          data: { now, item },
        })),
      ),
    )
  })
}

/** certlogic-js gives date-times as Date objects. */
function isSame(own: unknown, others: unknown): boolean {
  const plain = others instanceof Date ? others.toISOString() : others
  return JSON.stringify(own) === JSON.stringify(plain) || (typeof own === 'string' && Date.parse(own) === Date.parse(String(plain)))
}

function roundsPerSecond(questions: readonly (() => unknown)[]): Promise<number> {
  return callsPerProcessorSecond(() => {
    for (const ask of questions) ask()
  }, secondsEach)
}
