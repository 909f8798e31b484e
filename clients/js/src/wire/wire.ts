/** The protocol's JSON, as far as it is read here. */

export interface WireMessage {
  readonly serverMsgId: string;
  readonly chatId: string;
  readonly seq: number;
  readonly kind: string;
  readonly refSeq?: number;
  readonly from: string;
  readonly clientMsgId: string;
  /** Base64. */
  readonly ciphertext: string;
  readonly mediaIds?: readonly string[];
  readonly sentAt: string;
}

export interface WireChat {
  readonly chatId: string;
  readonly type: 'direct' | 'group' | 'channel';
  readonly title?: string;
  readonly role: 'owner' | 'admin' | 'member';
  readonly memberCount: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly deliveredSeq: number;
  readonly unread: number;
  readonly lastMessage?: WireMessage;
}

export interface WireAck {
  readonly clientMsgId: string;
  readonly serverMsgId: string;
  readonly chatId: string;
  readonly seq: number;
  readonly sentAt: string;
}

export interface WireCursor {
  readonly chatId: string;
  readonly seq: number;
}

export interface WireHead {
  readonly chatId: string;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly version: number;
}

export interface WireReceipt {
  readonly chatId: string;
  readonly userId: string;
  readonly type: 'DELIVERED' | 'READ';
  readonly seq: number;
}

export interface WireTyping {
  readonly chatId: string;
  readonly userId: string;
  readonly typing: boolean;
}

export interface WirePresence {
  readonly userId: string;
  readonly status: 'ONLINE' | 'OFFLINE';
  readonly lastSeen?: string | null;
}

export interface WireChange {
  readonly chatId: string;
  readonly version: number;
  readonly firstSeq: number;
  readonly change: 'created' | 'renamed' | 'member-added' | 'member-removed' | 'role-changed';
  readonly userId?: string;
}

export interface WireClosing {
  readonly reason: string;
  readonly retryAfterMs?: number;
}

export interface WireTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly userId: string;
  readonly deviceId: string;
}

export interface WireWatermarks {
  readonly userId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

export interface WireUpload {
  readonly mediaId: string;
  readonly uploadUrl: string;
  readonly uploadHeaders: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}
