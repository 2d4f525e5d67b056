/** Words of the loading, staleness and connection states. */
import type { Texts } from '../words/texts.ts'

export const stateTexts = {
  loading: ['正在加载', 'Loading'],
  updated: ['{age}前更新', 'Updated {age} ago'],
  updating: ['正在更新…', 'Updating…'],
  stale: ['无法更新，以下是 {age}前的情况', 'Could not be renewed; this is how it was {age} ago'],
  offline: [
    '本机没有网络。屏幕上的内容可能已过时，恢复后会自动更新。',
    'This computer is offline. What you see may be out of date; it renews itself once you are back.',
  ],
  refresh: ['立即更新', 'Update now'],
} satisfies Texts
