// Goal: the checker finds every kind of fault and calls it by its name, and finds nothing in a history without any.
// Method: hand-made histories, a good one and one spoilt in each way; a table of contradictions, each once listed and once not.
// (A checker that skips a class, or that takes a listed contradiction for a fault, turns these red.)
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkHistory, checkHistoryFiles } from './check-history.ts'
import { type FaultClass, faultClasses } from './fault.ts'
import type { HistoryEvent } from './history.ts'
import { add, close, open, remove, type Story, tellStory, withMembers, without } from './testing.ts'

const found = (events: readonly HistoryEvent[]) => checkHistory(events).faults.map(({ fault, about }) => `${fault} ${about}`)

/** One desk: r1 opens a tube, r2 to r4 are swabs of Li, Wang and Zhao, Zhao is taken back by r5, r6 closes. */
function quietDay(): HistoryEvent[] {
  const story = tellStory()
  story.say('d', open('T1'))
  story.say('d', add('T1', 'li'))
  story.say('d', add('T1', 'wang'))
  const zhao = story.say('d', add('T1', 'zhao'))
  story.say('d', remove('T1', zhao))
  story.say('d', close('T1'))
  return story.end()
}

test('a good history has no fault, and is counted', () => {
  const { faults, counts } = checkHistory(quietDay())
  expect(faults).toEqual([])
  expect(counts).toEqual({ intended: 6, acknowledged: 6, received: 6, members: 2, conflicts: 0, refused: 0, devices: 1 })
})

const isReceived = (id: string) => (event: HistoryEvent) => event.type === 'received' && event.recordId === id
const isMember = (id: string) => (event: HistoryEvent) => event.type === 'member' && event.swabId === id
const isAnswer = (id: string) => (event: HistoryEvent) => event.type === 'acknowledged' && event.recordId === id

const spoilt: [what: string, fault: FaultClass, about: string, spoil: (good: HistoryEvent[]) => HistoryEvent[]][] = [
  [
    'a record without an answer is nowhere',
    'lost',
    'r2',
    (good) => without(good, (one) => isReceived('r2')(one) || isMember('r2')(one) || isAnswer('r2')(one)),
  ],
  ['a swab is in the log and in no tube', 'lost', 'r3', (good) => without(good, isMember('r3'))],
  ['a closing is nowhere', 'lost', 'r6', (good) => without(good, (one) => isReceived('r6')(one) || isAnswer('r6')(one))],
  [
    'a record that was answered is nowhere',
    'acknowledged_missing',
    'r2',
    (good) => without(good, (one) => isReceived('r2')(one) || isMember('r2')(one)),
  ],
  ['a swab is counted twice in its tube', 'duplicated', 'r2', (good) => [...good, ...good.filter(isMember('r2'))]],
  [
    'a swab is counted in two tubes',
    'duplicated',
    'r2',
    (good) => withMembers(good, (one) => (one.swabId === 'r2' ? [one, { ...one, tubeCode: 'T2' }] : [one])),
  ],
  ['a record is in the log twice', 'duplicated', 'r1', (good) => [...good, ...good.filter(isReceived('r1'))]],
  ['a swab nobody took', 'invented', 'r99', (good) => [...good, { type: 'member', tubeCode: 'T1', swabId: 'r99', personKey: 'sun' }]],
  ['a record nobody made', 'invented', 'r99', (good) => [...good, { type: 'received', deviceId: 'd', recordId: 'r99', sequence: 7 }]],
  [
    'a swab is in another tube',
    'misplaced',
    'r2',
    (good) => withMembers(good, (one) => [one.swabId === 'r2' ? { ...one, tubeCode: 'T2' } : one]),
  ],
  [
    'a swab is under another person',
    'wrong_person',
    'r2',
    (good) => withMembers(good, (one) => [one.swabId === 'r2' ? { ...one, personKey: 'sun' } : one]),
  ],
  [
    'a swab that was taken back is counted',
    'not_removed',
    'r4',
    (good) => [...good, { type: 'member', tubeCode: 'T1', swabId: 'r4', personKey: 'zhao' }],
  ],
  [
    'a record under another number',
    'altered',
    'r2',
    (good) => good.map((one) => (isReceived('r2')(one) ? { type: 'received', deviceId: 'd', recordId: 'r2', sequence: 70 } : one)),
  ],
  [
    'a record in order was refused',
    'refused_wrongly',
    'r6',
    (good) => [...good, { type: 'refused', deviceId: 'd', recordId: 'r6', sequence: 6 }],
  ],
  [
    'the server tells of fewer records',
    'range_wrong',
    'd',
    (good) => good.map((one) => (one.type === 'device' ? { ...one, upTo: 5 } : one)),
  ],
  [
    'a contradiction that is none',
    'conflict_invented',
    'tube_overfull T1',
    (good) => [...good, { type: 'conflict', code: 'tube_overfull', tubeCode: 'T1', recordIds: ['r2'] }],
  ],
]

