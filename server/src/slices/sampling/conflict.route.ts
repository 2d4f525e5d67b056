/**
 * Who may look at conflicts and settle them, see the device fleet, and what could not be taken of it.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import {
  ConflictDetail,
  ConflictId,
  Conflicts,
  Devices,
  ListConflicts,
  ListRefused,
  RefusedRecords,
  ResolveConflict,
} from './conflict.schema.ts'
import { listDevices, listRefusedRecords } from './fleet.query.ts'
import { resolveConflict } from './resolve-conflict.command.ts'
import { listConflicts, showConflict } from './show-conflicts.query.ts'

/** Samplers have no part in it: a conflict is about what a desk did, names people, and its settlement can take swabs out of their tubes. */
const settling = { access: ['staff:commander', 'staff:administrator'], load: 'sheddable_plus', deadlineMs: 5_000 } as const
const watching = { load: 'sheddable', deadlineMs: 10_000 } as const

export const conflictRoutes: readonly Route[] = [
  route({
    ...settling,
    method: 'GET',
    path: '/v1/sampling/conflicts',
    summary: 'What the desks’ records say that cannot all be so, the latest first.',
    input: ListConflicts,
    output: Conflicts,
    refusals: {},
    handle: listConflicts,
  }),
  route({
    ...settling,
    method: 'GET',
    path: '/v1/sampling/conflicts/:conflictId',
    summary: 'One conflict with the swabs behind it.',
    input: ConflictId,
    output: ConflictDetail,
    refusals: { 'sampling.conflict_not_found': 404 },
    handle: showConflict,
  }),
  route({
    ...settling,
    method: 'POST',
    path: '/v1/sampling/conflicts/:conflictId/resolve',
    summary: 'Settle a conflict: it may stand, or swabs are taken out of their tubes.',
    bodyBytesMax: 8_192,
    input: ResolveConflict,
    output: 'empty',
    refusals: {
      'sampling.conflict_not_found': 404,
      'sampling.conflict_resolved': 409,
      'sampling.swabs_not_named': 422,
      'sampling.swab_not_in_conflict': 422,
    },
    handle: resolveConflict,
  }),
  route({
    ...watching,
    method: 'GET',
    path: '/v1/sampling/devices',
    summary: 'The sampling devices: last contact, what they still hold, what is missing.',
    access: ['staff:administrator', 'staff:commander'],
    input: NoInput,
    output: Devices,
    refusals: {},
    handle: listDevices,
  }),
  route({
    ...watching,
    method: 'GET',
    path: '/v1/sampling/refused-records',
    summary: 'Records that could not be taken, with the reason; whose they are is not shown.',
    access: ['staff:administrator'],
    input: ListRefused,
    output: RefusedRecords,
    refusals: {},
    handle: listRefusedRecords,
  }),
]
