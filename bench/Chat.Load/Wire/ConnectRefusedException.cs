namespace Chat.Load.Wire;

/// <summary>The server answered the negotiation or the upgrade otherwise.</summary>
internal sealed class ConnectRefusedException(int status, TimeSpan? retryAfter)
    : Exception($"The connection was refused with {status}.")
{
    public int Status { get; } = status;

    /// <summary>Null: the server did not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
