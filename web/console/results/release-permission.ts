/** Whether this account may decide about a batch, and if not, why. The server decides; this explains it before a button is pressed. Pure. */
import type { Account } from '../app/session.query.ts'
import type { Batch } from './batch.query.ts'

export type ReleasePermission = 'may' | 'own_upload' | 'no_role' | 'decided'

export function releasePermission(
  batch: Pick<Batch, 'state' | 'uploadedBy'>,
  account: Pick<Account, 'accountId' | 'roles'>,
): ReleasePermission {
  if (batch.state !== 'awaiting') return 'decided'
  if (!account.roles.includes('releaser')) return 'no_role'
  return batch.uploadedBy.accountId === account.accountId ? 'own_upload' : 'may'
}
