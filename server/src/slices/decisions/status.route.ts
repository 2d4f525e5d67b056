/**
 * Routes that show colours and rule sets. There is none that sets a colour.
 */
import { route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { accept } from '../../platform/result.ts'
import { listRuleSets } from './rule-sets.query.ts'
import { readLookedUpStatus, readOwnStatus } from './status.query.ts'
import { LookedUpResident, ResidentRef, RuleSets, Status } from './status.schema.ts'

const ownStatus = route({
  method: 'GET',
  path: '/v1/residents/:residentId/status',
  summary: 'The colour of oneself or a household member, with findings and evidence.',
  access: ['resident'],
  load: 'critical',
  rungMax: 2,
  deadlineMs: 3_000,
  input: ResidentRef,
  output: Status,
  refusals: { 'decisions.not_held': 403, 'decisions.not_decided_yet': 404 },
  handle: readOwnStatus,
})

const lookedUpStatus = route({
  method: 'GET',
  path: '/v1/staff/residents/:residentId/status',
  summary: 'The colour of a resident under an open look-up, with findings and evidence. Audited.',
  access: ['staff:community', 'staff:tracer', 'staff:administrator', 'staff:appeals', 'staff:commander'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  ratePerMinute: 60,
  input: LookedUpResident,
  output: Status,
  refusals: { 'residents.lookup_required': 403, 'decisions.not_decided_yet': 404 },
  handle: readLookedUpStatus,
})

const ruleSets = route({
  method: 'GET',
  path: '/v1/rule-sets',
  summary: 'All rule sets, and which is in force.',
  access: ['staff'],
  load: 'sheddable',
  deadlineMs: 5_000,
  input: NoInput,
  output: RuleSets,
  refusals: {},
  handle: async (ctx) => accept(await listRuleSets(ctx)),
})

export const statusRoutes = [ownStatus, lookedUpStatus, ruleSets]
