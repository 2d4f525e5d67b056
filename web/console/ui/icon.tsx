/** The console's line icons, drawn on a 20 by 20 grid. An icon never stands for a word alone unless its button carries a label. */
import type { CSSProperties } from 'react'

const paths = {
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10Zm-6.2 7c.5-3.3 3-5 6.2-5s5.7 1.7 6.2 5',
  upload: 'M10 13V4m0 0L6.5 7.500M10 4l3.5 3.500M4 13v3h12v-3',
  download: 'M10 4v9m0 0-3.5-3.500M10 13l3.5-3.500M4 14v2.500h12V14',
  tray: 'M3.5 11.5 5.5 4h9l2 7.500V16h-13v-4.500Zm0 0h4c0 1.5 1 2.4 2.5 2.400s2.5-.9 2.5-2.400h4',
  pencil: 'm4 16 .8-3.400L13 4.400l2.6 2.6-8.2 8.200L4 16Zm7.5-10 2.6 2.6',
  book: 'M4 4.500c2.4-.8 4.4-.5 6 .8v11c-1.6-1.3-3.6-1.6-6-.8v-11Zm12 0c-2.4-.8-4.4-.5-6 .8v11c1.6-1.3 3.6-1.6 6-.8v-11Z',
  broadcast:
    'M10 11.200a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.400ZM6.8 13.200a4.5 4.5 0 0 1 0-6.400m6.4 0a4.5 4.5 0 0 1 0 6.400M4.5 15.500a7.8 7.8 0 0 1 0-11m11 0a7.8 7.8 0 0 1 0 11',
  pulse: 'M2.5 10.500h3.300L8 5l3.6 10 2.3-4.500h3.6',
  people:
    'M7.5 9.500a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.400Zm-5 6.500c.4-2.8 2.3-4.2 5-4.200s4.6 1.4 5 4.200M13 4.400a2.5 2.5 0 0 1 0 4.800m1.5 2.900c1.7.6 2.7 1.9 3 3.9',
  scanner: 'M3.5 7V3.500H7M13 3.500h3.500V7m0 6v3.500H13m-6 0H3.500V13M3.5 10h13',
  pin: 'M10 17s5.5-4.7 5.5-9A5.5 5.5 0 0 0 4.5 8c0 4.3 5.5 9 5.5 9Zm0-7.200a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.800Z',
  ledger: 'M5 3.500h10v13H5v-13Zm2.5 3.500h5m-5 3h5m-5 3h3',
  calendar: 'M4 5h12v11.500H4V5Zm0 3.500h12M7 3.500V6m6-2.500V6m-5.500 6.500 1.800 1.800 3.200-3.600',
  scales: 'M10 3.500v13M6.500 16.500h7M4 6h12M4 6l-1.800 5a2.200 2.200 0 0 0 3.900 0L4 6Zm12 0-1.800 5a2.200 2.200 0 0 0 3.900 0L16 6Z',
  fork: 'M10 16.500V11L5.500 6.500M10 11l4.500-4.500M5.500 10V6.500H9M14.500 10V6.500H11',
  handset: 'M6 2.500h8v15H6v-15Zm3 12.500h2M6 12.500h8',
  box: 'm10 3 6.500 3.500v7L10 17l-6.500-3.500v-7L10 3Zm0 7v7m0-7 6.500-3.500M10 10 3.500 6.500',
  columns: 'M3.500 4.500h13v11h-13v-11Zm4.300 0v11m4.400-11v11M3.500 8h13',
  recall: 'M5 8.500A5.500 5.500 0 1 1 4.500 12M5 4v4.500h4.500',
  voice: 'M3.500 4.500h13v9H9l-3.500 3v-3h-2v-9Zm3.500 3.200h6m-6 2.800h4',
  print: 'M6 7.500v-4h8v4M6 14H3.500V7.500h13V14H14m-8-2.500h8v5H6v-5Z',
  check: 'm4.5 10.5 3.7 3.7 7.3-8.2',
  cross: 'm5.5 5.5 9 9m0-9-9 9',
  warning: 'M10 3.5 17.5 16h-15L10 3.500Zm0 4.700v3.500m0 2.200v.1',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-8v4.500m0-6.700v.1',
  copy: 'M7.5 7.500V4h8.500v8.500h-3.500M4 7.500h8.500V16H4V7.500Z',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4.200l2.8 1.8',
  menu: 'M3.5 6h13m-13 4h13m-13 4h13',
  plug: 'M7.5 3.500v3.500m5-3.500v3.500m-7 0h9v2.500a4.5 4.5 0 0 1-9 0V7Zm4.5 7v3',
  file: 'M5.5 3.500h6l3.5 3.500v9.500h-9.500v-13Zm6 0V7H15',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  plus: 'M10 4.500v11m-5.5-5.500h11',
  ladder: 'M6.500 3v14m7-14v14m-7-11.500h7m-7 3h7m-7 3h7m-7 3h7',
  lock: 'M5 9.500h10V16H5V9.500Zm2-.2V7a3 3 0 0 1 6 0v2.3',
  empty: 'M4 5h12v10H4V5Zm0 3.500h12M8 12h4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 18, style }: { name: IconName; size?: number; style?: CSSProperties }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false" style={{ flex: 'none', ...style }}>
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
