/** Reading the rule sets. */
import type { ExampleCase, LocalText, Rule } from '@evergate/pass/rules'
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

export type ShownRuleSet = {
  readonly id: string
  readonly version: number
  readonly names: LocalText
  readonly legalGround: LocalText
  readonly validFrom?: string
  readonly rules: readonly Rule[]
  readonly exampleCases: number | readonly ExampleCase[]
}

type RuleSets = { readonly active: { readonly id: string; readonly version: number }; readonly ruleSets: readonly ShownRuleSet[] }

export const ruleSetsQuery = queryOptions({
  queryKey: ['rule-sets'],
  queryFn: ({ signal }) => requestJson<RuleSets>('/v1/rule-sets', { signal }),
  staleTime: 60_000,
})
