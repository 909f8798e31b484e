namespace Chat.Delivery.Consuming;

/// <summary>Has Messaging publish again what was accepted since (Unix milliseconds; 0: all that it keeps).</summary>
/// <exception cref="Contracts.Errors.ChatException">It could not be asked.</exception>
internal delegate Task Republish(long since, CancellationToken cancellation);
