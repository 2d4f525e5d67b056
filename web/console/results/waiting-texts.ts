/** Words of results that wait for their desk. */
import type { Texts } from '../words/texts.ts'

export const waitingTexts = {
  title: ['等待采样点的结果', 'Results without a desk'],
  lead: [
    '实验室报来了结果，但采样点还没有上传这些管的记录。结果已保存，采样设备联网后自动归到每个人；一直等不到的，可能是管码抄错。',
    'A laboratory has reported these, but no desk has told who is in the tubes. They are kept and reach everybody once the desk is back; one that waits long may have a mistaken number.',
  ],
  empty: ['没有等待的结果', 'No result is waiting'],
  emptyNext: ['每个结果都找到了它的采样管。', 'Every result has found its tube.'],
  age: ['已等待', 'Waiting'],
  more: ['显示更多', 'Show more'],
} satisfies Texts
