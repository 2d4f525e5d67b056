// Goal: the evaluator and the validator agree with the whole official CertLogic 1.3.3 suite, in Node and in a browser.
// Method: every assertion of every file in ../shared/vectors/certlogic, beside this repository; without that folder the suite is skipped and says so.
import { describe, expect, it, test } from 'vitest'
import { evaluate, validate } from './index.ts'

interface Assertion {
  readonly certLogicExpression?: unknown
  readonly data: unknown
  readonly expected: unknown
  readonly directive?: 'skip' | 'only'
}
interface Suite {
  readonly name: string
  readonly directive?: 'skip' | 'only'
  readonly cases: readonly { readonly name: string; readonly certLogicExpression?: unknown; readonly assertions: readonly Assertion[] }[]
}
interface ValidationSuite {
  readonly name: string
  readonly cases: readonly {
    readonly certLogicExpression: unknown
    readonly issues: readonly { readonly expr: unknown; readonly message: string }[]
  }[]
}

const suites = Object.values(
  import.meta.glob<Suite>('../../../../../../shared/vectors/certlogic/testSuite/*.json', { eager: true, import: 'default' }),
)
const validationSuites = Object.values(
  import.meta.glob<ValidationSuite>('../../../../../../shared/vectors/certlogic/validation-testSuite/*.json', {
    eager: true,
    import: 'default',
  }),
)

if (suites.length === 0) test.skip('NOTICE: ../shared/vectors/certlogic is absent, the official suite did not run')

describe.runIf(suites.length > 0)('the official evaluator suite', () => {
  test('all 14 files are there', () => expect(suites).toHaveLength(14))

  describe.each(suites)('$name', (suite) => {
    it.each(suite.cases)('$name', ({ certLogicExpression, assertions }) => {
      for (const assertion of assertions) {
        // The suite itself marks what is not yet part of CertLogic ("patched" reduce) or left open (`in` on something that is no array).
        if (suite.directive === 'skip' || assertion.directive === 'skip') continue
        const expression = assertion.certLogicExpression ?? certLogicExpression
        const evaluation = evaluate(expression, assertion.data)
        expect.soft(evaluation.ok && evaluation.value, JSON.stringify(assertion)).toEqual(assertion.expected)
        expect.soft(evaluation.ok).toBe(true)
        expect.soft(validate(expression)).toEqual([])
      }
    })
  })

  test('`in` on something that is no array, which the suite leaves open, is undecided', () => {
    expect(evaluate({ in: [{ var: 'x' }, { var: 'y' }] }, { x: null })).toMatchObject({ ok: false, reason: 'not_an_array' })
  })
})

describe.runIf(validationSuites.length > 0)('the official validator suite', () => {
  test('all 4 files are there', () => expect(validationSuites).toHaveLength(4))

  describe.each(validationSuites)('$name', (suite) => {
    it.each(suite.cases)('$certLogicExpression', ({ certLogicExpression, issues }) => {
      expect(validate(certLogicExpression)).toEqual(issues)
    })
  })
})
