/** Words of the publisher's state. */
import type { Texts } from '../words/texts.ts'

export const publisherTexts = {
  title: ['状态发布', 'Publisher'],
  lead: [
    '全市的码色以签名的静态文件发布，验码设备据此离线判断。',
    'The city’s colours are published as signed static files, from which gates decide without a server.',
  ],
  alive: ['发布正常', 'Publishing'],
  aliveWhat: [
    '索引至少每 20 秒签发一次，最近一次在 {age}前。',
    'The index is signed anew at least every 20 s; the last time was {age} ago.',
  ],
  standing_still: ['发布已停滞', 'Publishing stands still'],
  standing_stillWhat: [
    '索引已有 {age}没有更新。验码设备仍按已有文件判断，并会注明时间。请查看“系统状况”中的 passes.publish。',
    'The index is {age} old. Gates go on with the files they hold and say how old they are. See passes.publish under “System health”.',
  ],
  not_begun: ['还没有开始发布', 'Nothing has been published yet'],
  not_begunWhat: ['首次发布通常在启动后几秒内完成。', 'The first publication usually follows within seconds of the start.'],
  sequence: ['索引序号', 'Index number'],
  issued: ['索引签发', 'Index signed'],
  phones: ['手机凭证', 'Passes on phones'],
  papers: ['纸质凭证', 'Paper passes'],
  lists: ['生效的状态列表', 'Live status lists'],
  noLists: ['还没有状态列表', 'There is no status list yet'],
  family: ['类别', 'Family'],
  epoch: ['时段', 'Epoch'],
  shards: ['分片', 'Shards'],
  newestVersion: ['最新版本', 'Newest version'],
  files: ['最近发布的文件', 'Files published last'],
  noFiles: ['还没有发布文件', 'No file has been published yet'],
  path: ['路径', 'Path'],
  version: ['版本', 'Version'],
  size: ['大小', 'Size'],
  publishedAt: ['发布时间', 'Published'],
  age: ['距今', 'Age'],
  never: ['尚无', 'not yet'],
} satisfies Texts
