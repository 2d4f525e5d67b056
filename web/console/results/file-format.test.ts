// Goal: a file is sent as what it is, even where its name says nothing or something else. Method: names and beginnings as laboratories have them.
import { expect, it } from 'vitest'
import { formatOf } from './file-format.ts'

it.each([
  ['results.csv', 'tube_code,outcome,tested_at\n', 'csv'],
  ['RESULTS.TXT', '\uFEFF管号;结果;时间\n', 'csv'],
  ['results.xlsx', 'PK\u0003\u0004\u0014', 'xlsx'],
  ['renamed.csv', 'PK\u0003\u0004\u0014', 'xlsx'],
  ['bundle.json', '{"resourceType":"Bundle","type":"transaction"', 'fhir'],
  ['bundle.json', '\uFEFF \n{ "id": "1", "resourceType" : "Bundle"', 'fhir'],
  ['results.json', '{"results":[{"tube_code":"XA1"', 'json'],
  ['results.json', '[{"tube_code":"XA1"', 'json'],
  ['', '', 'csv'],
])('%s beginning %j is %s', (name, head, format) => {
  expect(formatOf(name, head)).toBe(format)
})
