/** What the small city knows of tests: samples on their way, messages, findings about lost ones. */
import type { Complaint, Message, Sample } from '../resident/state/wire.ts'

export type CityMessage = { -readonly [K in keyof Message]: Message[K] }
export type CityFinding = Complaint['finding']

/** One sample on its way, a negative one, a positive pool, and one to be taken again. */
export function citySamples(nowMs: number): Sample[] {
  const at = (hours: number): string => new Date(nowMs - hours * 3_600_000).toISOString()
  const day = (hours: number): string => at(hours).slice(0, 10).replaceAll('-', '')
  const sample = { siteName: '小寨路采样点', corrected: false, recollect: false }
  const open = { state: 'taken', outcome: null, testedAt: null, releasedAt: null } as const
  const tested = (testedAgo: number, releasedAgo: number) =>
    ({ state: 'released', testedAt: at(testedAgo), releasedAt: at(releasedAgo), place: 'released', placeAt: at(releasedAgo) }) as const
  return [
    {
      ...sample,
      ...open,
      sampleId: 's4',
      tubeCode: `XA-${day(2)}-0042`,
      sampledAt: at(2),
      pool: 'single',
      place: 'on_the_way',
      placeAt: at(0.5),
    },
    { ...sample, ...tested(9, 8), sampleId: 's3', tubeCode: `XA-${day(14)}-0311`, sampledAt: at(14), outcome: 'positive', pool: 'ten' },
    {
      ...sample,
      ...tested(24, 23),
      sampleId: 's2',
      tubeCode: `XA-${day(30)}-0017`,
      sampledAt: at(30),
      outcome: 'negative',
      pool: 'household',
      corrected: true,
    },
    {
      ...sample,
      ...tested(214, 213),
      sampleId: 's1',
      tubeCode: `XA-${day(220)}-0913`,
      sampledAt: at(220),
      outcome: 'invalid',
      pool: 'twenty',
      recollect: true,
    },
  ]
}

/** One message of each kind, the newest first. */
export function cityMessages(nowMs: number): CityMessage[] {
  const at = (hours: number): string => new Date(nowMs - hours * 3_600_000).toISOString()
  const message = (n: number, kind: Message['kind'], hours: number, data: Partial<Message['data']> = {}): CityMessage => ({
    messageId: `01930000-0000-8000-8000-00000000000${n}`,
    kind,
    at: at(hours),
    readAt: null,
    data: { tubeCode: 'XA-20211227-0311', ...data },
  })
  return [
    message(1, 'recall_ended', 1, { end: 'single_result' }),
    message(2, 'recall_asked', 8),
    message(3, 'result_corrected', 22, { from: 'positive', to: 'negative' }),
    message(4, 'swab_voided', 40),
    message(5, 'recollect_asked', 213),
  ]
}
