using Chat.Contracts.Errors;

namespace Chat.ServiceDefaults.Limiting;

/// <summary>
/// What one connection may invoke. Called where invocations begin, which is one at a time and in their order; it never
/// waits.
/// </summary>
/// <remarks>After a refused send all further ones are refused for <see cref="Recovery"/>, also those that there would be a
/// token for: a client has many under way when it reads the refusal, and none of them may overtake the refused one. Nothing is
/// lost by it, for tokens are saved up meanwhile.</remarks>
public sealed class ConnectionLimits(ChatLimits limits, TimeProvider time)
{
    /// <summary>A slow round trip.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromMilliseconds(500);

    private readonly long _recovery = (long)(Recovery.TotalSeconds * time.TimestampFrequency);
    private TokenBucket _sends = new(limits.Sends, time);
    private TokenBucket _others = new(limits.Invocations, time);
    private long _sendsFrom = long.MinValue;

    /// <summary>Those of a connection that has none.</summary>
    public static ConnectionLimits None { get; } = new(ChatLimits.Off, TimeProvider.System);

    /// <exception cref="ChatException"><c>rate-limited</c>.</exception>
    public void TakeSend()
    {
        var now = time.GetTimestamp();
        if (now >= _sendsFrom)
        {
            if (_sends.TryTake(now))
                return;
            _sendsFrom = now + _recovery;
        }

        throw Refusal("send", "This device sends too much; wait a little and go on in order.");
    }

    /// <summary>Any other method.</summary>
    /// <exception cref="ChatException"><c>rate-limited</c>.</exception>
    public void Take()
    {
        if (!_others.TryTake(time.GetTimestamp()))
            throw Refusal("invocation", "This device asks too much; wait a little.");
    }

    private static ChatException Refusal(string kind, string sentence)
    {
        LimitMetrics.Limited.Add(1, new KeyValuePair<string, object?>("kind", kind));
        return new ChatException(ErrorCodes.RateLimited, sentence);
    }
}
