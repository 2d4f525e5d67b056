// Goal: who may not release reads the true reason. Method: each reason alone, then several at once.
import { expect, it } from 'vitest'
import { releasePermission } from './release-permission.ts'

const me = { accountId: 'a', roles: ['releaser'] } as const
const byOther = { state: 'awaiting', uploadedBy: { accountId: 'b', displayName: 'B' } } as const

it.each([
  ['may', byOther, me],
  ['own_upload', { ...byOther, uploadedBy: { accountId: 'a', displayName: 'A' } }, me],
  ['no_role', byOther, { ...me, roles: ['laboratory'] }],
  ['decided', { ...byOther, state: 'released' }, me],
  ['decided', { ...byOther, state: 'rejected' }, { ...me, roles: ['laboratory'] }],
] as const)('%s', (permission, batch, account) => {
  expect(releasePermission(batch, account)).toBe(permission)
})
