/** Accounts and organisations: reading and changing them. One-time passwords pass through the answer of a mutation and are kept nowhere. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import type { Role } from '../app/roles.ts'

export type ListedAccount = {
  readonly accountId: string
  readonly username: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly organisationId: string
  readonly organisationName: string
  readonly mustChangePassword: boolean
  readonly createdAt: string
  readonly disabledAt: string | null
}
export type Organisation = { readonly organisationId: string; readonly name: string }
export type NewAccount = {
  readonly username: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly organisationId: string
}
type OneTime = { readonly oneTimePassword: string }

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => requestJson<{ accounts: readonly ListedAccount[] }>('/v1/staff/accounts', { signal }),
  select: ({ accounts }) => accounts,
})

export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: ({ signal }) => requestJson<{ organisations: readonly Organisation[] }>('/v1/staff/organisations', { signal }),
  select: ({ organisations }) => organisations,
})

/** A change after which the lists named are read anew. The answer is dropped as soon as its screen is gone. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>, changes: 'accounts' | 'organisations') {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: [changes] }) })
}

export function useCreateAccount() {
  return useChange((account: NewAccount) => requestJson<OneTime>('/v1/staff/accounts', { method: 'POST', body: account }), 'accounts')
}

export function useResetPassword(accountId: string) {
  return useChange(() => requestJson<OneTime>(`/v1/staff/accounts/${accountId}/password-reset`, { method: 'POST' }), 'accounts')
}

export function useDisableAccount(accountId: string) {
  return useChange(() => requestJson<void>(`/v1/staff/accounts/${accountId}/disable`, { method: 'POST' }), 'accounts')
}

export function useChangeRoles(accountId: string) {
  return useChange(
    (roles: readonly Role[]) => requestJson<void>(`/v1/staff/accounts/${accountId}/roles`, { method: 'POST', body: { roles } }),
    'accounts',
  )
}

export function useCreateOrganisation() {
  return useChange((name: string) => requestJson<void>('/v1/staff/organisations', { method: 'POST', body: { name } }), 'organisations')
}
