/** Words of the frame around every page. */
import type { Texts } from '../words/texts.ts'
import type { FeatureGroup, FeatureId } from './features.ts'

export const featureTexts = {
  lookup: ['居民查询', 'Resident look-up'],
  recalls: ['追阳复采', 'Recalls'],
  complaints: ['居民反映', 'Complaints'],
  rounds: ['检测轮次', 'Testing rounds'],
  reconciliation: ['样本核对', 'Reconciliation'],
  conflicts: ['冲突处理', 'Conflicts'],
  fleet: ['采样设备', 'Sampling devices'],
  boxes: ['接收转运箱', 'Receive boxes'],
  waiting: ['等待采样点的结果', 'Results without a desk'],
  template: ['文件对应规则', 'File templates'],
  upload: ['上传结果', 'Upload results'],
  batches: ['结果批次', 'Result batches'],
  correction: ['更正结果', 'Correct a result'],
  ruleSets: ['规则集', 'Rule sets'],
  publisher: ['状态发布', 'Publisher'],
  load: ['负载与级别', 'Load and ladder'],
  system: ['系统状况', 'System health'],
  places: ['场所与机构', 'Places'],
  scanners: ['验码设备', 'Scanner devices'],
  accounts: ['账号与单位', 'Accounts'],
  audit: ['审计记录', 'Audit'],
} satisfies Record<FeatureId, Texts[string]>

export const groupTexts = {
  residents: ['居民', 'Residents'],
  testing: ['核酸检测', 'Mass testing'],
  laboratory: ['实验室', 'Laboratory'],
  rules: ['规则', 'Rules'],
  operation: ['运行', 'Operation'],
  administration: ['管理', 'Administration'],
} satisfies Record<FeatureGroup, Texts[string]>

export const shellTexts = {
  console: ['工作台', 'Staff console'],
  demo: ['演示', 'Demo'],
  skip: ['跳到正文', 'Skip to content'],
  menu: ['菜单', 'Menu'],
  navigation: ['功能', 'Features'],
  account: ['我的账号', 'My account'],
  changePassword: ['修改密码', 'Change password'],
  stillSignedIn: ['您仍处于登录状态。', 'You are still signed in.'],
  signOut: ['退出登录', 'Sign out'],
  language: ['语言', 'Language'],
  cityTime: ['城市时间', 'City time'],
  notAllowed: ['您的角色没有这项功能', 'Your role does not have this feature'],
  notAllowedNext: [
    '请从菜单选择其他功能。如工作需要，请联系管理员。',
    'Choose another feature from the menu. If you need this one for your work, ask an administrator.',
  ],
  notFound: ['没有这个页面', 'There is no such page'],
  notFoundNext: ['请从菜单选择一项功能。', 'Choose a feature from the menu.'],
  broken: ['页面出错了', 'This page has failed'],
  brokenNext: ['请重新载入。正在填写的内容可能需要重填。', 'Load it again. What you were filling in may have to be entered again.'],
  reload: ['重新载入', 'Load again'],
} satisfies Texts
