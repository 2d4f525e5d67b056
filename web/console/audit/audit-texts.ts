/** Words of the audit trail. */
import type { Texts } from '../words/texts.ts'

export const auditTexts = {
  title: ['审计记录', 'Audit'],
  lead: [
    '谁在何时做了什么、目的是什么。记录只增不改，不含姓名和证件号码。',
    'Who did what, when, and for what purpose. Entries are only ever added, and hold no names or document numbers.',
  ],
  filter: ['按操作筛选', 'Filter by action'],
  all: ['全部操作', 'All actions'],
  at: ['时间', 'Time'],
  actor: ['操作者', 'Who'],
  action: ['操作', 'Action'],
  subject: ['对象', 'On what'],
  outcome: ['结果', 'Outcome'],
  purpose: ['目的', 'Purpose'],
  done: ['完成', 'done'],
  none: ['没有记录', 'No entries'],
  noneNext: ['换一个筛选条件试试。', 'Try another filter.'],
  more: ['显示更早的记录', 'Show earlier entries'],
  refresh: ['刷新', 'Refresh'],
} satisfies Texts
