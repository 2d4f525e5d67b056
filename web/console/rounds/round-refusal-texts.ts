/** Words for what the server refuses about rounds. */
import type { Texts } from '../words/texts.ts'

export const roundRefusalTexts = {
  endsBeforeStart: ['结束要晚于开始。', 'It must end after it starts.'],
  endsInPast: ['结束时间已经过去。', 'It would end in the past.'],
  tooLong: ['一个轮次最长 {daysMax} 天。', 'A round lasts at most {daysMax} days.'],
  tooFarAhead: ['最多提前 {daysMax} 天制定。', 'A round is planned at most {daysMax} days ahead.'],
  tubeRuleInvalid: ['采样管条码的长度不合理。', 'The lengths of tube barcodes make no sense.'],
  areaTwice: ['同一范围选了两次。', 'An area was chosen twice.'],
  areaUnknown: ['有一个范围不存在。请回到“范围”重新选择。', 'One of the areas does not exist. Go back to “Areas” and choose again.'],
  siteUnknown: ['有一个采样点不存在。请回到“采样点”重新选择。', 'One of the sites does not exist. Go back to “Sites” and choose again.'],
  siteNeverOpen: [
    '有一个采样点在轮次期间没有开放时间。请调整它的时间或轮次时间。',
    'One of the sites is never open while the round lasts. Change its hours or those of the round.',
  ],
  overlap: [
    '与轮次“{name}”的范围和时间重叠。请改时间或范围，或先取消那一轮。',
    'Area and time overlap with the round “{name}”. Choose another time or area, or cancel that round first.',
  ],
  notLater: ['新的结束时间要晚于原来的结束时间。', 'The new end must be later than the present one.'],
  over: ['这个轮次已结束或已取消，不能再更改。', 'This round is over or cancelled and can no longer be changed.'],
} satisfies Texts
