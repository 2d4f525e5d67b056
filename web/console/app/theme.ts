/** Type, one accent and calm surfaces: Mantine's theme for the console. The colours of codes are not here; they belong to ui/colour-mark. */
import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The accent that all apps share (shared/tokens.css); shade 7 on white has a contrast of 7.4. */
const gate: MantineColorsTuple = [
  '#eff6f4',
  '#e2efec',
  '#bfdcd5',
  '#95c5ba',
  '#69ab9d',
  '#3f8f80',
  '#1f7769',
  '#0e5f54',
  '#0a4c43',
  '#083a33',
]

/** Neutral greys with a breath of the accent; shade 6 is the ink of secondary text, 7.0 on white. */
const stone: MantineColorsTuple = [
  '#f6f8f6',
  '#ebefec',
  '#d9e0db',
  '#bdc8c2',
  '#7f8c86',
  '#66736d',
  '#4c5a54',
  '#3a4741',
  '#25302b',
  '#17211d',
]

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

export const theme = createTheme({
  colors: { gate, gray: stone },
  primaryColor: 'gate',
  primaryShade: 7,
  black: '#17211d',
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace',
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.0625rem', lineHeight: '1.4' } },
  },
  defaultRadius: 'sm',
  radius: { sm: '6px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { withBorder: true, radius: 'md' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    PasswordInput: { defaultProps: { autoCapitalize: 'none', spellCheck: false } },
  },
})
