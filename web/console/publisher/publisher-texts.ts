/** Words of the publisher's status. */
import type { Texts } from '../words/texts.ts'

export const publisherTexts = {
  title: ['状态发布', 'Publisher'],
  lead: [
    '全市的码色以签名的静态文件发布，验码设备据此离线判断。',
    'The city’s colours are published as signed static files, from which gates decide without a server.',
  ],
  pending: ['待发布的变化', 'Pending changes'],
  lag: ['发布延迟', 'Lag'],
  lastPublished: ['最近发布', 'Last published'],
  ago: ['{age}前', '{age} ago'],
  never: ['尚未发布', 'not yet'],
  files: ['文件', 'Files'],
  noFiles: ['还没有发布文件', 'Nothing has been published yet'],
  noFilesNext: ['首次发布通常在启动后几秒内完成。', 'The first publication usually follows within seconds of the start.'],
  path: ['路径', 'Path'],
  version: ['版本', 'Version'],
  size: ['大小', 'Size'],
  publishedAt: ['发布时间', 'Published'],
  age: ['已发布', 'Age'],
  epochs: ['周期', 'Epochs'],
  onTime: ['正常：变化在 {limit} 内发布', 'On time: changes are out within {limit}'],
  late: [
    '落后：有 {count} 项变化等待超过 {limit}',
    'Late: {count} change has waited longer than {limit}',
    'Late: {count} changes have waited longer than {limit}',
  ],
} satisfies Texts
