/**
 * Who may complain that a result is missing, and who reads and answers.
 */
import { route } from '../../platform/http/route.ts'
import { answerComplaint, complain } from './complaint.command.ts'
import {
  AnswerComplaint,
  Complain,
  Complained,
  ComplaintRead,
  ComplaintRef,
  Complaints,
  ListComplaints,
  OwnComplaints,
  OwnComplaintsOf,
} from './complaint.schema.ts'
import { listComplaints, showComplaint, showOwnComplaints } from './complaints.query.ts'

const path = '/v1/residents/:residentId/complaints'
const staff = { access: ['staff:community', 'staff:commander', 'staff:administrator'], load: 'sheddable', deadlineMs: 8_000 } as const

export const complaintRoutes = [
  route({
    method: 'POST',
    path,
    summary: 'Say that one was sampled and has no result; answered with what is found at once.',
    access: ['resident'],
    load: 'sheddable_plus',
    deadlineMs: 5_000,
    bodyBytesMax: 4_096,
    ratePerMinute: 5,
    input: Complain,
    output: Complained,
    refusals: {
      'reconciliation.not_held': 403,
      'reconciliation.sampled_at_invalid': 422,
      'reconciliation.tube_code_invalid': 422,
      'reconciliation.site_unknown': 422,
      'reconciliation.complaint_id_reused': 409,
      'reconciliation.too_many_complaints': 429,
    },
    handle: complain,
  }),
  route({
    method: 'GET',
    path,
    summary: 'One’s own complaints, with what is found by now and the answers.',
    access: ['resident'],
    load: 'sheddable_plus',
    deadlineMs: 5_000,
    ratePerMinute: 20,
    input: OwnComplaintsOf,
    output: OwnComplaints,
    refusals: { 'reconciliation.not_held': 403 },
    handle: showOwnComplaints,
  }),
  route({
    ...staff,
    method: 'GET',
    path: '/v1/complaints',
    summary: 'Complaints about missing results. Audited.',
    input: ListComplaints,
    output: Complaints,
    refusals: {},
    handle: listComplaints,
  }),
  route({
    ...staff,
    method: 'GET',
    path: '/v1/complaints/:complaintId',
    summary: 'One complaint with the tubes, numbers and desks around it. Audited.',
    input: ComplaintRef,
    output: ComplaintRead,
    refusals: { 'reconciliation.complaint_not_found': 404 },
    handle: showComplaint,
  }),
  route({
    ...staff,
    method: 'POST',
    path: '/v1/complaints/:complaintId/answer',
    summary: 'Answer a complaint, once.',
    bodyBytesMax: 4_096,
    input: AnswerComplaint,
    output: 'empty',
    refusals: { 'reconciliation.complaint_not_found': 404, 'reconciliation.complaint_answered_already': 409 },
    handle: answerComplaint,
  }),
]
