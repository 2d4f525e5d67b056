/** The small line drawings of the frame, on a 24 x 24 field. The signs of the colours are not here: shared/colour.ts. */
const paths = {
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v3h-3M14 20h2M20 20v.01',
  declare: 'M8 4h8v3H8zM8 5.500H5V20h14V5.500h-3M8.500 13l2.500 2.500 4.500-5',
  results: 'M9 3h6M10 3v5.500L5.500 17.500A2.500 2.500 0 0 0 7.700 21h8.600a2.500 2.500 0 0 0 2.200-3.500L14 8.500V3M8 14.500h8',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.8-3.800 3.800-5.500 7.500-5.500s6.700 1.700 7.500 5.500',
  back: 'M14.500 5L8 12l6.500 7',
  next: 'M9.500 5l6.500 7-6.500 7',
  refresh: 'M19.500 12a7.500 7.500 0 1 1-2.300-5.400M19.500 3.500v4h-4',
  offline: 'M3 4l18 17M5 11.500a10 10 0 0 1 4-2.400M12.500 8.600A10 10 0 0 1 19 11.500M8.500 15a5 5 0 0 1 7 0M12 19v.01',
  waiting: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500V12l3 2',
  warning: 'M12 4L2.800 20h18.400zM12 10v4.500M12 17.200v.01',
  done: 'M5 12.500l4.500 4.500L19 7',
  people:
    'M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19.500c.6-3.300 3-5 6.500-5s5.900 1.700 6.500 5M16 4.800a3.500 3.500 0 0 1 0 6.400M18.500 14.800c1.700.8 2.700 2.300 3 4.700',
  paper: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  phone: 'M7 2.500h10v19H7zM11 18.500h2',
  home: 'M3.500 11.500L12 4l8.500 7.500M6 9.500V20h12V9.500',
  message: 'M4 5h16v11H10l-4.500 4v-4H4zM8 9h8M8 12.500h5',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.500l12 7.500-12 7.500z',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L21 21',
  shield: 'M12 3l7.500 3v5.500c0 4.600-3 7.800-7.500 9.500-4.500-1.700-7.500-4.900-7.500-9.500V6z',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
