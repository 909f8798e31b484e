import { edge } from './people.mjs';
import { ChatList } from '../pages/ChatList.mjs';
import { Complaints } from './Complaints.mjs';
import { Conversation } from '../pages/Conversation.mjs';
import { Details } from '../pages/Details.mjs';
import { NewChat } from '../pages/NewChat.mjs';
import { Settings } from '../pages/Settings.mjs';
import { SignIn } from '../pages/SignIn.mjs';

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** A browser profile, and its first tab through the eyes of who sits before it. */
export class Device {
  constructor(context, page, complaints) {
    this.context = context;
    this.complaints = complaints;
    this.look(page);
  }

  static async open(browser, { viewport = desktop, colorScheme = 'light', scale = 1, javaScript = undefined, url = '/' } = {}) {
    const isPhone = viewport.width < 600;
    const context = await browser.newContext({
      baseURL: edge,
      viewport,
      colorScheme,
      deviceScaleFactor: scale,
      hasTouch: isPhone,
      isMobile: isPhone,
      locale: 'en-GB',
      permissions: ['microphone', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    if (javaScript !== undefined) await context.addInitScript(javaScript);
    const complaints = new Complaints();
    context.on('page', (page) => complaints.listenTo(page));
    const page = await context.newPage();
    const device = new Device(context, page, complaints);
    await page.goto(url);
    return device;
  }

  /** Another tab of the profile, looked at from now on. */
  async newTab() {
    const page = await this.context.newPage();
    await page.goto('/');
    this.look(page);
    return page;
  }

  look(page) {
    this.page = page;
    this.signIn = new SignIn(page);
    this.chats = new ChatList(page);
    this.conversation = new Conversation(page);
    this.details = new Details(page);
    this.newChat = new NewChat(page);
    this.settings = new Settings(page);
  }

  get pages() {
    return this.context.pages();
  }

  /** Cuts the network, WebSockets included, or mends it. */
  async setOffline(offline) {
    await this.context.setOffline(offline);
  }
}
