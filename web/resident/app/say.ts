/** The words of the frame and of the states every page can be in. Pages bring their own words with them. */
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'

const zh = {
  appName: '健康码',
  code: '健康码',
  declare: '申报',
  results: '检测',
  me: '我的',
  language: 'English',
  navigation: '页面',
  loading: '正在打开…',
  back: '返回',
  tryAgain: '再试一次',
  offlineSince: '没有网络，显示的是 {time} 的内容',
  refusedSince: '暂时无法更新，显示的是 {time} 的内容',
  endedTitle: '此手机已退出',
  endedWhy: '您可能在另一部手机上登记过，或已将此手机退出。下面显示的凭证可能已被取消。',
  endedDo: '在此手机上重新登记',
  unreadableTitle: '手机里的钥匙暂时读不出来',
  unreadableWhy: '没有删除任何东西。请关闭其他页面后重开，或重启手机。若仍不行，请到社区打印纸质凭证。',
  unread: { other: '{count} 条新消息' },
  queued: { other: '{count} 条申报已保存在手机里，有网络时自动发送' },
  queuedRefused: { other: '{count} 条申报未被接受，请查看' },
  problemOffline: '没有网络',
  problemOfflineDo: '请连上网络后再试。已有的健康码不受影响。',
  problemBusy: '服务繁忙',
  problemBusyDo: '稍后会自动好转，请过几分钟再试。已有的健康码不受影响。',
  problemRefused: '没有被接受',
  problemRefusedDo: '请检查填写的内容（{code}）。',
  demo: '演示城市，数据均为虚构',
} as const

const en: { readonly [K in keyof typeof zh]: string | { readonly one: string; readonly other: string } } = {
  appName: 'Health code',
  code: 'Code',
  declare: 'Declare',
  results: 'Tests',
  me: 'Me',
  language: '中文',
  navigation: 'Pages',
  loading: 'Opening…',
  back: 'Back',
  tryAgain: 'Try again',
  offlineSince: 'No network. Shown as of {time}',
  refusedSince: 'Cannot update right now. Shown as of {time}',
  endedTitle: 'This phone has been signed out',
  endedWhy: 'You may have registered another phone, or signed this one out. The pass below may have been cancelled.',
  endedDo: 'Register on this phone again',
  unreadableTitle: 'The key on this phone cannot be read right now',
  unreadableWhy:
    'Nothing has been deleted. Close other pages and open this one again, or restart the phone. If that does not help, your community office prints a paper pass.',
  unread: { one: '{count} new message', other: '{count} new messages' },
  queued: {
    one: '{count} declaration is saved on this phone and will be sent when there is a network',
    other: '{count} declarations are saved on this phone and will be sent when there is a network',
  },
  queuedRefused: { one: '{count} declaration was not accepted. Have a look', other: '{count} declarations were not accepted. Have a look' },
  problemOffline: 'No network',
  problemOfflineDo: 'Connect and try again. The code you already have keeps working.',
  problemBusy: 'The service is busy',
  problemBusyDo: 'It recovers by itself. Try again in a few minutes. The code you already have keeps working.',
  problemRefused: 'Not accepted',
  problemRefusedDo: 'Please check what you entered ({code}).',
  demo: 'Demo city, made-up data',
}

export const say = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)
