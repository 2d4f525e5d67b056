/**
 * Routes of recalls and messages.
 */
import { route } from '../../platform/http/route.ts'
import { listRecalls } from './list-recalls.query.ts'
import { readMessages } from './messages.query.ts'
import { readMessage } from './read-message.command.ts'
import { ListRecalls, MessageRead, MessageRef, Messages, MessagesOf, RecallPage } from './recall.schema.ts'

const recalls = route({
  method: 'GET',
  path: '/v1/recalls',
  summary:
    'Members of positive pools, street by street: who still has to give a single sample, and how the others ended. Names masked. Audited.',
  access: ['staff:commander', 'staff:community'],
  load: 'sheddable_plus',
  deadlineMs: 5_000,
  ratePerMinute: 120,
  input: ListRecalls,
  output: RecallPage,
  refusals: {},
  handle: listRecalls,
})

const messages = route({
  method: 'GET',
  path: '/v1/residents/:residentId/messages',
  summary: 'What oneself or a household member is told about recalls, recollections and corrections; codes only, the words are the app’s.',
  access: ['resident'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  input: MessagesOf,
  output: Messages,
  refusals: { 'recalls.not_held': 403 },
  handle: readMessages,
})

const messageRead = route({
  method: 'POST',
  path: '/v1/residents/:residentId/messages/:messageId/read',
  summary: 'Says that a message was read.',
  access: ['resident'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  bodyBytesMax: 64,
  input: MessageRef,
  output: MessageRead,
  refusals: { 'recalls.not_held': 403, 'recalls.message_not_found': 404 },
  handle: readMessage,
})

export const recallRoutes = [recalls, messages, messageRead]
