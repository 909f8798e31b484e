/** The border to the blob store. Each rejects where the store was not reached, or when the signal is aborted. */
export interface BlobTransfer {
  /** @param progress Counts bytes that are gone. Answers with the HTTP status. */
  put(url: string, headers: Readonly<Record<string, string>>, body: Blob | string, options: TransferOptions): Promise<number>;
  read(url: string, options: { signal: AbortSignal }): Promise<{ readonly status: number; readonly text: string }>;
  /** Absent blob: the status says why. */
  download(url: string, options: TransferOptions): Promise<{ readonly status: number; readonly blob?: Blob }>;
}

export interface TransferOptions {
  readonly signal: AbortSignal;
  readonly progress: (bytes: number) => void;
}
