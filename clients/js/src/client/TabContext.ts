import type { Session } from '../api.ts';
import type { ContentCodec } from '../content/Content.ts';
import type { Environment } from '../environment/Environment.ts';
import type { RestClient } from '../rest/RestClient.ts';
import type { Tokens } from '../session/Tokens.ts';
import type { ChatDatabase } from '../store/openDatabase.ts';
import type { Tabs } from '../tabs/Tabs.ts';

/** What all parts of one tab work with. */
export interface TabContext {
  readonly environment: Environment;
  readonly edge: string;
  readonly session: Session;
  readonly tokens: Tokens;
  readonly rest: RestClient;
  readonly db: ChatDatabase;
  readonly content: ContentCodec;
  readonly tabs: Tabs;
  /** Aborted when the tab ends. */
  readonly ended: AbortSignal;
}