test.each(spoilt)('%s: %s', (_what, fault, about, spoil) => {
  expect(found(spoil(quietDay()))).toEqual([`${fault} ${about}`])
})

test('every class of fault is in the table', () => {
  expect(new Set([...spoilt.map(([, fault]) => fault), 'conflict_unlisted'])).toEqual(new Set(Object.keys(faultClasses)))
})

const fill = (story: Story, tubeCode: string, count: number, device = 'd') =>
  Array.from({ length: count }, (_, n) => story.say(device, add(tubeCode, `person ${n}`)))

const contradictions: [code: string, about: string, tell: (story: Story) => void][] = [
  ['opened_twice', 'T1', (story) => ['d', 'e'].forEach((device) => void story.say(device, open('T1')))],
  [
    'number_reused',
    'T1',
    (story) => {
      story.say('d', open('T1'))
      story.say('e', add('T1', 'li'), { siteId: 'south' })
    },
  ],
  ['number_reused', 'T1', (story) => [open('T1'), close('T1'), open('T1')].forEach((meant) => void story.say('d', meant))],
  ['pool_differs', 'T1', (story) => [open('T1'), open('T1', 'twenty', 20)].forEach((meant) => void story.say('d', meant))],
  [
    'tube_overfull',
    'T1',
    (story) => {
      story.say('d', open('T1'))
      fill(story, 'T1', 11)
    },
  ],
  ['swab_after_close', 'T1', (story) => [open('T1'), close('T1'), add('T1', 'li')].forEach((meant) => void story.say('d', meant))],
  ['never_opened', 'T1', (story) => void story.say('d', add('T1', 'li'))],
  [
    'sampled_twice',
    'li',
    (story) => [open('T1'), open('T2'), add('T1', 'li'), add('T2', 'li')].forEach((meant) => void story.say('d', meant)),
  ],
]

test.each(contradictions)('%s of %s: listed it is no fault, not listed it is one', (code, about, tell) => {
  const unlisted = tellStory()
  tell(unlisted)
  expect(found(unlisted.end())).toEqual([`conflict_unlisted ${code} ${about}`])
  const listed = tellStory()
  tell(listed)
  const swabs = listed.events.flatMap((one) => (one.type === 'member' ? [one.swabId] : []))
  expect(found(listed.end([[code, code === 'sampled_twice' ? null : about, swabs]]))).toEqual([])
})

test('somebody scanned twice into one tube is one swab, and the eleventh scan of ten people is no eleventh swab', () => {
  const story = tellStory()
  story.say('d', open('T1'))
  fill(story, 'T1', 10)
  const again = story.say('d', add('T1', 'person 3'))
  expect(found(without(story.end(), isMember(again)))).toEqual([])
  expect(found(story.events)).toEqual([`duplicated ${again}`])
  expect(found(without(story.events, (one) => one.type === 'member' && one.personKey === 'person 3'))).toEqual(['lost r5'])
})

