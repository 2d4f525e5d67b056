/**
 * Door of the declarations slice: what residents say about their own health and travel.
 */
import type { Slice } from '../../platform/slice.ts'
import { declareRoute, listDeclarationsRoute } from './declaration.route.ts'

export { type Declaration, readDeclaration } from './read-declarations.query.ts'

export function declarationsSlice(): Slice {
  return { name: 'declarations', routes: [declareRoute, listDeclarationsRoute] }
}
