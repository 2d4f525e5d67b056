/** Words of the sampling devices. */
import type { Texts } from '../words/texts.ts'
import type { DeviceState } from './device-state.ts'

export const fleetTexts = {
  title: ['采样设备', 'Sampling devices'],
  lead: [
    '每台设备最近何时联络、还有多少记录没上传。断网的设备照样采样，联网后自动补传。',
    'When each device was last heard, and how many records it still holds. A desk without network goes on sampling and hands in later.',
  ],
  views: ['查看', 'View'],
  devices: ['设备', 'Devices'],
  refused: ['被拒记录', 'Refused records'],
  allWell: ['所有设备联络正常，记录都已上传', 'Every device is in touch and has handed in everything'],
  attention: ['{count} 台设备需要留意', '{count} device wants a look', '{count} devices want a look'],
  attentionWhat: [
    '失联设备上可能还有样本。请把它接上网络、打开采样页面；不要清除或重装。',
    'A silent device may hold swabs. Bring it to a network and open the sampling page; do not clear or reinstall it.',
  ],
  empty: ['还没有采样设备联络过', 'No sampling device has been in touch yet'],
  emptyNext: ['在“验码设备”登记用于采样的设备。', 'Enrol devices for sampling under “Scanner devices”.'],
  filter: ['按设备或采样点筛选', 'Filter by device or site'],
  noMatch: ['没有符合的设备', 'No device matches'],
  label: ['设备', 'Device'],
  site: ['采样点', 'Site'],
  state: ['状态', 'State'],
  lastContact: ['最近联络', 'Last heard'],
  ago: ['{age}前', '{age} ago'],
  neverHeard: ['从未', 'never'],
  queued: ['未上传', 'Still on it'],
  received: ['已收记录', 'Records here'],
  gaps: ['缺口', 'Missing between'],
  gapList: ['缺 {list}', 'missing {list}'],
  clock: ['时钟偏差', 'Clock off by'],
  version: ['版本', 'Version'],
  conflicts: ['冲突', 'Conflicts'],
  showMore: ['再显示 {count} 台', 'Show {count} more', 'Show {count} more'],
  refusedLead: [
    '设备上传、但服务器不能采用的记录。每一条都原样封存，不显示居民。',
    'Records that devices handed in and the server could not take. Each is kept, sealed, and shown here without the resident.',
  ],
  refusedEmpty: ['没有被拒的记录', 'No record has been refused'],
  reason: ['原因', 'Reason'],
  field: ['字段', 'Field'],
  at: ['时间', 'When'],
  record: ['记录编号', 'Record'],
  more: ['显示更多', 'Show more'],
} satisfies Texts

export const deviceStateTexts = {
  silent: ['失联', 'Silent'],
  gaps: ['记录有缺口', 'Records missing'],
  lagging: ['尚未传完', 'Catching up'],
  clock: ['时钟不准', 'Clock wrong'],
  well: ['正常', 'Well'],
  never: ['从未联络', 'Never heard'],
  revoked: ['已撤销', 'Revoked'],
} satisfies Record<DeviceState, Texts[string]>
