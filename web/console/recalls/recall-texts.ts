/** Words of recalls. */
import type { Texts } from '../words/texts.ts'

export const recallTexts = {
  title: ['追阳复采', 'Recalls'],
  lead: [
    '混采管阳性时，管内每位居民都要单独再采一次。按街道列出，可打印给上门人员。每次查看都记入审计。',
    'When a pool is positive, everybody in it is sampled again, one to a tube. By street, to be printed for those who go there. Each reading is recorded.',
  ],
  state: ['状态', 'State'],
  open: ['待复采', 'Open'],
  resolved: ['已完成', 'Done'],
  cancelled: ['已取消', 'Cancelled'],
  openCount: ['待复采 {count} 人', '{count} resident to be sampled again', '{count} residents to be sampled again'],
  street: ['街道', 'Street'],
  allStreets: ['全部街道', 'All streets'],
  noStreet: ['没有登记居住街道', 'No street on record'],
  emptyOpen: ['没有待复采的居民', 'Nobody is to be sampled again'],
  emptyOpenNext: ['混采管阳性发布后会出现在这里。', 'They appear here when a positive pool is released.'],
  empty: ['没有记录', 'None'],
  name: ['居民', 'Resident'],
  tube: ['阳性混采管', 'Positive pool'],
  asked: ['要求复采', 'Asked'],
  ended: ['结束', 'Ended'],
  waiting: ['已等', 'Waiting'],
  print: ['打印名单', 'Print the list'],
  done: ['已采', 'Done'],
  refresh: ['刷新', 'Refresh'],
  asOf: ['名单截至', 'As of'],
  more: ['显示更多', 'Show more'],
  people: ['{count} 人', '{count} resident', '{count} residents'],
} satisfies Texts
