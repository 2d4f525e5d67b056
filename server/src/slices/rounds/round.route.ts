/**
 * Who may plan, change and read rounds.
 */
import { route } from '../../platform/http/route.ts'
import { cancelRound, extendRound } from './change-round.command.ts'
import { showRound, showRounds, showRoundsAtSite } from './expectations.query.ts'
import { planRound, previewRound } from './plan-round.command.ts'
import {
  AtSite,
  CancelRound,
  ExtendRound,
  ListRounds,
  PlanRound,
  Preview,
  RoundPlanned,
  RoundRead,
  RoundRef,
  Rounds,
  RoundsAtSite,
} from './round.schema.ts'

const reading = { method: 'GET', access: ['staff'], load: 'sheddable_plus', deadlineMs: 5_000 } as const
const planning = {
  method: 'POST',
  access: ['staff:commander'],
  load: 'sheddable_plus',
  deadlineMs: 10_000,
  bodyBytesMax: 2_097_152,
} as const
const changing = { ...planning, deadlineMs: 5_000, bodyBytesMax: 4_096 } as const
const periodRefusals = {
  'rounds.ends_before_start': 422,
  'rounds.ends_in_past': 422,
  'rounds.too_long': 422,
  'rounds.too_far_ahead': 422,
  'rounds.tube_rule_invalid': 422,
  'rounds.nowhere': 422,
  'rounds.building_twice': 422,
  'rounds.area_twice': 422,
  'rounds.area_unknown': 422,
  'rounds.site_twice': 422,
  'rounds.site_unknown': 422,
  'rounds.site_never_open': 422,
  'rounds.overlap': 409,
} as const
const changeRefusals = { 'rounds.not_found': 404, 'rounds.cancelled_already': 409, 'rounds.over': 409 } as const

export const roundRoutes = [
  route({
    ...reading,
    path: '/v1/rounds',
    summary: 'Testing rounds, newest first.',
    input: ListRounds,
    output: Rounds,
    refusals: {},
    handle: showRounds,
  }),
  route({
    ...planning,
    path: '/v1/rounds',
    summary: 'Plan a testing round.',
    input: PlanRound,
    output: RoundPlanned,
    status: 201,
    refusals: periodRefusals,
    handle: planRound,
  }),
  route({
    ...planning,
    path: '/v1/rounds/preview',
    summary: 'What to expect of a plan, at every site; nothing is kept.',
    input: PlanRound,
    output: Preview,
    refusals: periodRefusals,
    handle: previewRound,
  }),
  route({
    ...reading,
    path: '/v1/rounds/at-site',
    summary: 'Rounds of a site, now and in the next day.',
    access: ['scanner:sampler'],
    load: 'critical',
    input: AtSite,
    output: RoundsAtSite,
    refusals: {},
    handle: showRoundsAtSite,
  }),
  route({
    ...reading,
    path: '/v1/rounds/:roundId',
    summary: 'One round with its plan and what to expect of it.',
    input: RoundRef,
    output: RoundRead,
    refusals: { 'rounds.not_found': 404 },
    handle: showRound,
  }),
  route({
    ...changing,
    path: '/v1/rounds/:roundId/cancel',
    summary: 'Cancel a round; nobody is held to it.',
    input: CancelRound,
    output: 'empty',
    refusals: changeRefusals,
    handle: cancelRound,
  }),
  route({
    ...changing,
    path: '/v1/rounds/:roundId/extend',
    summary: 'Let a round end later.',
    input: ExtendRound,
    output: 'empty',
    refusals: { ...periodRefusals, ...changeRefusals, 'rounds.not_later': 422 },
    handle: extendRound,
  }),
]
