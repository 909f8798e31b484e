import type { Environment } from '../environment/Environment.ts';
import { ChangeCollector, type ChangeLists } from '../events/ChangeCollector.ts';
import type { TabChannel } from '../environment/TabChannel.ts';
import type { News, TabMessage, Wish } from './TabMessage.ts';

/** The tabs of one device: what each tells the others, and what they want of the one that leads. */
export class Tabs {
  readonly id: string;
  private readonly channel: TabChannel;
  private readonly outgoing: ChangeCollector;
  private readonly incoming: ChangeCollector;
  private leader: ((wish: Wish) => void) | undefined;
  private closed = false;

  /** @param heard What is told, here or in another tab; changes come collected. */
  constructor(
    environment: Environment,
    name: string,
    private readonly heard: (news: News) => void,
  ) {
    this.id = environment.uuid();
    this.outgoing = new ChangeCollector((lists) => this.post({ news: { type: 'changes', lists } }));
    this.incoming = new ChangeCollector((lists) => this.closed || heard({ type: 'changes', lists }));
    this.channel = environment.channel(name, (message) => this.received(message as TabMessage));
  }

  lead(take: ((wish: Wish) => void) | undefined): void {
    this.leader = take;
  }

  announce(lists: ChangeLists): void {
    this.incoming.note(lists);
    this.outgoing.note(lists);
  }

  /** Changes that each tab finds out for itself. */
  note(lists: ChangeLists): void {
    this.incoming.note(lists);
  }

  tell(news: News): void {
    this.heard(news);
    this.post({ news });
  }

  wish(wish: Wish): void {
    if (this.leader) this.leader(wish);
    else this.post({ wish });
  }

  close(): void {
    this.closed = true;
    this.channel.close();
  }

  private received(message: TabMessage): void {
    if (this.closed) return;
    if ('wish' in message) this.leader?.(message.wish);
    else if (message.news.type === 'changes') this.incoming.note(message.news.lists);
    else this.heard(message.news);
  }

  private post(message: TabMessage): void {
    if (!this.closed) this.channel.post(message);
  }
}
