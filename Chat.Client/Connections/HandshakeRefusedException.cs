namespace Chat.Client.Connections;

/// <summary>The server answered the negotiation or the upgrade with a refusal.</summary>
/// <param name="status">The HTTP status; 0 if the answer had none.</param>
/// <param name="code">The problem's code, if it named one.</param>
/// <param name="retryAfter">What <c>Retry-After</c> asked for.</param>
internal sealed class HandshakeRefusedException(int status, string? code, TimeSpan? retryAfter)
    : Exception($"The hub refused the connection: {status} {code}".TrimEnd())
{
    public int Status { get; } = status;

    public string? Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
