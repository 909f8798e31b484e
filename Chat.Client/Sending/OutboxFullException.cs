namespace Chat.Client.Sending;

/// <summary>As many sends wait for their ACK as the outbox holds. Nothing was queued.</summary>
public sealed class OutboxFullException(int capacity) : Exception($"{capacity} sends wait for their ACK already.");
