// Goal: dates are read and moved exactly as CertLogic 1.3.3 says, for every year, month length and offset, and nothing that is no date is read as one.
// Method: tables from the specification, and the calendar of the ECMAScript Date as an oracle for random dates.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, formatDateTime, monthIndex, monthStart, parseDate, parseDateTime } from './date-time.ts'

const formatted = (ms: number): string => (Number.isNaN(ms) ? 'none' : formatDateTime(ms))

describe('parseDateTime', () => {
  it.each([
    ['2021', '2021-12-31T00:00:00.000Z'],
    ['2004-02', '2004-02-29T00:00:00.000Z'],
    ['2003-02', '2003-02-28T00:00:00.000Z'],
    ['2021-06-23', '2021-06-23T00:00:00.000Z'],
    ['0050-02-03', '0050-02-03T00:00:00.000Z'],
    ['2021-06-23T01:02:03', '2021-06-23T01:02:03.000Z'],
    ['2021-06-23T01:02:03Z', '2021-06-23T01:02:03.000Z'],
    ['2021-06-23T01:02:03.5Z', '2021-06-23T01:02:03.500Z'],
    ['2021-06-23T01:02:03.123999Z', '2021-06-23T01:02:03.123Z'],
    ['2021-06-23T01:02:03.123', '2021-06-23T01:02:03.123Z'],
    ['2021-06-23T01:02:03+2', '2021-06-22T23:02:03.000Z'],
    ['2021-06-23T01:02:03-02', '2021-06-23T03:02:03.000Z'],
    ['2021-06-23T01:02:03+130', '2021-06-22T23:32:03.000Z'],
    ['2021-06-23T01:02:03+0130', '2021-06-22T23:32:03.000Z'],
    ['2021-06-23T01:02:03+1:30', '2021-06-22T23:32:03.000Z'],
    ['2021-06-23T01:02:03.250-01:30', '2021-06-23T02:32:03.250Z'],
  ])('reads %s', (text, expected) => {
    expect(formatted(parseDateTime(text))).toBe(expected)
  })

  it.each([
    '',
    'today',
    '21-06-23',
    '2021-6-23',
    '2021/06/23',
    '2021-13',
    '2021-00',
    '2021-09-99',
    '2021-02-29',
    '2021-04-31',
    '2021-06-23T',
    '2021-06-23 01:02:03',
    '2021-06-23T24:00:00Z',
    '2021-06-23T01:60:00Z',
    '2021-06-23T01:02:60Z',
    '2021-06-23T01:02Z',
    '2021-06-23T01:02:03.Z',
    '2021-06-23T01:02:03+1:',
    '2021-06-23T01:02:03+24:00',
    '2021-06-23T01:02:03+01:60',
    '2021-06-23t01:02:03z',
    '2021-06-23T01:02:03.123Zjunk',
    '٢٠٢١-06-23',
  ])('does not read %j', (text) => {
    expect(parseDateTime(text)).toBeNaN()
  })

  it('reads back whatever is formatted', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(-1, 12), max: Date.UTC(9999, 11, 31) }), (ms) => {
        fc.pre(ms >= -62_167_219_200_000) // year 0, the first that four digits can write
        expect(parseDateTime(formatDateTime(ms))).toBe(ms)
      }),
    )
  })

  it('never throws and never gives a date for random text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        expect(parseDateTime(`x${text}`)).toBeNaN()
        expect(parseDateTime(`2021-02-29T${text}`)).toBeNaN()
      }),
    )
  })

  it('dccDateOfBirth reads dates only', () => {
    expect(formatted(parseDate('2004-02'))).toBe('2004-02-29T00:00:00.000Z')
    expect(parseDate('2004-02-01T00:00:00Z')).toBeNaN()
  })
})

describe('addMonths', () => {
  it.each([
    ['2020-02-29', 1, '2020-03-29'],
    ['2020-02-29', 12, '2021-03-01'],
    ['2021-03-01', -12, '2020-03-01'],
    ['2020-02-29', -48, '2016-02-29'],
    ['2021-01-31', 1, '2021-03-03'],
    ['2021-12-01', -12, '2020-12-01'],
  ])('%s and %i months is %s', (from, months, expected) => {
    expect(formatted(addMonths(parseDateTime(from), months))).toBe(`${expected}T00:00:00.000Z`)
  })

  it('is Date.prototype.setUTCMonth', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(-8e13), max: new Date(8e13), noInvalidDate: true }),
        fc.integer({ min: -30_000, max: 30_000 }),
        (date, months) => {
          const expected = new Date(date)
          expected.setUTCMonth(expected.getUTCMonth() + months)
          expect(addMonths(date.getTime(), months)).toBe(expected.getTime())
        },
      ),
    )
  })

  it('a month begins where its index says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 200_000 }), (index) => {
        expect(monthIndex(monthStart(index))).toBe(index)
        expect(monthIndex(monthStart(index) - 1)).toBe(index - 1)
      }),
    )
  })
})
