/**
 * Who may receive boxes and tubes, and who may look at them.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { listBoxes, listConflicts } from './lists.query.ts'
import { completeBox, receiveBox } from './receive-box.command.ts'
import { receiveTubes } from './receive-tubes.command.ts'
import {
  BoxCompleted,
  Boxes,
  BoxReceived,
  CompleteBox,
  Conflicts,
  ListBoxes,
  ListConflicts,
  ReceiveBox,
  ReceiveTubes,
  TubesReceived,
} from './transport.schema.ts'

/** Somebody stands there with a box in their hands. */
const receiving = { method: 'POST', access: ['staff:laboratory'], load: 'critical', deadlineMs: 10_000 } as const
const reading = { method: 'GET', load: 'sheddable_plus', deadlineMs: 5_000 } as const
const bodyBytesMax = 2_048
const tubesBytesMax = 512 * 1024

export const transportRoutes: readonly Route[] = [
  route({
    ...receiving,
    path: '/v1/transport/receipts',
    summary: 'Receive a box at a laboratory. Repeating the call is safe.',
    bodyBytesMax,
    input: ReceiveBox,
    output: BoxReceived,
    refusals: { 'transport.received_in_future': 422, 'transport.box_code_invalid': 422, 'transport.laboratory_unknown': 422 },
    handle: receiveBox,
  }),
  route({
    ...receiving,
    path: '/v1/transport/accessions',
    summary: 'Enter tubes that a laboratory has, at most 2,000 at once. Repeating the call is safe.',
    bodyBytesMax: tubesBytesMax,
    input: ReceiveTubes,
    output: TubesReceived,
    refusals: { 'transport.received_in_future': 422, 'transport.box_code_invalid': 422, 'transport.laboratory_unknown': 422 },
    handle: receiveTubes,
  }),
  route({
    ...receiving,
    path: '/v1/transport/boxes/:boxCode/complete',
    summary: 'Say that every tube of a received box has been entered; the answer names those that are missing.',
    bodyBytesMax,
    input: CompleteBox,
    output: BoxCompleted,
    refusals: { 'transport.box_not_received': 409 },
    handle: completeBox,
  }),
  route({
    ...reading,
    path: '/v1/transport/boxes',
    summary: 'Boxes by where they stand.',
    access: ['staff:laboratory', 'staff:commander', 'staff:courier'],
    input: ListBoxes,
    output: Boxes,
    refusals: {},
    handle: listBoxes,
  }),
  route({
    ...reading,
    path: '/v1/transport/conflicts',
    summary: 'Tubes about which desk and laboratory disagree.',
    access: ['staff:laboratory', 'staff:commander'],
    input: ListConflicts,
    output: Conflicts,
    refusals: {},
    handle: listConflicts,
  }),
]
