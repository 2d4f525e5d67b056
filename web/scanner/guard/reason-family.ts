// Under which name the scanner has words for a reason of the pass library: many codes, few things a guard can do. Pure.
import type { CheckStage } from '@evergate/pass'

/** Codes that need other words than those of the stage they arose in. */
const FAMILY_BY_CODE: Readonly<Record<string, string>> = {
  'text.not_evergate': 'not_a_pass',
  'presentation.unproven': 'stale',
  'presentation.stale': 'stale',
  'presentation.nonce_mismatch': 'stale',
  'presentation.early': 'early',
  'pass.not_yet_valid': 'not_yet',
  'pass.wrong_family': 'not_genuine',
  'issuer.key_not_in_use': 'expired',
  'status.cancelled': 'cancelled',
  'status.no_such_place': 'not_genuine',
  'status.too_old': 'files_too_old',
  'trust_list.missing': 'files_missing',
  'key_list.missing': 'files_missing',
  'trust_list.expired': 'files_too_old',
  'key_list.expired': 'files_too_old',
  'policies.expired': 'files_too_old',
  'policy.no_rules': 'no_rules',
}

const FAMILY_BY_STAGE: Readonly<Record<CheckStage, string>> = {
  structure: 'damaged',
  issuer: 'unknown_issuer',
  signature: 'not_genuine',
  time: 'expired',
  device: 'not_genuine',
  status: 'files_missing',
  policy: 'other',
}

/** The name under which we have words for a reason. Codes of policies, which have no dot, keep their own. */
export function familyOf(stage: CheckStage, code: string): string {
  return FAMILY_BY_CODE[code] ?? (code.includes('.') ? FAMILY_BY_STAGE[stage] : code)
}
