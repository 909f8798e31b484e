namespace Chat.Client;

/// <summary>The client has stopped, and with it what was still to be sent; whether an unanswered send was stored is not known.</summary>
public sealed class ClientStoppedException(StopReason reason) : Exception($"The client has stopped: {reason}.")
{
    public StopReason Reason { get; } = reason;
}
