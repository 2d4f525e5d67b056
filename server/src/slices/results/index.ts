/**
 * Door of the results slice: others read what laboratories reported and what was released, tube by tube.
 */
import './events.ts'

export { csvLine } from './csv-line.ts'
export { pageReportedTubes } from './page-reported-tubes.query.ts'
export * from './released-results.query.ts'
export { type ResultsDeps, resultsSlice } from './results.slice.ts'
