/** Reading the rule sets. */
import type { RuleSet } from '@evergate/pass/rules'
import { queryOptions } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'

type RuleSets = { readonly active: { readonly id: string; readonly version: number }; readonly ruleSets: readonly RuleSet[] }

export const ruleSetsQuery = queryOptions({
  queryKey: ['rule-sets'],
  queryFn: ({ signal }) => requestJson<RuleSets>('/v1/rule-sets', { signal }),
  staleTime: 60_000,
})
