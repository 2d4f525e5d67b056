/**
 * Routes for declaring and for reading one's declarations.
 */
import { route } from '../../platform/http/route.ts'
import { DeclarationRef, Declarations, NewDeclaration, ResidentRef } from './declaration.schema.ts'
import { listDeclarations } from './read-declarations.query.ts'
import { submitDeclaration } from './submit-declaration.command.ts'

export const declareRoute = route({
  method: 'POST',
  path: '/v1/residents/:residentId/declarations',
  summary: 'Declare health and travel, for oneself or a household member. Idempotent by declarationId.',
  access: ['resident'],
  load: 'critical',
  deadlineMs: 3_000,
  input: NewDeclaration,
  output: DeclarationRef,
  refusals: {
    'declarations.observed_in_future': 422,
    'declarations.observed_too_long_ago': 422,
    'declarations.too_many': 429,
    'declarations.id_reused': 409,
    'declarations.not_held': 403,
  },
  handle: submitDeclaration,
})

export const listDeclarationsRoute = route({
  method: 'GET',
  path: '/v1/residents/:residentId/declarations',
  summary: 'The latest declarations of oneself or a household member.',
  access: ['resident'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  input: ResidentRef,
  output: Declarations,
  refusals: { 'declarations.not_held': 403 },
  handle: listDeclarations,
})