test('an id used for two things: one is held, the other kept for a person, and both must be told of', () => {
  const story = tellStory()
  story.say('d', open('T1'))
  const id = story.say('d', add('T1', 'li'))
  const reuse: HistoryEvent = {
    type: 'intended',
    deviceId: 'd',
    siteId: 'north',
    recordId: id,
    sequence: 2,
    at: 9,
    meant: add('T1', 'sun'),
  }
  const kept: HistoryEvent = { type: 'refused', deviceId: 'd', recordId: id, sequence: 2 }
  const events = [...story.end(), reuse]
  expect(found([...events, kept, { type: 'conflict', code: 'id_reused', tubeCode: null, recordIds: [id] }])).toEqual([])
  expect(found([...events, kept])).toEqual([`conflict_unlisted id_reused ${id}`])
  expect(found(events)).toEqual([`conflict_unlisted ${id}`])
})

test('the swab whose id was used again counts as what it was first: the eleventh is too many', () => {
  const story = tellStory()
  story.say('d', open('T1'))
  const [id] = fill(story, 'T1', 11)
  const again: HistoryEvent = {
    type: 'intended',
    deviceId: 'd',
    siteId: 'north',
    recordId: id!,
    sequence: 2,
    at: 1e6,
    meant: add('T2', 'sun'),
  }
  const kept: HistoryEvent = { type: 'refused', deviceId: 'd', recordId: id!, sequence: 2 }
  const events = [again, kept, ...story.end([['id_reused', null, [id!]]])]
  expect(found(events)).toEqual(['conflict_unlisted tube_overfull T1'])
  expect(found([...events, { type: 'conflict', code: 'tube_overfull', tubeCode: 'T1', recordIds: [] }])).toEqual([])
})

test('two records under one number: both are held, and a person is told', () => {
  const story = tellStory()
  story.say('d', open('T1'))
  const id = story.say('d', add('T1', 'li'))
  const again: HistoryEvent = {
    type: 'intended',
    deviceId: 'd',
    siteId: 'north',
    recordId: 'again',
    sequence: 2,
    at: 9,
    meant: add('T1', 'sun'),
  }
  const held: HistoryEvent[] = [
    again,
    { type: 'received', deviceId: 'd', recordId: 'again', sequence: 2 },
    { type: 'member', tubeCode: 'T1', swabId: 'again', personKey: 'sun' },
  ]
  const events = [...story.end(), ...held]
  expect(found([...events, { type: 'conflict', code: 'sequence_reused', tubeCode: null, recordIds: ['again'] }])).toEqual([])
  expect(found(events)).toEqual([`conflict_unlisted sequence_reused ${id}`, 'conflict_unlisted sequence_reused again'])
})

test('a history is read from files, and a line that is no event is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-history-'))
  try {
    const lines = quietDay().map((event) => `${JSON.stringify(event)}\n`)
    writeFileSync(join(folder, 'desks.jsonl'), lines.slice(0, 9).join(''))
    writeFileSync(join(folder, 'server.jsonl'), lines.slice(9).join(''))
    const paths = ['desks.jsonl', 'server.jsonl'].map((name) => join(folder, name))
    expect((await checkHistoryFiles(paths)).faults).toEqual([])
    writeFileSync(join(folder, 'bad.jsonl'), '{"type":"received"}\n{"type":"hearsay"}\n')
    await expect(checkHistoryFiles([join(folder, 'bad.jsonl')])).rejects.toThrow('line 2 is no event')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the checker imports nothing of the product', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.includes('test'))
  expect(files.length).toBeGreaterThanOrEqual(7)
  for (const name of files) {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, path]) => path!)
    for (const path of imports) expect(path, name).toMatch(/^(?:\.\/[a-z-]+\.ts|node:[a-z/]+)$/)
  }
})
